import { type Kind, type KubeObject, LABELS, MANAGED_BY, type WatchEvent } from "@upstart/engine";
import { Context, type ContextOptions } from "../context.ts";
import { makerOf, queueKey } from "../names.ts";
import type { Reconciler } from "../unit.ts";
import { reconcileEnvironment } from "./environment.ts";
import { reconcileRelease } from "./release.ts";
import { reconcileService } from "./service.ts";

/** One key for all: what the objects mean together is made of all of them. */
const WORLD = "world";
/** Objects that are applied together are read together. */
const GATHER_MS = 50;

/** The controllers of the three kinds, and the one that reads what they mean together. */
export function createReconcilers(options: ContextOptions): readonly Reconciler[] {
  const context = new Context(options);
  return [
    {
      name: "World",
      workers: 1,
      watch: (enqueue) => {
        context.connect("World", enqueue);
        return [];
      },
      keys: () => [WORLD],
      reconcile: async () => {
        context.readWorld();
        wakeAll(context);
        return {};
      },
      work: context.steward,
    },
    withNamespaces(context, kindOf(context, "UpstartEnvironment", reconcileEnvironment)),
    kindOf(context, "UpstartService", reconcileService),
    kindOf(context, "HelmRelease", reconcileRelease),
  ];
}

function kindOf(
  context: Context,
  kind: Kind,
  reconcile: (context: Context, object: KubeObject, signal: AbortSignal) => Promise<{ requeueAfterMs?: number }>,
): Reconciler {
  return {
    name: kind,
    watch: (enqueue) => {
      context.connect(kind, enqueue);
      return context.objects.open(kind, (event) => onChange(context, kind, event));
    },
    keys: () => context.objects.list(kind).map(queueKey),
    reconcile: async ({ key, signal }) => {
      const object = context.objects.get(kind, key);
      return object === undefined ? {} : await reconcile(context, object, signal);
    },
  };
}

/** A namespace that somebody deletes is to be made again, by the environment whose name it bears. */
function withNamespaces(context: Context, environments: Reconciler): Reconciler {
  return {
    ...environments,
    watch: (enqueue) => {
      const onNamespace = ({ type, object: { metadata } }: WatchEvent) => {
        if (type !== "deleted" && metadata.deletionTimestamp === undefined) return;
        context.namespaces.delete(metadata.name);
        for (const object of context.objects.list("UpstartEnvironment"))
          if (object.metadata.name === metadata.labels?.[LABELS.environment]) enqueue(queueKey(object), "wake");
      };
      context.madeNamespaces = context.cluster.watch(OUR_NAMESPACES, onNamespace);
      return [...environments.watch(enqueue), context.madeNamespaces];
    },
  };
}

const OUR_NAMESPACES = {
  apiVersion: "v1",
  kind: "Namespace",
  labelSelector: `${LABELS.managedBy}=${MANAGED_BY}`,
  metadataOnly: true,
};

function onChange(context: Context, kind: Kind, { type, object }: WatchEvent): void {
  context.wake(kind, queueKey(object), "edit");
  const maker = makerOf(object);
  if (maker === undefined) context.wake("World", WORLD, "edit", GATHER_MS);
  else context.wake(maker.kind, `${object.metadata.namespace}/${maker.name}`, "edit");
  if (type === "deleted") wakeLeaving(context);
}

/** What is being deleted may have waited for what is gone now. */
function wakeLeaving(context: Context): void {
  for (const kind of ["HelmRelease", "UpstartService", "UpstartEnvironment"] as const)
    for (const object of context.objects.list(kind))
      if (object.metadata.deletionTimestamp !== undefined) context.wake(kind, queueKey(object));
}

function wakeAll(context: Context): void {
  for (const kind of ["UpstartEnvironment", "UpstartService", "HelmRelease"] as const)
    for (const object of context.objects.list(kind)) context.wake(kind, queueKey(object));
}
