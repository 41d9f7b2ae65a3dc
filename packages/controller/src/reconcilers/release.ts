import type { KubeObject, Release } from "@upstart/engine";
import type { Context } from "../context.ts";
import { dismissRelease } from "../deletion/release.ts";
import { makerOf, objectKey, queueKey } from "../names.ts";
import type { Summary } from "../status/conditions.ts";
import { type ReleaseStatus, releaseStatus, summaryOf } from "../status/release-status.ts";

/** A HelmRelease: kept until it is uninstalled, its status told; the steward does the rest. */
export async function reconcileRelease(
  context: Context,
  object: KubeObject,
  signal: AbortSignal,
): Promise<{ requeueAfterMs?: number }> {
  if (object.metadata.deletionTimestamp !== undefined) return await dismissRelease(context, object, signal);
  const { world } = context;
  const isWritten = makerOf(object) === undefined;
  if (world === undefined || (isWritten && !context.isInWorld(object))) return {}; // asked again when it is read
  const release = world.releases.get(queueKey(object));
  const fault = isWritten
    ? world.faults.get(objectKey(object.kind, object.metadata.namespace, object.metadata.name))
    : undefined;
  if (isWritten) await context.hold(object);
  if (release !== undefined) {
    context.retryIfAsked(object, [release]);
    context.steward.look(release.id);
  }
  if (release !== undefined) await writeStatus(context, object, release, fault);
  else if (fault !== undefined) await context.statuses.write(object, { is: "stalled", ...fault });
  return {};
}

async function writeStatus(
  context: Context,
  object: KubeObject,
  release: Release,
  fault: Pick<Summary, "reason" | "message"> | undefined,
): Promise<void> {
  const previous = context.statuses.current(object) as Partial<ReleaseStatus>;
  const before = { state: "", reason: "", message: "", ...previous };
  const status = releaseStatus(release, before, context.statusContext(object));
  const { revision, digest, outputs, waitingFor } = status;
  const summary: Summary =
    fault === undefined ? summaryOf(status, context.steward.seen().steps.get(release.id)) : { is: "stalled", ...fault };
  await context.statuses.write(object, summary, {
    ...(revision === undefined ? {} : { revision }),
    ...(digest === undefined ? {} : { digest }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(status.state === "ready" ? { chart: chartOf(release) } : {}),
  });
}

function chartOf({ chart, version }: Release): string {
  return version === undefined ? chart : `${chart} ${version}`;
}
