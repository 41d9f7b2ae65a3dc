import {
  type Cluster,
  ClusterError,
  DEFAULT_TIMEOUT_MS,
  formatKey,
  type KubeObject,
  LABELS,
  type LeftObject,
  type ObjectKey,
  parseDuration,
  readinessOf,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { FINALIZER, helmReleaseOf, isAbout, makerOf, queueKey, SKIP_UNINSTALL_ANNOTATION } from "../names.ts";
import { type Lingering, leftovers } from "./leftovers.ts";
import { askedToRetry, isSkipped, withMakers } from "./makers.ts";
import { dependentsOf } from "./order.ts";
import { ourRevisions } from "./our-revisions.ts";
import { outsideOf, sweep } from "./sweep.ts";
import { takeOut, tell } from "./telling.ts";
import type { Removal, Target } from "./uninstaller.ts";
import { heldForVolumes } from "./volumes.ts";

const LOOK_MS = 5000;

interface Result {
  readonly requeueAfterMs?: number;
}

/**
 * A HelmRelease that is being deleted: uninstalled when everything that needs it is gone, and let go when everything
 * that it made is. One that was deleted by hand and is still wanted goes without that, and is made again.
 */
export async function dismissRelease(context: Context, object: KubeObject): Promise<Result> {
  const { world } = context;
  // Without our finalizer all that was ours to do is done.
  if (world === undefined || object.metadata.finalizers?.includes(FINALIZER) !== true) return {};
  const release = world.releases.get(queueKey(object));
  const fate = release === undefined ? "goes" : context.fateOf(release.owner);
  if (fate === "unread") return {}; // asked again when the world is read
  const removal = context.uninstaller.removal(object.metadata.uid ?? "");
  const isReplaced = fate === "stays" && release !== undefined && !isAbout(object, release);
  if (fate === "stays" && !isReplaced && (removal === undefined || removal.is === "failed"))
    return await letStay(context, object);
  if (isSkipped(context, object)) return await leave(context, object);
  const others = removal === undefined ? whatGoesFirst(context, object, isReplaced) : [];
  if (others.length > 0) await tellWaiting(context, object, others);
  else return (await waitForVolumes(context, object, removal)) ?? (await takeAway(context, object, removal));
  return {};
}

/** What goes with it is saved before. It is woken when that is done. */
async function waitForVolumes(
  context: Context,
  object: KubeObject,
  removal: Removal | undefined,
): Promise<Result | undefined> {
  const held = removal === undefined ? await heldForVolumes(context, object) : undefined;
  if (held === undefined) return undefined;
  await tell(context, object, held);
  return { requeueAfterMs: LOOK_MS };
}

/** Nothing of it has gone yet. */
async function letStay(context: Context, object: KubeObject): Promise<Result> {
  if (makerOf(object) === undefined) return {};
  context.uninstaller.forget(object.metadata.uid ?? "");
  await context.letGo(object);
  return {};
}

/**
 * Where a namespace goes, nothing there is held any more for those who stay; nor where it comes again under another
 * name, and whoever needs it gets that.
 */
function whatGoesFirst(context: Context, object: KubeObject, isReplaced: boolean): KubeObject[] {
  if (context.homes.isLeaving(helmReleaseOf(object).namespace)) return [];
  const others = dependentsOf(context, object);
  if (!isReplaced && !context.homes.isLeaving(object.metadata.namespace ?? "")) return others;
  return others.filter((o) => o.metadata.deletionTimestamp !== undefined);
}

async function tellWaiting(context: Context, object: KubeObject, others: readonly KubeObject[]): Promise<void> {
  const staying = others.filter((o) => o.metadata.deletionTimestamp === undefined);
  const names = (staying.length > 0 ? staying : others).map((o) => nameBeside(object, o)).sort();
  const waitingFor = names.map((name) => ({ object: `HelmRelease ${name}`, since: context.statuses.now() }));
  const before = (context.statuses.current(object).waitingFor ?? []) as typeof waitingFor;
  const kept = waitingFor.map((w) => before.find((b) => b.object === w.object) ?? w);
  const how = staying.length > 0 ? "is still needed by" : "is being deleted after";
  const reason = staying.length > 0 ? "StillNeeded" : "Progressing";
  await tell(context, object, { reason, message: `${how} ${names.join(", ")}` }, { waitingFor: kept });
}

function nameBeside({ metadata: { namespace } }: KubeObject, { metadata }: KubeObject): string {
  return metadata.namespace === namespace ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

async function takeAway(context: Context, object: KubeObject, removal: Removal | undefined): Promise<Result> {
  const isLeaving = context.homes.isLeaving(helmReleaseOf(object).namespace);
  switch (removal?.is) {
    case "failed":
      if (isLeaving) return await giveUp(context, object, removal.objects);
      return await tryAgain(context, object, removal);
    case "uninstalled":
      return await awaitEnd(context, object, removal);
    case "running":
      return await tellRunning(context, object, removal);
    case undefined:
      return await begin(context, object);
  }
}

async function begin(context: Context, object: KubeObject): Promise<Result> {
  const { uid = "" } = object.metadata;
  const release = context.world?.releases.get(queueKey(object));
  const anew =
    release === undefined || isAbout(object, release)
      ? ""
      : `, to be installed anew as "${release.releaseName}" in namespace "${release.namespace}"`;
  const before = context.uninstaller.removal(uid);
  if (before?.is === "failed") await tell(context, object, againText(object, before, "is under way"));
  else await tell(context, object, { message: `is being uninstalled${anew}` });
  context.uninstaller.begin(uid, targetOf(context, object), () => context.wake("HelmRelease", queueKey(object)));
  return {};
}

function targetOf(context: Context, object: KubeObject): Target {
  const { timeout } = object.spec as { readonly timeout?: string };
  const helm = helmReleaseOf(object);
  const id = idOf(context, object);
  const made = context.steward.seen().observation.get(id)?.made ?? [];
  const stays = context.homes.isThere(helm.namespace) && !context.homes.isLeaving(helm.namespace);
  return {
    id,
    ...helm,
    timeoutMs: (timeout === undefined ? undefined : parseDuration(timeout)) ?? DEFAULT_TIMEOUT_MS,
    noHooks: context.homes.isLeaving(helm.namespace),
    outside: stays ? [] : outsideOf(helm.namespace, made),
    rank: rankOf(context, object),
    asked: askedToRetry(context, object),
  };
}

/** What was deleted first goes first, as a whole: so its namespaces go while Helm is at work for the next. */
function rankOf(context: Context, object: KubeObject): string {
  const { deletionTimestamp = "", uid = "" } = withMakers(context, object).at(-1)!.metadata;
  return `${deletionTimestamp} ${uid}`;
}

/** Of the release that it is about, also where that is in the world no more. */
export function idOf({ world }: Pick<Context, "world">, object: KubeObject): string {
  const { namespace = "", labels = {} } = object.metadata;
  const made = `${namespace}/${labels[LABELS.service]}/${labels[LABELS.release]}`;
  return world?.releases.get(queueKey(object))?.id ?? made;
}

/** What a hook waits for is for its author to know; that it is the hook that is waited for is told. */
async function tellRunning(
  context: Context,
  object: KubeObject,
  { hooks, before, looks }: Extract<Removal, { is: "running" }>,
): Promise<Result> {
  if (hooks.length === 0) return {};
  const cluster = clusterFor(context, object);
  const look = (key: ObjectKey) => cluster.get(key).catch(unlessForbidden);
  const seen = await Promise.all(hooks.map(async (key) => ({ key, readiness: readinessOf(await look(key)) })));
  const busy = seen.find(({ readiness }) => readiness.state === "inProgress");
  context.uninstaller.looked(object.metadata.uid ?? "");
  if (busy !== undefined) {
    const { timeoutMs } = targetOf(context, object);
    const hook = `waits for its hook ${formatKey(busy.key)} (${busy.readiness.message}), for up to ${timeoutMs / 1000}s`;
    const text = before === undefined ? { message: `is being uninstalled; ${hook}` } : againText(object, before, hook);
    await tell(context, object, text);
  }
  return { requeueAfterMs: Math.min(MAX_LOOK_MS, PATIENCE_MS * 2 ** looks) };
}

function againText(object: KubeObject, { message, attempts }: Extract<Removal, { is: "failed" }>, what: string) {
  const text = `could not be uninstalled, attempt ${attempts + 1} ${what}: ${message}; ${wayOut(object)}`;
  return { reason: "UninstallFailed", message: text };
}

async function tryAgain(
  context: Context,
  object: KubeObject,
  removal: Extract<Removal, { is: "failed" }>,
): Promise<Result> {
  const { retryAt, asked } = removal;
  const delayMs = retryAt - context.clock.now();
  if (delayMs <= 0 || asked !== askedToRetry(context, object)) return await begin(context, object);
  await tell(context, object, againText(object, removal, "follows"));
  return { requeueAfterMs: delayMs };
}

/** Helm has told all to go. What is slow is looked at ever more seldom. */
async function awaitEnd(
  context: Context,
  object: KubeObject,
  removal: Extract<Removal, { is: "uninstalled" }>,
): Promise<Result> {
  const { lingering, remade } = await leftovers(
    clusterFor(context, object),
    removal.objects.filter((o) => !context.homes.isLeaving(o.namespace ?? "")),
  );
  if (lingering.length === 0) {
    const left = remade.map((o) => ({ object: o, why: "remade" as const }));
    return await finish(context, object, left, removal);
  }
  context.uninstaller.seen(object.metadata.uid ?? "", [...lingering.map((l) => l.object), ...remade]);
  await tell(context, object, lingeringText(context, object, removal, lingering));
  return { requeueAfterMs: Math.min(MAX_LOOK_MS, FIRST_LOOK_MS * 2 ** removal.looks) };
}

const FIRST_LOOK_MS = 250;
const MAX_LOOK_MS = 15_000;
/** Who holds an object for less long needs no telling on. */
const PATIENCE_MS = 3000;

function lingeringText(
  { clock }: Context,
  object: KubeObject,
  { at }: Extract<Removal, { is: "uninstalled" }>,
  lingering: readonly Lingering[],
) {
  const held = lingering.find((l) => l.finalizers.length > 0);
  const rest = lingering.length === 1 ? "" : ` (and ${lingering.length - 1} more)`;
  if (held === undefined || clock.now() - at < PATIENCE_MS)
    return { message: `is uninstalled; waiting for ${formatKey(lingering[0]!.object)}${rest} to go` };
  return {
    reason: "HeldByFinalizer",
    message: `is uninstalled; ${formatKey(held.object)}${rest} is held by the finalizer ${held.finalizers.join(", ")}: whoever set it has to end its work, or ${takeOut(held.object)}; ${wayOut(object)}`,
  };
}

function wayOut({ metadata: { name, namespace } }: KubeObject): string {
  return `to leave it behind: kubectl annotate uhr ${name} -n ${namespace} ${SKIP_UNINSTALL_ANNOTATION}=true`;
}

/** Its namespace goes, and Helm can do nothing there any more. */
async function giveUp(context: Context, object: KubeObject, objects: readonly ObjectKey[]): Promise<Result> {
  const outside = objects.filter((o) => !context.homes.isLeaving(o.namespace ?? ""));
  const cluster = clusterFor(context, object);
  await sweep(cluster, helmReleaseOf(object), outside);
  const { remade } = await leftovers(cluster, outside);
  return await finish(
    context,
    object,
    remade.map((o) => ({ object: o, why: "unreached" })),
    { kept: [], hooks: [] },
  );
}

/** Somebody asks for it to go as it is. A Helm run that is under way is ended first. */
async function leave(context: Context, object: KubeObject): Promise<Result> {
  const { uid = "" } = object.metadata;
  const removal = context.uninstaller.removal(uid);
  if (removal?.is === "running") {
    context.uninstaller.end(uid);
    return {}; // called again when it has ended
  }
  await context.steward.settle(idOf(context, object));
  if (removal?.is === "uninstalled") {
    const { lingering, remade } = await leftovers(clusterFor(context, object), removal.objects);
    const held = lingering.map((l) => ({ object: l.object, why: "finalizer" as const }));
    return await finish(context, object, [...held, ...skipped(remade)], removal);
  }
  const record = await context.readRecord(helmReleaseOf(object)).catch(unlessForbidden);
  const ours = record?.isOurs === true ? [...record.objects, ...record.hooks] : [];
  const { remade } = await leftovers(clusterFor(context, object), ours);
  await bury(context, object, skipped(remade));
  return {};
}

/** The way out is open also where nothing may be read. */
function unlessForbidden(error: unknown): undefined {
  if (error instanceof ClusterError && error.code === "Forbidden") return undefined;
  throw error;
}

function skipped(objects: readonly ObjectKey[]): LeftObject[] {
  return objects.map((object) => ({ object, why: "skipped" }));
}

/** All is gone that goes: what stays is told, and Helm's record goes. */
async function finish(
  context: Context,
  object: KubeObject,
  left: readonly LeftObject[],
  { kept, hooks }: Pick<Extract<Removal, { is: "uninstalled" }>, "kept" | "hooks">,
): Promise<Result> {
  const stays = [...kept, ...hooks.map((o) => ({ object: o, why: "hook" as const }))];
  const { remade } = await leftovers(
    clusterFor(context, object),
    stays.map((l) => l.object),
  );
  const all = [...left, ...stays.filter((l) => remade.includes(l.object))];
  const goesToo = ({ namespace = "" }: ObjectKey) =>
    context.homes.isLeaving(namespace) || goesInTheEnd(context, object, namespace);
  await deleteRecord(context, helmReleaseOf(object));
  await bury(
    context,
    object,
    all.filter((l) => !goesToo(l.object)),
  );
  return {};
}

/** The cluster as whoever the release is installed as. */
function clusterFor(context: Context, object: KubeObject): Cluster {
  return context.clusterAs(helmReleaseOf(object).asUser);
}

/** A namespace that was made for an environment, which is deleted, or has no service in it any more. */
function goesInTheEnd(context: Context, object: KubeObject, namespace: string): boolean {
  if (!context.homes.isMade(namespace) || isSkipped(context, object)) return false;
  if (withMakers(context, object).at(-1)!.metadata.deletionTimestamp !== undefined) return true;
  return ![...(context.world?.services.values() ?? [])].some((s) => s.service.namespace === namespace);
}

/** Helm's record of revisions that are ours. */
async function deleteRecord(
  { cluster }: Context,
  release: { readonly releaseName: string; readonly namespace: string },
): Promise<void> {
  const kind = { apiVersion: "v1", kind: "Secret", namespace: release.namespace };
  for (const { metadata } of await ourRevisions(cluster, release))
    await cluster.delete({ ...kind, name: metadata.name }, metadata.uid === undefined ? {} : { uid: metadata.uid });
}

async function bury(context: Context, object: KubeObject, left: readonly LeftObject[]): Promise<void> {
  await context.tombstones.add(withMakers(context, object).at(-1)!, left);
  if (makerOf(object) === undefined) await context.tombstones.close(object);
  context.uninstaller.forget(object.metadata.uid ?? "");
  await context.letGo(object);
}
