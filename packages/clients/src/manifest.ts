import { hasKeepPolicy, type KubeObject, kubernetesTags, type ObjectKey } from "@upstart/engine";
import { parseAllDocuments } from "yaml";
import { plainObjects } from "./plain-manifest.ts";

/** An object of a manifest and whether Helm leaves it behind on uninstall. */
export interface ManifestObject {
  readonly key: ObjectKey;
  readonly isKept: boolean;
}

interface RawObject {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly items?: unknown;
  readonly metadata?: {
    readonly name?: unknown;
    readonly namespace?: unknown;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

type IsNamespaced = (apiVersion: string, kind: string) => Promise<boolean>;

/** The names of a manifest's objects; those of namespaced kinds that name no namespace get the release's. */
export async function objectsOf(
  manifest: string,
  namespace: string,
  isNamespaced: IsNamespaced,
): Promise<ManifestObject[]> {
  const plain = plainObjects(manifest);
  if (plain !== undefined)
    return await Promise.all(
      plain.map(async ({ namespace: own = namespace, name, apiVersion, kind }) => {
        const home = (await isNamespaced(apiVersion, kind)) ? { namespace: own } : {};
        return { key: { apiVersion, kind, ...home, name }, isKept: false };
      }),
    );
  return (await manifestObjects(manifest, namespace, isNamespaced)).map(({ apiVersion, kind, metadata }) => {
    const { name, annotations } = metadata;
    const home = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
    return { key: { apiVersion, kind, ...home, name }, isKept: hasKeepPolicy(annotations) };
  });
}

/** The objects of a manifest as Helm prints it, read as Helm reads them, each with its namespace where its kind has one. */
export async function manifestObjects(
  manifest: string,
  namespace: string,
  isNamespaced: IsNamespaced,
): Promise<KubeObject[]> {
  const objects: KubeObject[] = [];
  for (const object of documentsOf(manifest)) {
    const { apiVersion, kind, metadata } = object;
    if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof metadata?.name !== "string") continue;
    const { namespace: named, ...rest } = metadata;
    const own = typeof named === "string" && named !== "" ? named : namespace;
    const home = (await isNamespaced(apiVersion, kind)) ? { namespace: own } : {};
    objects.push({ ...object, apiVersion, kind, metadata: { ...rest, name: metadata.name, ...home } });
  }
  return objects;
}

function documentsOf(manifest: string): RawObject[] {
  const documents = parseAllDocuments(manifest, {
    schema: "failsafe",
    customTags: kubernetesTags,
    logLevel: "silent",
    prettyErrors: false,
    uniqueKeys: false,
  });
  return ("empty" in documents ? [] : documents).flatMap((d) =>
    flatten(d.toJS({ maxAliasCount: -1 }) as RawObject | null),
  );
}

function flatten(object: RawObject | null): RawObject[] {
  if (object === null || typeof object !== "object") return [];
  return typeof object.kind === "string" && object.kind.endsWith("List") && Array.isArray(object.items)
    ? (object.items as RawObject[]).flatMap(flatten)
    : [object];
}

/** Keys of every Secret and ConfigMap of a manifest: `Secret/postgres` -> its keys, whatever way they are written. */
export function objectDataOf(manifest: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const object of documentsOf(manifest)) {
    if (object.kind !== "Secret" && object.kind !== "ConfigMap") continue;
    const fields = object as RawObject & {
      readonly data?: object | null;
      readonly stringData?: object | null;
      readonly binaryData?: object | null;
    };
    found.set(
      `${object.kind}/${String(object.metadata?.name)}`,
      new Set([fields.data, fields.stringData, fields.binaryData].flatMap((d) => Object.keys(d ?? {}))),
    );
  }
  return found;
}
