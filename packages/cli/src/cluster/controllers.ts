import {
  type Clock,
  type Cluster,
  ClusterError,
  type KubeObject,
  leaseNameOf,
  WATCHED_ANNOTATION,
} from "@upstart/engine";

/** Whether controllers look after some namespaces. `lease` is the one that tells, as `namespace/name`. */
export type Presence =
  | { readonly is: "running"; readonly lease: string }
  /** There are none, or they ended in order. */
  | { readonly is: "absent" }
  /** They look after other namespaces. */
  | { readonly is: "elsewhere"; readonly lease: string; readonly watched: readonly string[] }
  /** They look after some of the namespaces and not after others. */
  | { readonly is: "divided"; readonly lease: string; readonly watched: readonly string[] }
  /** They have not said for a while that they are there, and did not end in order. */
  | { readonly is: "silent"; readonly lease: string; readonly since: string }
  /** It may not be looked at. */
  | { readonly is: "hidden"; readonly why: string };

/** Their Leases, or why these may not be seen. */
export type Leases = readonly KubeObject[] | { readonly why: string };

/** They renew their Lease every two seconds. What is older may be of a clock that goes wrong. */
const FRESH_MS = 60_000;
/** Within this they renew it twice. */
const LISTEN_MS = 5000;

/** Asks for the Leases of a shard's controllers in all namespaces: one small request. */
export async function readLeases(cluster: Pick<Cluster, "list">, shard = ""): Promise<Leases> {
  try {
    return await cluster.list({ ...LEASE, fieldSelector: `metadata.name=${leaseNameOf(shard)}` });
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Forbidden") return { why: error.message };
    throw error;
  }
}

/**
 * Whether controllers look after namespaces, by their Leases. No clock of another machine is trusted: a Lease that
 * seems old is listened to for a while.
 */
export async function presenceOf(
  leases: Leases,
  namespaces: readonly string[],
  ports: { readonly cluster: Pick<Cluster, "watch">; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Presence> {
  if (!("length" in leases)) return { is: "hidden", why: leases.why };
  const found: Presence[] = [];
  for (const lease of leases) found.push(await oneOf(lease, namespaces, ports));
  return found.sort((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is))[0] ?? { is: "absent" };
}

const LEASE = { apiVersion: "coordination.k8s.io/v1", kind: "Lease" };

/** Of several Leases the one that says most. */
const ORDER: readonly Presence["is"][] = ["running", "silent", "divided", "elsewhere", "absent"];

async function oneOf(
  lease: KubeObject,
  namespaces: readonly string[],
  ports: { readonly cluster: Pick<Cluster, "watch">; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Presence> {
  const name = `${lease.metadata.namespace}/${lease.metadata.name}`;
  const { holderIdentity = "", renewTime = "" } = specOf(lease);
  const age = Math.abs(ports.clock.now() - Date.parse(renewTime));
  // Given back a moment ago, it may be taken again by whoever comes next.
  const isRecent = age <= FRESH_MS;
  const isHeld = holderIdentity !== "" && isRecent;
  if (!isHeld && (holderIdentity !== "" || isRecent) && !(await isRenewed(lease, ports)))
    return holderIdentity === "" ? { is: "absent" } : { is: "silent", lease: name, since: renewTime };
  if (!isHeld && holderIdentity === "" && !isRecent) return { is: "absent" };
  const watched = watchedBy(lease);
  const within = namespaces.filter((ns) => watched.includes("*") || watched.includes(ns));
  if (within.length === namespaces.length) return { is: "running", lease: name };
  return { is: within.length === 0 ? "elsewhere" : "divided", lease: name, watched };
}

function watchedBy({ metadata }: KubeObject): string[] {
  return (metadata.annotations?.[WATCHED_ANNOTATION] ?? "*").split(",");
}

/** Whether somebody writes a Lease while we listen. */
function isRenewed(
  lease: KubeObject,
  { cluster, clock, signal }: { cluster: Pick<Cluster, "watch">; clock: Clock; signal: AbortSignal },
): Promise<boolean> {
  const { namespace, name } = lease.metadata;
  const before = specOf(lease).renewTime;
  return new Promise((resolve) => {
    const end = (answer: boolean) => {
      cancel();
      signal.removeEventListener("abort", stop);
      watch.stop();
      resolve(answer);
    };
    const stop = () => end(false);
    const cancel = clock.after(LISTEN_MS, stop);
    const selection = { ...LEASE, namespace: namespace!, fieldSelector: `metadata.name=${name}` };
    const watch = cluster.watch(selection, ({ object }) => {
      const { holderIdentity = "", renewTime } = specOf(object);
      if (holderIdentity !== "" && renewTime !== before) queueMicrotask(() => end(true));
    });
    watch.synced.catch(stop);
    signal.addEventListener("abort", stop, { once: true });
  });
}

function specOf(lease: KubeObject): { readonly holderIdentity?: string; readonly renewTime?: string } {
  return (lease.spec ?? {}) as { holderIdentity?: string; renewTime?: string };
}
