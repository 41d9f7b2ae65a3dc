import {
  ClusterError,
  claimKey,
  formatKey,
  headline,
  isKept,
  type KubeObject,
  keptContent,
  type ObjectKey,
  SNAPSHOT_CONTENT,
  snapshotOf,
  standingOfSnapshot,
  VOLUME_SNAPSHOT,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { FIELD_MANAGER } from "../names.ts";

/** How the data of one claim stands whose environment goes. `late`: the snapshot was asked for, and may still come. */
export type Saving = Saved | Waiting | Failed;
interface Saved {
  readonly is: "saved";
  readonly claim: ObjectKey;
}
export interface Waiting {
  readonly is: "waiting";
  readonly claim: ObjectKey;
  readonly until: number;
  readonly error?: string;
}
export interface Failed {
  readonly is: "failed";
  readonly claim: ObjectKey;
  readonly why: string;
  readonly late?: ObjectKey;
}

const MAX_WHY = 300;

/** Takes the snapshots of claims one step further: asked for, waited for, and kept when they are there. Never rejects for one of them. */
export async function saveClaims(
  context: Context,
  environment: KubeObject,
  claims: readonly KubeObject[],
): Promise<Saving[]> {
  return await Promise.all(claims.map((claim) => saveClaim(context, environment, claim)));
}

async function saveClaim(context: Context, environment: KubeObject, claim: KubeObject): Promise<Saving> {
  if (context.snapshotTimeoutMs === 0)
    return { is: "failed", claim: claimKey(claim), why: "the controllers make none here (--snapshot-timeout=0)" };
  const wanted = snapshotOf(claim, environment);
  const askedAt = context.snapshots.askedAt(context, environment, wanted);
  try {
    const snapshot = (await context.cluster.get(keyOf(wanted))) ?? (await context.cluster.create(wanted));
    context.snapshots.follow(context, environment, claim.metadata.namespace ?? "");
    const standing = standingOfSnapshot(snapshot);
    if (standing.is === "waiting") return waitOn(context, claim, snapshot, askedAt, standing.error);
    return await keep(context, environment, claim, snapshot, standing.content);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.retryable || error.code === "AlreadyExists")
      return waitOn(context, claim, wanted, askedAt, error.message);
    return { is: "failed", claim: claimKey(claim), why: whyNot(error) };
  }
}

/** Drivers and servers are tried again, so an error is no end before the time is over. */
function waitOn(
  context: Context,
  claim: KubeObject,
  snapshot: KubeObject,
  askedAt: number,
  met: string | undefined,
): Saving {
  const { clock, snapshotTimeoutMs } = context;
  const { creationTimestamp } = snapshot.metadata;
  const until = (creationTimestamp === undefined ? askedAt : Date.parse(creationTimestamp)) + snapshotTimeoutMs;
  const error = met === undefined ? undefined : shortened(met);
  if (clock.now() < until)
    return { is: "waiting", claim: claimKey(claim), until, ...(error === undefined ? {} : { error }) };
  const late = keyOf(snapshot);
  const why = `${formatKey(late)} was not ready within ${snapshotTimeoutMs / 1000}s`;
  return { is: "failed", claim: claimKey(claim), why: error === undefined ? why : `${why}: ${error}`, late };
}

/** A snapshot goes with its namespace unless its content is told to stay. That it does is written down. */
async function keep(
  context: Context,
  environment: KubeObject,
  claim: KubeObject,
  snapshot: KubeObject,
  name: string,
): Promise<Saving> {
  const key = { ...SNAPSHOT_CONTENT, name };
  const content = await context.cluster.get(key);
  if (content === undefined) throw new ClusterError("Conflict", `${formatKey(key)} is not there`);
  const options = { fieldManager: FIELD_MANAGER, force: true };
  if (!isKept(content)) await context.cluster.apply(keptContent(content, snapshot, claim, environment), options);
  // Again where it is not known whether the one before came so far.
  if (!context.snapshots.isTold(environment, name))
    await context.tombstones.add(environment, [{ object: key, why: "snapshot", of: claimKey(claim) }]);
  return { is: "saved", claim: claimKey(claim) };
}

function whyNot(error: ClusterError): string {
  if (error.code === "UnknownKind")
    return `this cluster has no ${VOLUME_SNAPSHOT.kind} of ${VOLUME_SNAPSHOT.apiVersion}`;
  return shortened(error.message);
}

function shortened(text: string): string {
  return headline(text).slice(0, MAX_WHY);
}

function keyOf({ apiVersion, kind, metadata: { name, namespace = "" } }: KubeObject): ObjectKey {
  return { apiVersion, kind, namespace, name };
}
