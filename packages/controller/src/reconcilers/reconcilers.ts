import { type Kind, type KubeObject, LABELS, releasesOf, type WatchEvent } from "@upstart/engine";
import { wakeWaiting } from "../branch/admission.ts";
import { templateKeyOf } from "../branch/life.ts";
import { Context, type ContextOptions } from "../context.ts";
import { needsOf } from "../deletion/order.ts";
import { helmReleaseOf, makerOf, objectKey, queueKey } from "../names.ts";
import { createLookout } from "../orphans/lookout.ts";
import type { Reconciler } from "../unit.ts";
import { endedEnvironments } from "./ended.ts";
import { reconcileEnvironment } from "./environment.ts";
import { reconcileRelease } from "./release.ts";
import { reconcileService } from "./service.ts";

/** One key for all: what the objects mean together is made of all of them. */
const WORLD = "world";

/** The controllers of the three kinds, and the one that reads what they mean together. */
export function createReconcilers(options: ContextOptions): readonly Reconciler[] {
  const context = new Context(options);
  return [
    {
      name: "World",
      workers: 1,
      watch: (enqueue) => {
        context.connect("World", enqueue);
        const readAnew = () => context.wake("World", WORLD, "edit", context.gatherMs);
        return context.clientRecords.open(options.cluster, options.watchNamespaces, readAnew);
      },
      keys: () => [WORLD],
      reconcile: async () => {
        wakeChanged(context, context.readWorld());
        return {};
      },
      work: context.steward,
    },
    withProber(context, withNamespaces(context, kindOf(context, "UpstartEnvironment", reconcileEnvironment))),
    { ...kindOf(context, "UpstartService", reconcileService), work: context.shards.work },
    { ...kindOf(context, "HelmRelease", reconcileRelease), work: context.uninstaller },
    endedEnvironments(options),
    ...lookouts(context, options),
  ];
}

/** One looks for all: whoever keeps no shard, where all that may keep something is seen. */
function lookouts(context: Context, options: ContextOptions): readonly Reconciler[] {
  const { orphanIntervalMs: everyMs = 0, leaseNamespace: namespace = "default", log, shard = "" } = options;
  if (everyMs === 0 || shard !== "") return [];
  if (options.watchNamespaces.length === 0)
    return [createLookout(context, { everyMs, namespace, log, readOrphans: options.readOrphans })];
  log.info("orphans are not looked for: who keeps them may be in a namespace that is not watched");
  return [];
}

function kindOf(
  context: Context,
  kind: Kind,
  reconcile: (context: Context, object: KubeObject) => Promise<{ requeueAfterMs?: number }>,
): Reconciler {
  return {
    name: kind,
    watch: (enqueue) => {
      context.connect(kind, enqueue);
      return context.objects.open(
        kind,
        (event) => onChange(context, kind, event),
        ({ object }) => context.shards.heard(object),
      );
    },
    keys: () => context.objects.list(kind).map(queueKey),
    reconcile: async ({ key }) => {
      const object = context.objects.get(kind, key);
      if (object === undefined) return {};
      return await context.shards.attend(object, () => reconcile(context, object));
    },
  };
}

/** URLs are asked beside the runs, and snapshots followed. */
function withProber({ prober, snapshots }: Context, environments: Reconciler): Reconciler {
  const stop = async () => {
    snapshots.stop();
    await prober.stop();
  };
  return { ...environments, work: { stop, abort: () => undefined } };
}

/** A namespace that somebody deletes is to be made again, by the environment whose name it bears; it may also be handed over to that. */
function withNamespaces(context: Context, environments: Reconciler): Reconciler {
  return {
    ...environments,
    watch: (enqueue) => {
      const onNamespace = ({ type, object: { metadata } }: WatchEvent) => {
        if (type === "added") tryAgainIn(context, metadata.name);
        const isLeaving = type === "deleted" || metadata.deletionTimestamp !== undefined;
        if (isLeaving) context.namespaces.delete(metadata.name);
        if (isLeaving || type === "modified")
          for (const object of context.objects.list("UpstartEnvironment"))
            if (object.metadata.name === metadata.labels?.[LABELS.environment]) enqueue(queueKey(object), "wake");
        if (!isLeaving) return;
        wakeLeaving(context, (object) => isIn(object, metadata.name));
      };
      return [...environments.watch(enqueue), context.homes.open(context.cluster, onNamespace)];
    },
  };
}

/** What failed for want of the namespace. */
function tryAgainIn(context: Context, namespace: string): void {
  const { graph, observation } = context.steward.seen();
  for (const release of releasesOf(graph)) {
    if (release.namespace !== namespace) continue;
    const run = observation.get(release.id)?.run;
    if (run?.state === "retrying" && run.failure.reason === "NamespaceMissing") context.steward.retry(release.id);
  }
}

function isIn(object: KubeObject, namespace: string): boolean {
  return (
    object.metadata.namespace === namespace ||
    (object.kind === "HelmRelease" && helmReleaseOf(object).namespace === namespace)
  );
}

function onChange(context: Context, kind: Kind, { type, object }: WatchEvent): void {
  context.wake(kind, queueKey(object), "edit");
  const maker = makerOf(object);
  if (maker === undefined) context.wake("World", WORLD, "edit", context.gatherMs);
  else context.wake(maker.kind, `${object.metadata.namespace}/${maker.name}`, "edit");
  if (kind === "UpstartEnvironment") wakeWaiting(context, templateKeyOf(object) ?? queueKey(object));
  if (type === "deleted") {
    context.forget(object);
    wakeAfter(context, object);
  } else if (object.metadata.deletionTimestamp !== undefined) wakeMade(context, object);
}

/** What is being deleted may have waited for what is gone now: what that needed, and whose it is. */
function wakeAfter(context: Context, gone: KubeObject): void {
  context.uninstaller.forget(gone.metadata.uid ?? "");
  for (const key of gone.kind === "HelmRelease" ? needsOf(context, gone) : []) {
    context.wake("HelmRelease", key);
    const release = context.world?.releases.get(key);
    const service = release?.service === undefined ? undefined : context.world?.graph.nodes.get(release.service);
    if (service?.kind !== "service") continue;
    for (const { kind, namespace, name } of [service.object, service.owner])
      context.wake(kind as Kind, `${namespace}/${name}`);
  }
}

/** Annotations that are about a deletion count for all that was made, too. */
function wakeMade(context: Context, object: KubeObject): void {
  for (const kind of ["UpstartService", "HelmRelease"] as const)
    for (const made of context.objects.madeBy(object, kind)) {
      if (made.metadata.deletionTimestamp === undefined) continue;
      context.wake(kind, queueKey(made));
      wakeMade(context, made);
    }
}

function wakeLeaving(context: Context, isMeant: (object: KubeObject) => boolean): void {
  for (const kind of ["HelmRelease", "UpstartService", "UpstartEnvironment"] as const)
    for (const object of context.objects.list(kind))
      if (object.metadata.deletionTimestamp !== undefined && isMeant(object)) context.wake(kind, queueKey(object));
}

/** What is being deleted is always looked at: what becomes of it is up to others. */
function wakeChanged(context: Context, changed: ReadonlySet<string>): void {
  for (const kind of ["UpstartEnvironment", "UpstartService", "HelmRelease"] as const)
    for (const object of context.objects.list(kind)) {
      const { namespace, name, deletionTimestamp } = object.metadata;
      if (deletionTimestamp !== undefined || changed.has(objectKey(kind, namespace, name)))
        context.wake(kind, queueKey(object));
    }
}
