import { recordKey, type Spec } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { type HeldLease, holdLease } from "./lease.ts";
import type { Session } from "./session.ts";

/** Objects that nobody else applies or deletes meanwhile. */
export interface Hold {
  /** Aborted when others may be at work on one of them after all. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes the leases of objects, always in the same order, so that two who want the same never wait for each other.
 * Rejects with a CliError when it takes longer than `timeoutMs`, or at ^C.
 */
export async function holdObjects(
  host: Host,
  { cluster, clock, namespace }: Session,
  objects: readonly Spec["object"][],
  timeoutMs: number,
): Promise<Hold> {
  const late = new AbortController();
  const cancel = clock.after(timeoutMs, () => late.abort());
  const signal = AbortSignal.any([host.signal, late.signal]);
  const held: HeldLease[] = [];
  const release = async () => {
    await Promise.all(held.map((lease) => lease.release()));
  };
  const keys = objects.map((o) => recordKey({ ...o, namespace: o.namespace ?? namespace }));
  try {
    for (const key of keys.sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))) {
      const onWait = (holder: string) =>
        host.stderr.write(
          `waiting for ${holder}, which applies or deletes ${key.name.split(".").slice(2).join(".")} right now\n`,
        );
      const lease = { ...key, apiVersion: "coordination.k8s.io/v1", kind: "Lease" };
      held.push(await holdLease(cluster, lease, { clock, signal, onWait }));
    }
    return { lost: AbortSignal.any(held.map((lease) => lease.lost)), release };
  } catch (error) {
    await release();
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
