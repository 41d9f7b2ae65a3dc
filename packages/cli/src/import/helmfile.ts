import { type FieldPath, isMap, type SourceDocument } from "@upstart/engine";

/** Where something stands in the helmfile. */
export interface At {
  readonly document: SourceDocument;
  readonly path: FieldPath;
}

/** One of `releases`, after what it inherits and the defaults. */
export interface HelmfileRelease {
  readonly name: string;
  readonly namespace: string | undefined;
  /** Every field of it, whatever its shape. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly at: At;
}

/** One of `repositories`. */
export interface HelmfileRepository {
  readonly name: string;
  readonly url: string;
  readonly isOci: boolean;
}

/** A helmfile, all of its documents together. */
export interface Helmfile {
  readonly releases: readonly HelmfileRelease[];
  readonly repositories: readonly HelmfileRepository[];
  /** What stands on the top level, each field once. */
  readonly top: readonly { readonly field: string; readonly at: At }[];
  readonly faults: readonly { readonly message: string; readonly at: At }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the documents of a helmfile that is no template any more. Never throws for an author's mistake: that is a fault. */
export function readHelmfile(documents: readonly SourceDocument[]): Helmfile {
  const parts = documents.map((document) => ({ document, fields: isMap(document.value) ? document.value : {} }));
  const faults: Helmfile["faults"][number][] = documents
    .filter((d) => !isMap(d.value))
    .map((document) => ({ message: "this is not a helmfile: a map with releases is expected", at: at(document) }));
  const templates = Object.assign({}, ...parts.map(({ fields }) => mapOf(fields.templates))) as Fields;
  const defaults = Object.assign({}, ...parts.map(({ fields }) => mapOf(fields.helmDefaults))) as Fields;
  const releases = parts.flatMap(({ document, fields }) =>
    listOf(fields.releases).flatMap((release, i): HelmfileRelease[] => {
      const where = at(document, "releases", i);
      const own = inherit(mapOf(release), templates);
      if (typeof own.name === "string" && typeof own.chart === "string") return [releaseOf(own, defaults, where)];
      faults.push({ message: "a release needs a name and a chart", at: where });
      return [];
    }),
  );
  return {
    releases,
    repositories: parts.flatMap(({ fields }) => listOf(fields.repositories).flatMap(repositoryOf)),
    top: parts.flatMap(({ document, fields }) =>
      Object.keys(fields).map((field) => ({ field, at: at(document, field) })),
    ),
    faults,
  };
}

function releaseOf(own: Fields, defaults: Fields, where: At): HelmfileRelease {
  const { timeout, kubeContext } = defaults;
  const given = Object.fromEntries(Object.entries({ timeout, kubeContext }).filter(([, v]) => v !== undefined));
  const namespace = typeof own.namespace === "string" && own.namespace !== "" ? own.namespace : undefined;
  return { name: own.name as string, namespace, fields: { ...given, ...own }, at: where };
}

/** `inherit: [{template: default}]`: what the release says itself comes last. */
function inherit(release: Fields, templates: Fields): Fields {
  const names = listOf(release.inherit).map((i) => mapOf(i).template);
  const { inherit: _, ...own } = release;
  const inherited = names.flatMap((n) => (typeof n === "string" ? [mapOf(templates[n])] : []));
  return Object.assign({}, ...inherited, own) as Fields;
}

function repositoryOf(repository: unknown): HelmfileRepository[] {
  const { name, url, oci } = mapOf(repository);
  return typeof name === "string" && typeof url === "string" ? [{ name, url, isOci: oci === true }] : [];
}

function at(document: SourceDocument, ...path: FieldPath): At {
  return { document, path };
}

/** A map, or an empty one. */
export function mapOf(value: unknown): Fields {
  return isMap(value) ? value : {};
}

/** A list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
