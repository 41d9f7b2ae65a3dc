import { evictionOrder, type KubeObject, type SlotHolder, spanOf } from "@upstart/engine";
import { formatDuration } from "../output/duration.ts";
import { type At, ENVIRONMENT, lifeOf, specOf } from "./environment.ts";
import { isHolderOf } from "./slot.ts";

const MIN_AGE_MS = 3_600_000;

/** When an environment would have to make room for others, or why never; undefined where there is no quota. */
export async function evictionText(
  { cluster }: At,
  object: KubeObject,
  template: KubeObject | undefined,
  now: number,
): Promise<string | undefined> {
  const quota = template === undefined ? undefined : specOf(template).quota;
  if (template === undefined || quota === undefined) return undefined;
  if (quota.whenFull !== "evict") return `never: where all ${quota.environments} slots are taken, others wait`;
  if (specOf(object).protected === true) return "never: it is protected";
  const all = await cluster.list(ENVIRONMENT);
  const minAgeMs = spanOf(quota.minAge, MIN_AGE_MS);
  const order = evictionOrder(all.filter((o) => isHolderOf(o, template)).map(holderOf), { now, minAgeMs });
  const place = order.findIndex((h) => h.uid === object.metadata.uid);
  if (place === -1) return `not before it is ${formatDuration(minAgeMs)} old`;
  return `number ${place + 1} to go when all ${quota.environments} slots are taken: failed ones go first, then who sleeps longest, then who is idle longest`;
}

function holderOf(object: KubeObject): SlotHolder {
  const { lastActivity, asleepSince, failedSince } = lifeOf(object);
  const { uid = "", creationTimestamp = "", deletionTimestamp } = object.metadata;
  const createdAt = Date.parse(creationTimestamp);
  return {
    uid,
    createdAt,
    lastUseAt: lastActivity === undefined ? createdAt : Date.parse(lastActivity.at),
    isProtected: specOf(object).protected === true,
    isLeaving: deletionTimestamp !== undefined,
    ...(failedSince === undefined ? {} : { failedSince: Date.parse(failedSince) }),
    ...(asleepSince === undefined ? {} : { asleepSince: Date.parse(asleepSince) }),
  };
}
