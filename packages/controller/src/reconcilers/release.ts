import type { Halt, KubeObject, Release } from "@upstart/engine";
import { retryAskedFor } from "../attempt-log.ts";
import type { Context } from "../context.ts";
import { dismissRelease } from "../deletion/release.ts";
import { makerOf, objectKey, queueKey } from "../names.ts";
import { type AttemptsStatus, attemptsStatus } from "../status/attempts-status.ts";
import type { Summary } from "../status/conditions.ts";
import { type ReleaseStatus, releaseStatus, summaryOf } from "../status/release-status.ts";

/** A HelmRelease: kept until it is uninstalled, its status told; the steward does the rest. */
export async function reconcileRelease(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  if (object.metadata.deletionTimestamp !== undefined) return await dismissRelease(context, object);
  const { world } = context;
  const isWritten = makerOf(object) === undefined;
  if (world === undefined || (isWritten && !context.isInWorld(object))) return {}; // asked again when it is read
  const release = world.releases.get(queueKey(object));
  const fault = faultOf(context, object);
  if (isWritten) await context.hold(object);
  if (release !== undefined) {
    context.retryIfAsked(object, [release]);
    context.steward.look(release.id);
    await undefined; // the turn that follows may start it, and one write then says both
  }
  if (release !== undefined && fault === undefined && context.steward.isBeingLookedAt(release.id)) return {};
  if (release !== undefined)
    return await context.statuses.inTurn(object, () => {
      const { summary, fields } = statusOf(context, object, release);
      return context.statuses.writeInTime(object, summary, fields);
    });
  if (fault !== undefined) await context.statuses.write(object, { is: "stalled", ...fault }, { state: "failed" });
  return {};
}

/** Says in the status how the release stands; false where the object is gone. */
export function tellRelease(context: Context, object: KubeObject, release: Release): Promise<boolean> {
  return context.statuses.inTurn(object, () => {
    const { summary, fields } = statusOf(context, object, release);
    return context.statuses.write(object, summary, fields);
  });
}

function statusOf(context: Context, object: KubeObject, release: Release) {
  const fault = faultOf(context, object);
  const previous = context.statuses.current(object) as Partial<ReleaseStatus> & { readonly attempts?: AttemptsStatus };
  const before = { state: "", reason: "", message: "", ...previous };
  const status = releaseStatus(release, before, context.statusContext(object));
  const { revision, digest, outputs, waitingFor } = status;
  const attempts = attemptsOf(context, release, before.attempts);
  const summary: Summary =
    fault === undefined ? summaryOf(status, context.steward.seen().steps.get(release.id)) : { is: "stalled", ...fault };
  const fields = {
    state: fault === undefined ? status.state : "failed",
    ...(revision === undefined ? {} : { revision }),
    ...(digest === undefined ? {} : { digest }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(outputs === undefined ? {} : { outputs }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(status.state === "ready" ? { chart: chartOf(release) } : {}),
  };
  return { summary, fields };
}

/** A mistake in what a person wrote. */
function faultOf({ world }: Context, object: KubeObject): Halt | undefined {
  if (makerOf(object) !== undefined) return undefined;
  return world?.faults.get(objectKey(object.kind, object.metadata.namespace, object.metadata.name));
}

function attemptsOf(
  context: Context,
  release: Release,
  previous: AttemptsStatus | undefined,
): AttemptsStatus | undefined {
  const seen = context.steward.seen().observation.get(release.id);
  if (seen?.attempts === undefined) return undefined;
  const retryAt = retryAskedFor(context, release);
  const revision = (seen.helm?.revision ?? 0) + 1;
  return attemptsStatus(seen.attempts, previous, {
    by: context.identity,
    revision,
    ...(retryAt === undefined ? {} : { retryAt }),
  });
}

function chartOf({ chart, version }: Release): string {
  return version === undefined ? chart : `${chart} ${version}`;
}
