import {
  DEFAULT_TIMEOUT_MS,
  HelmError,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  parseDuration,
  type Removal,
  releasesNeededBy,
  tearDown,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { helmReleaseOf, makerOf, NEEDS_ANNOTATION, queueKey } from "../names.ts";
import { releaseObjectOf } from "../world/world.ts";

/**
 * A HelmRelease that is being deleted: uninstalled when everything that needs it is gone. One that was deleted by hand
 * and is still wanted goes without that, and is made again.
 */
export async function dismissRelease(
  context: Context,
  object: KubeObject,
  signal: AbortSignal,
): Promise<{ requeueAfterMs?: number }> {
  const { world } = context;
  if (world === undefined) return {};
  const release = world.releases.get(queueKey(object));
  const fate = release === undefined ? "goes" : context.fateOf(release.owner);
  if (fate === "stays" && makerOf(object) !== undefined) await context.letGo(object);
  if (fate !== "goes") return {}; // asked again when the world is read
  const dependents = dependentsOf(context, object);
  const others = dependents.filter((d) => !goesFirst(context, object, d));
  if (others.length > 0) {
    await tellWaiting(context, object, others);
    return {};
  }
  const removal = removalOf(context, object);
  await context.steward.settle(removal.id);
  if (await isOurs(context, removal)) await uninstall(context, object, removal, signal);
  await context.letGo(object);
  return {};
}

/** HelmReleases that need this one. */
function dependentsOf(context: Context, object: KubeObject): KubeObject[] {
  const key = queueKey(object);
  return context.objects.list("HelmRelease").filter((o) => queueKey(o) !== key && needsOf(context, o).includes(key));
}

/** As the graph has it; of what is no longer in it, as it was when it was made. */
function needsOf({ world }: Context, object: KubeObject): readonly string[] {
  const release = world?.releases.get(queueKey(object));
  if (release !== undefined)
    return releasesNeededBy(world!.graph, release.id).map((r) => releaseObjectOf(world!.graph, r));
  const text = object.metadata.annotations?.[NEEDS_ANNOTATION];
  if (text === undefined) return [];
  try {
    const needs: unknown = JSON.parse(text);
    return Array.isArray(needs) ? needs.map(String) : [];
  } catch {
    return []; // somebody has edited it, and all that is lost by it is an order
  }
}

/** Of those that need one another, and go all, the one with the smallest name goes first. */
function goesFirst(context: Context, object: KubeObject, dependent: KubeObject): boolean {
  if (dependent.metadata.deletionTimestamp === undefined) return false;
  const circle = new Set<string>();
  const open = [queueKey(object)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const next = context.objects.get("HelmRelease", key);
    if (next === undefined || circle.has(key)) continue;
    circle.add(key);
    open.push(...needsOf(context, next));
  }
  return circle.has(queueKey(dependent)) && queueKey(object) < queueKey(dependent);
}

async function tellWaiting(context: Context, object: KubeObject, others: readonly KubeObject[]): Promise<void> {
  const staying = others.filter((o) => o.metadata.deletionTimestamp === undefined);
  const names = (staying.length > 0 ? staying : others).map((o) => nameBeside(object, o)).sort();
  const waitingFor = names.map((name) => ({ object: `HelmRelease ${name}`, since: context.statuses.now() }));
  const before = (context.statuses.current(object).waitingFor ?? []) as typeof waitingFor;
  const kept = waitingFor.map((w) => before.find((b) => b.object === w.object) ?? w);
  const how = staying.length > 0 ? "is still needed by" : "is being deleted after";
  await context.statuses.write(
    object,
    {
      is: "progressing",
      reason: staying.length > 0 ? "StillNeeded" : "Progressing",
      message: `${how} ${names.join(", ")}`,
    },
    { waitingFor: kept },
  );
}

function nameBeside({ metadata: { namespace } }: KubeObject, { metadata }: KubeObject): string {
  return metadata.namespace === namespace ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

function removalOf({ world }: Context, object: KubeObject): Removal {
  const { namespace = "", labels = {} } = object.metadata;
  const { timeout } = object.spec as { readonly timeout?: string };
  const made = `${namespace}/${labels[LABELS.service]}/${labels[LABELS.release]}`;
  return {
    id: world?.releases.get(queueKey(object))?.id ?? made,
    ...helmReleaseOf(object),
    timeoutMs: (timeout === undefined ? undefined : parseDuration(timeout)) ?? DEFAULT_TIMEOUT_MS,
    needs: [],
  };
}

/** A Helm release of that name that we did not make is left alone. */
async function isOurs({ cluster }: Context, { releaseName, namespace }: Removal): Promise<boolean> {
  const labelSelector = `owner=helm,name=${releaseName}`;
  const records = await cluster.list({
    apiVersion: "v1",
    kind: "Secret",
    namespace,
    labelSelector,
    metadataOnly: true,
  });
  return records.some(({ metadata }) => metadata.labels?.[LABELS.managedBy] === MANAGED_BY);
}

async function uninstall(context: Context, object: KubeObject, removal: Removal, signal: AbortSignal): Promise<void> {
  await context.statuses.write(object, { is: "progressing", reason: "Progressing", message: "is being uninstalled" });
  const { failed } = await tearDown(
    [removal],
    { helm: context.helm, clock: context.clock, reporter: { report: () => undefined } },
    { maxParallel: 1, signal },
  );
  const failure = failed.get(removal.id);
  if (failure === undefined) return;
  await context.statuses.write(object, { is: "progressing", reason: "UninstallFailed", message: failure.message });
  throw new HelmError(failure.code, failure.message);
}
