import { type Cluster, ClusterError } from "../ports/cluster.ts";
import type { ObjectKey } from "../ports/object.ts";

/** Why an object outlives its release. */
export type LeftReason =
  | "policy"
  | "claim"
  | "hook"
  | "finalizer"
  | "remade"
  | "unreached"
  | "skipped"
  | "data"
  | "snapshot"
  | "unsaved";

/** An object that outlives its release. */
export interface LeftObject {
  readonly object: ObjectKey;
  readonly why: LeftReason;
  /** Of a snapshot: the claim whose data it has. */
  readonly of?: ObjectKey;
  /** Of data that was kept because it could not be snapshotted: why not. */
  readonly because?: string;
}

const WORDS: Readonly<Record<LeftReason, string>> = {
  policy: "its chart asks to keep it",
  claim: "the volume of a StatefulSet",
  hook: "made by a hook",
  finalizer: "held by a finalizer",
  remade: "made again by somebody else",
  unreached: "its release could not be uninstalled",
  skipped: "its uninstall was skipped",
  data: "kept by dataPolicy",
  snapshot: "a snapshot",
  unsaved: "kept, for there is no snapshot of it",
};

/** Whether nobody has asked for it to stay: not its chart, not a policy, not whoever skipped the uninstall. */
export function isLeak({ why }: LeftObject): boolean {
  return LEAKS.has(why);
}

const LEAKS: ReadonlySet<LeftReason> = new Set(["hook", "finalizer", "remade", "unreached"]);

/** For a person: `Secret shop/postgres (its chart asks to keep it)`. */
export function formatLeft({ object, why, of, because }: LeftObject): string {
  const whose = of === undefined ? "" : ` of ${formatKey(of)}`;
  const cause = because === undefined ? "" : `: ${because}`;
  return `${formatKey(object)} (${WORDS[why]}${whose}${cause})`;
}

/** `Secret shop/postgres`. */
export function formatKey({ kind, namespace, name }: ObjectKey): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** Whether Helm leaves an object behind on uninstall. */
export function hasKeepPolicy(annotations: Readonly<Record<string, string>> | undefined): boolean {
  return annotations?.["helm.sh/resource-policy"] === "keep";
}

/**
 * Of a release's objects those that an uninstall leaves: what a chart marks to be kept, and volumes that a StatefulSet
 * claimed. To be asked while they are all there. What may not be looked at is not told of.
 */
export async function keptObjects(
  cluster: Pick<Cluster, "get" | "list">,
  objects: readonly ObjectKey[],
): Promise<LeftObject[]> {
  const [marked, claims] = await Promise.all([
    Promise.all(objects.map((key) => isMarked(cluster, key))).then((flags) => objects.filter((_, i) => flags[i])),
    claimsOf(
      cluster,
      objects.filter((o) => o.kind === "StatefulSet"),
    ),
  ]);
  return [
    ...marked.map((object) => ({ object, why: "policy" as const })),
    ...claims.map((object) => ({ object, why: "claim" as const })),
  ];
}

async function isMarked(cluster: Pick<Cluster, "get">, key: ObjectKey): Promise<boolean> {
  const object = await ifAllowed(cluster.get(key), undefined);
  return hasKeepPolicy(object?.metadata.annotations);
}

/** Claims are named after a template of the set, the set, and a number. */
async function claimsOf(cluster: Pick<Cluster, "get" | "list">, sets: readonly ObjectKey[]): Promise<ObjectKey[]> {
  const found: ObjectKey[] = [];
  for (const set of sets) {
    const object = await ifAllowed(cluster.get(set), undefined);
    const spec = object?.spec as
      | {
          volumeClaimTemplates?: { metadata?: { name?: string } }[];
          persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string };
        }
      | undefined;
    if (spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted === "Delete") continue;
    const prefixes = (spec?.volumeClaimTemplates ?? []).map((t) => `${t.metadata?.name}-${set.name}-`);
    if (prefixes.length === 0) continue;
    const kind = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      ...(set.namespace === undefined ? {} : { namespace: set.namespace }),
    };
    for (const claim of await ifAllowed(cluster.list(kind), []))
      if (prefixes.some((p) => claim.metadata.name.startsWith(p) && /^\d+$/.test(claim.metadata.name.slice(p.length))))
        found.push({ ...kind, name: claim.metadata.name });
  }
  return found;
}

/** What the cluster answers, or something else where it does not let us ask. */
export async function ifAllowed<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ClusterError) return otherwise;
    throw error;
  }
}
