import { formatKey, type KubeObject, type LeftObject, type ObjectKey } from "@upstart/engine";
import { claimsGoingWith, claimsIn } from "../branch/claims.ts";
import { setAside, volumesToKeep } from "../branch/kept-namespaces.ts";
import { specOf } from "../branch/life.ts";
import { type Failed, type Saving, saveClaims, type Waiting } from "../branch/snapshots.ts";
import type { Context } from "../context.ts";
import { helmReleaseOf } from "../names.ts";
import { isSkipped, withMakers } from "./makers.ts";

/** What the record of an ended environment takes. */
const MAX_WHY = 1024;

/** Why something waits that takes volumes with it. */
export interface Held {
  readonly reason: "WaitingForSnapshot" | "SnapshotFailed";
  readonly message: string;
}

/** What becomes of the namespaces of an environment that goes, now. */
export interface Treated {
  readonly going: readonly KubeObject[];
  /** Namespaces whose snapshots are being made. */
  readonly waiting: readonly KubeObject[];
  readonly held?: Held;
}

/**
 * Whether the uninstall of a release has to wait for snapshots of the volumes that it takes with it: only where its
 * environment goes, and asks for them. What cannot be snapshotted stays installed, for its data goes nowhere without that.
 */
export async function heldForVolumes(context: Context, object: KubeObject): Promise<Held | undefined> {
  const environment = withMakers(context, object).at(-1)!;
  if (environment.kind !== "UpstartEnvironment" || environment.metadata.deletionTimestamp === undefined)
    return undefined;
  const helm = helmReleaseOf(object);
  if (
    specOf(environment).dataPolicy !== "snapshot" ||
    !context.homes.isMadeFor(helm.namespace, environment.metadata.uid)
  )
    return undefined;
  const savings = await saveClaims(context, environment, await claimsGoingWith(context, helm));
  const failed = savings.filter((s) => s.is === "failed");
  return failed.length > 0 ? failedText(environment, failed) : waitingText(savings);
}

/** Treats the volumes that are left in the namespaces of an environment, as its `dataPolicy` says. What is kept is written down first. */
export async function treatVolumes(context: Context, object: KubeObject, all: readonly KubeObject[]): Promise<Treated> {
  if (isSkipped(context, object)) return { going: all, waiting: [] };
  if (specOf(object).dataPolicy === "snapshot") return await snapshotAll(context, object, all);
  const kept = await volumesToKeep(context, object, all);
  await keepAside(context, object, all, kept);
  return { going: all.filter((n) => !kept.has(n.metadata.name)), waiting: [] };
}

/** A namespace goes when all of it is saved; with a claim that could not be saved it is kept. None waits for another. */
async function snapshotAll(context: Context, object: KubeObject, all: readonly KubeObject[]): Promise<Treated> {
  const savings = new Map(
    await Promise.all(all.map(async (n) => [n.metadata.name, await saveIn(context, object, n)] as const)),
  );
  const has = (n: KubeObject, is: Saving["is"]) => savings.get(n.metadata.name)!.some((s) => s.is === is);
  const waiting = all.filter((n) => has(n, "waiting"));
  const lost = all.filter((n) => !has(n, "waiting") && has(n, "failed"));
  const kept = new Map(lost.map((n) => [n.metadata.name, savings.get(n.metadata.name)!.flatMap(leftOf)]));
  await keepAside(context, object, lost, kept);
  for (const saving of [...kept.keys()].flatMap((name) => savings.get(name)!)) await abandon(context, saving);
  const held = waitingText([...savings.values()].flat());
  return {
    going: all.filter((n) => !waiting.includes(n) && !lost.includes(n)),
    waiting,
    ...(held === undefined ? {} : { held }),
  };
}

/** Nothing can be made any more in one that is on its way out. */
async function saveIn(context: Context, object: KubeObject, { metadata }: KubeObject): Promise<Saving[]> {
  if (metadata.deletionTimestamp !== undefined) return [];
  return await saveClaims(context, object, await claimsIn(context, metadata.name));
}

async function keepAside(
  context: Context,
  object: KubeObject,
  namespaces: readonly KubeObject[],
  kept: ReadonlyMap<string, readonly LeftObject[]>,
): Promise<void> {
  await context.tombstones.add(object, [...kept.values()].flat());
  for (const namespace of namespaces) if (kept.has(namespace.metadata.name)) await setAside(context, object, namespace);
}

/** Of a namespace that is kept all claims are. */
function leftOf(saving: Saving): LeftObject[] {
  if (saving.is === "failed") return [{ object: saving.claim, why: "unsaved", because: saving.why.slice(0, MAX_WHY) }];
  return saving.is === "saved" ? [{ object: saving.claim, why: "data" }] : [];
}

/** What nobody waits for any more would be nobody's when it came. */
async function abandon({ cluster }: Context, saving: Saving): Promise<void> {
  if (saving.is === "failed" && saving.late !== undefined) await cluster.delete(saving.late);
}

function waitingText(savings: readonly Saving[]): Held | undefined {
  const waiting = savings.filter((s): s is Waiting => s.is === "waiting");
  const first = waiting.find((w) => w.error !== undefined) ?? waiting[0];
  if (first === undefined) return undefined;
  const until = new Date(Math.max(...waiting.map((w) => w.until))).toISOString().slice(0, 19);
  const met = first.error === undefined ? "" : ` (so far: ${first.error})`;
  const saved = savings.filter((s) => s.is === "saved").length;
  return {
    reason: "WaitingForSnapshot",
    message: `waits until ${until}Z at the latest for the snapshot of ${namesOf(waiting)}${met}; ${saved} of ${savings.length} are there`,
  };
}

function failedText({ metadata: { name, namespace } }: KubeObject, failed: readonly Failed[]): Held {
  const wayOut = `kubectl patch uenv ${name} -n ${namespace} --type=merge -p '{"spec":{"dataPolicy":"delete"}}'`;
  return {
    reason: "SnapshotFailed",
    message: `is not uninstalled, for that may take ${namesOf(failed)} away, of which there is no snapshot: ${failed[0]!.why}; it goes on when there is one; to let the data go: ${wayOut}`,
  };
}

function namesOf(claims: readonly { readonly claim: ObjectKey }[]): string {
  const rest = claims.length === 1 ? "" : ` (and ${claims.length - 1} more)`;
  return `${formatKey(claims[0]!.claim)}${rest}`;
}
