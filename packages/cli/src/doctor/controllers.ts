import { CONTROLLER_LEASE, type KubeObject, LABELS, leaseNameOf, makerOf } from "@upstart/engine";
import { presenceOf, readLeases } from "../cluster/controllers.ts";
import { listKept } from "../cluster/kept.ts";
import type { Session } from "../cluster/session.ts";
import type { Found } from "./check.ts";

/** Which of the two ways `apply` takes, and why. */
export async function checkControllers({ cluster, clock, namespace }: Session): Promise<Found> {
  const signal = new AbortController().signal;
  const presence = await presenceOf(await readLeases(cluster), [namespace], { cluster, clock, signal });
  switch (presence.is) {
    case "running":
      return { result: "ok", detail: `run (Lease ${presence.lease}): apply hands objects to them` };
    case "absent":
      return { result: "ok", detail: "none: apply installs from here" };
    case "elsewhere":
    case "divided":
      return { result: "ok", detail: `look after ${presence.watched.join(", ")} only: apply installs from here` };
    case "hidden":
      return {
        result: "warning",
        detail: "may not be looked for: apply installs from here",
        help: `ask for the right to list leases.coordination.k8s.io named ${CONTROLLER_LEASE} in all namespaces\nor say it: apply --server-side where they run`,
      };
    case "silent":
      return {
        result: "failed",
        detail: `not heard of since ${presence.since.slice(0, 19)}Z (Lease ${presence.lease}): apply asks which way to take`,
        help: "start them again, or delete that Lease where they are gone for good",
      };
  }
}

/** The shards of controllers that objects of this namespace name, with these objects. What may not be seen names none. */
export async function namedShards({
  cluster,
  namespace,
}: Session): Promise<ReadonlyMap<string, readonly KubeObject[]>> {
  const { objects } = await listKept(cluster, namespace);
  const named = objects.filter((o) => makerOf(o) === undefined && o.metadata.labels?.[LABELS.shard] !== undefined);
  return Map.groupBy(named, (o) => o.metadata.labels![LABELS.shard]!);
}

/** Whether what names a shard is kept by somebody. */
export async function checkShard(
  { cluster, clock, namespace }: Session,
  shard: string,
  objects: readonly KubeObject[],
): Promise<Found> {
  const signal = new AbortController().signal;
  const presence = await presenceOf(await readLeases(cluster, shard), [namespace], { cluster, clock, signal });
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const told = `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
  if (presence.is === "running")
    return { result: "ok", detail: `its controllers run (Lease ${presence.lease}): ${told}` };
  if (presence.is === "hidden")
    return {
      result: "warning",
      detail: `whether its controllers run may not be seen: ${told}`,
      help: `ask for the right to list leases.coordination.k8s.io named ${leaseNameOf(shard)} in all namespaces`,
    };
  return {
    result: "failed",
    detail: `no controllers run for it: nothing becomes of ${told}`,
    help: `start them with --shard ${shard}, or take the label ${LABELS.shard} away`,
  };
}
