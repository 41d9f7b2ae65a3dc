import { hasKeepPolicy, type ObjectKey } from "@upstart/engine";
import { parseAllDocuments } from "yaml";

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

/** The objects of a manifest as Helm prints it; those of namespaced kinds that name no namespace get the release's. */
export async function objectsOf(
  manifest: string,
  namespace: string,
  isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>,
): Promise<ManifestObject[]> {
  const documents = parseAllDocuments(manifest, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
  const raw = ("empty" in documents ? [] : documents).flatMap((d) =>
    flatten(d.toJS({ maxAliasCount: -1 }) as RawObject | null),
  );
  const objects: ManifestObject[] = [];
  for (const { apiVersion, kind, metadata } of raw) {
    if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof metadata?.name !== "string") continue;
    const own = typeof metadata.namespace === "string" && metadata.namespace !== "" ? metadata.namespace : namespace;
    const inNamespace = await isNamespaced(apiVersion, kind);
    objects.push({
      key: { apiVersion, kind, ...(inNamespace ? { namespace: own } : {}), name: metadata.name },
      isKept: hasKeepPolicy(metadata.annotations),
    });
  }
  return objects;
}

function flatten(object: RawObject | null): RawObject[] {
  if (object === null || typeof object !== "object") return [];
  return typeof object.kind === "string" && object.kind.endsWith("List") && Array.isArray(object.items)
    ? (object.items as RawObject[]).flatMap(flatten)
    : [object];
}

/** Keys of every Secret and ConfigMap of a manifest: `Secret/postgres` -> its keys, whatever way they are written. */
export function objectDataOf(manifest: string): Map<string, Set<string>> {
  const documents = parseAllDocuments(manifest, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
  const found = new Map<string, Set<string>>();
  for (const object of ("empty" in documents ? [] : documents).flatMap((d) =>
    flatten(d.toJS({ maxAliasCount: -1 }) as RawObject | null),
  )) {
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
