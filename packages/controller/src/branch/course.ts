import {
  type EnvironmentLife,
  type Expiry,
  expiryOf,
  type KubeObject,
  type LifeStatus,
  misreadWishes,
  sleepsAt,
  type Use,
  useAfter,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { queueKey } from "../names.ts";
import type { ServiceInWorld } from "../world/world.ts";
import { endLife } from "./admission.ts";
import { hasLife, lifeStatusOf, msOf, specOf } from "./life.ts";
import { rest } from "./rest.ts";

/** How far an environment is in its life, before its services are looked at. */
export interface Course {
  /** Its time is over, and it is being deleted. */
  readonly isOver: boolean;
  readonly before: LifeStatus;
  readonly use?: Use & Required<Pick<Use, "lastActivity">>;
  readonly rest: "awake" | "asleep" | "waking";
}

const SETTLED: ReadonlySet<string | undefined> = new Set(["Ready", "Degraded", "Failed", "Expiring", "Sleeping"]);

/** Heeds what was asked of an environment, ends it where its time is over, and takes it a step towards sleep or back. */
export async function runCourse(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
): Promise<Course> {
  const life = specOf(object);
  const before = lifeStatusOf(context, object);
  if (!hasLife(life)) return { isOver: false, before, rest: "awake" };
  const { generation = 0, annotations } = object.metadata;
  const seen = { now: context.statuses.now(), isSettled: SETTLED.has(before.phase) };
  for (const note of misreadWishes(annotations, before))
    context.tell(object, { type: "Warning", reason: "NotUnderstood", action: "Heed", note });
  const use = useAfter(before, { life, generation, annotations }, seen);
  if (await isEnded(context, object, life, { ...before, ...use })) return { isOver: true, before, use, rest: "awake" };
  return { isOver: false, before, ...(await takeRest(context, object, services, use)) };
}

/** When an environment goes, by what its status says of it. */
export function expiryIn(object: KubeObject, { lastActivity, failedSince }: LifeStatus): Expiry | undefined {
  const createdAt = msOf(object.metadata.creationTimestamp) ?? 0;
  const keptUntil = msOf(lastActivity?.keptUntil);
  const failed = msOf(failedSince);
  return expiryOf(specOf(object), {
    createdAt,
    lastUseAt: msOf(lastActivity?.at) ?? createdAt,
    ...(keptUntil === undefined ? {} : { keptUntil }),
    ...(failed === undefined ? {} : { failedSince: failed }),
  });
}

/** In how many milliseconds something comes by itself: sleep, a warning, the end. */
export function nextTurnIn(object: KubeObject, status: LifeStatus, now: number): number | undefined {
  const expiry = expiryIn(object, status);
  const tired =
    status.asleepSince !== undefined || status.lastActivity === undefined
      ? undefined
      : sleepsAt(specOf(object), status.lastActivity);
  const times = [expiry?.at, expiry?.warnAt, tired].filter((at) => at !== undefined && at > now);
  return times.length === 0 ? undefined : Math.min(...(times as number[])) - now;
}

async function isEnded(
  context: Context,
  object: KubeObject,
  life: EnvironmentLife,
  status: LifeStatus,
): Promise<boolean> {
  const expiry = expiryIn(object, status);
  if (expiry === undefined || context.clock.now() < expiry.at) return false;
  const note = `its time is over: ${WHY[expiry.reason](life)}`;
  await endLife(context, object, { reason: "Expired", note });
  return true;
}

const WHY: Readonly<Record<Expiry["reason"], (life: EnvironmentLife) => string>> = {
  idle: ({ ttl }) => `nobody has used it for ${ttl?.idle ?? "5d"}`,
  failed: ({ ttl }) => `it failed ${ttl?.failed ?? "24h"} ago`,
  extended: () => "it was kept as long as was asked for",
  max: ({ ttl }) => `it was made ${ttl?.max} ago`,
};

async function takeRest(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
  use: Course["use"] & object,
): Promise<Pick<Course, "use" | "rest"> & { readonly use: typeof use }> {
  const key = queueKey(object);
  if (use.asleepSince === undefined && use.wakingSince === undefined) {
    context.resting.delete(key);
    return { use, rest: "awake" };
  }
  // From now on Helm waits: what it would deploy is scaled at the same time.
  context.resting.add(key);
  if (use.asleepSince !== undefined) {
    if (!isHelmAtWork(context, services)) await rest(context, services, "asleep");
    return { use, rest: "asleep" };
  }
  if (!(await rest(context, services, "awake"))) return { use, rest: "waking" };
  context.resting.delete(key);
  for (const { id } of services.flatMap((s) => s.releases)) context.steward.look(id);
  const { wakingSince: _, ...awake } = use;
  return { use: awake, rest: "awake" };
}

function isHelmAtWork(context: Context, services: readonly ServiceInWorld[]): boolean {
  const { steps } = context.steward.seen();
  return services.some(({ releases }) =>
    releases.some(({ id }) => {
      const step = steps.get(id);
      return step?.do === "wait" && step.phase === "running";
    }),
  );
}
