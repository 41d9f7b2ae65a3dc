import {
  type Cluster,
  ClusterError,
  type KubeObject,
  type LeftObject,
  readTombstones,
  tombstonesKey,
} from "@upstart/engine";

/** Where it is said that something may not be read. */
interface Warned {
  readonly stderr: { write(text: string): unknown };
}

/**
 * What objects that are gone have left behind, as the controllers have written it down before they let them go. What
 * may not be read is said, and taken as nothing.
 */
export async function leftBy(
  host: Warned,
  cluster: Pick<Cluster, "get">,
  gone: readonly KubeObject[],
): Promise<LeftObject[]> {
  const uids = new Set(gone.map((o) => o.metadata.uid));
  const homes = [...new Set(gone.flatMap((o) => o.metadata.namespace ?? []))];
  const lists = await Promise.all(homes.map((home) => tombstonesIn(host, cluster, home)));
  return lists.flat().flatMap(({ uid, left }) => (uids.has(uid) ? left : []));
}

async function tombstonesIn(host: Warned, cluster: Pick<Cluster, "get">, namespace: string) {
  try {
    return readTombstones(await cluster.get(tombstonesKey(namespace)));
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    host.stderr.write(`warning: what is left behind cannot be told: ${error.message}\n`);
    return [];
  }
}
