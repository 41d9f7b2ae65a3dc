import { type Clock, type Cluster, type ObjectKey, recordKey, type Spec } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { atOnce } from "./at-once.ts";
import { type HeldLease, holdLease, takeNewLease } from "./lease.ts";

/** Objects that nobody else applies or deletes meanwhile. */
export interface Hold {
  /** Aborted when others may be at work on one of them after all. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes the leases of objects: at once where nobody else wants them, else always in the same order, so that two who want
 * the same never wait for each other. Rejects with a CliError when it takes longer than `timeoutMs`, or at ^C.
 */
export async function holdObjects(
  host: Pick<Host, "signal" | "stderr">,
  { cluster, clock, namespace }: { readonly cluster: Cluster; readonly clock: Clock; readonly namespace: string },
  objects: readonly Spec["object"][],
  timeoutMs: number,
): Promise<Hold> {
  const late = new AbortController();
  const cancel = clock.after(timeoutMs, () => late.abort());
  const signal = AbortSignal.any([host.signal, late.signal]);
  const held: HeldLease[] = [];
  try {
    const leases = leasesOf(objects, namespace);
    const taken = await takeNew(cluster, clock, leases, held);
    for (const key of leases.slice(taken)) {
      const onWait = (holder: string) =>
        host.stderr.write(
          `waiting for ${holder}, which applies or deletes ${key.name.split(".").slice(2).join(".")} right now\n`,
        );
      held.push(await holdLease(cluster, key, { clock, signal, onWait }));
    }
    return { lost: AbortSignal.any(held.map((lease) => lease.lost)), release: () => releaseAll(held) };
  } catch (error) {
    await releaseAll(held);
    if (host.signal.aborted) throw new CliError(EXIT.interrupted, "interrupted while waiting for another apply");
    if (late.signal.aborted)
      throw new CliError(
        EXIT.timedOut,
        "timed out while waiting for another apply",
        "run the same command again to go on",
      );
    throw error;
  } finally {
    cancel();
  }
}

/** In the order in which everybody takes them. */
function leasesOf(objects: readonly Spec["object"][], namespace: string): ObjectKey[] {
  return objects
    .map((o) => recordKey({ ...o, namespace: o.namespace ?? namespace }))
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
    .map((key) => ({ ...key, apiVersion: "coordination.k8s.io/v1", kind: "Lease" }));
}

/** Takes leases until the first that somebody has, and keeps none that comes after it. Returns how many. */
async function takeNew(cluster: Cluster, clock: Clock, keys: readonly ObjectKey[], held: HeldLease[]): Promise<number> {
  const taken: (HeldLease | undefined)[] = keys.map(() => undefined);
  try {
    await atOnce([...keys.entries()], async ([i, key]) => {
      taken[i] = await takeNewLease(cluster, key, { clock });
    });
  } finally {
    const missing = taken.indexOf(undefined);
    const count = missing < 0 ? keys.length : missing;
    held.push(...taken.slice(0, count).filter((lease) => lease !== undefined));
    await releaseAll(taken.slice(count).filter((lease) => lease !== undefined));
  }
  return held.length;
}

/** Gives all of them back that can be, over the connections that there are: a new one takes longer than a few calls. */
async function releaseAll(leases: readonly HeldLease[]): Promise<void> {
  const ends = await atOnce(leases, async (lease) => (await Promise.allSettled([lease.release()]))[0]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
