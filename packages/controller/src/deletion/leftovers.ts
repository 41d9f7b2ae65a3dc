import { type Cluster, ClusterError, type KubeObject, type ObjectKey } from "@upstart/engine";

/** An object that is told to go and has not gone. */
export interface Lingering {
  readonly object: ObjectKey;
  /** What keeps it; none where it is on its way. */
  readonly finalizers: readonly string[];
}

/** What is still there of objects that were told to go, and what is there again. What may not be asked for is as if gone. */
export async function leftovers(
  cluster: Pick<Cluster, "get">,
  objects: readonly ObjectKey[],
): Promise<{ readonly lingering: readonly Lingering[]; readonly remade: readonly ObjectKey[] }> {
  const found = await Promise.all(objects.map(async (object) => ({ object, live: await get(cluster, object) })));
  const lingering: Lingering[] = [];
  const remade: ObjectKey[] = [];
  for (const { object, live } of found) {
    if (live === undefined) continue;
    const { deletionTimestamp, finalizers = [] } = live.metadata;
    if (deletionTimestamp === undefined) remade.push(object);
    else lingering.push({ object, finalizers: finalizers.filter((f) => !OWN_FINALIZERS.has(f)) });
  }
  return { lingering, remade };
}

/** The cluster's own garbage collection takes them away again. */
const OWN_FINALIZERS: ReadonlySet<string> = new Set(["foregroundDeletion", "orphan"]);

async function get(cluster: Pick<Cluster, "get">, key: ObjectKey): Promise<KubeObject | undefined> {
  try {
    return await cluster.get(key);
  } catch (error) {
    if (!(error instanceof ClusterError) || !UNASKABLE.has(error.code)) throw error;
    return undefined;
  }
}

const UNASKABLE: ReadonlySet<string> = new Set(["Forbidden", "UnknownKind", "NotFound"]);
