import {
  actingUserOf,
  type KubeObject,
  type NodeId,
  nextToSleep,
  nextToWake,
  type ObjectKey,
  type Release,
  readinessOf,
  releasesNeededBy,
  type Sleeper,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import type { ServiceInWorld } from "../world/world.ts";

/** On a workload that is scaled to nothing: how many replicas it had. */
export const REPLICAS_ANNOTATION = "upstart.com/replicas";

const FIELD_MANAGER = "upstart-rest";
const KINDS = ["Deployment", "StatefulSet"] as const;

interface Resting extends Sleeper {
  readonly release: Release;
  readonly workloads: readonly KubeObject[];
}

/**
 * Takes an environment one step towards sleep or back: what may be scaled now is, dependents first down and last up. True
 * when all of it is there.
 */
export async function rest(
  context: Context,
  services: readonly ServiceInWorld[],
  goal: "asleep" | "awake",
): Promise<boolean> {
  const all = await lookAt(context, services);
  const next = new Set(goal === "asleep" ? nextToSleep(all) : nextToWake(all));
  await Promise.all(
    all
      .filter(({ id }) => next.has(id))
      .flatMap(({ release, workloads }) =>
        workloads.map((w) => (goal === "asleep" ? scaleDown(context, release, w) : scaleUp(context, release, w))),
      ),
  );
  return next.size === 0;
}

async function lookAt(context: Context, services: readonly ServiceInWorld[]): Promise<Resting[]> {
  const releases = services.flatMap((s) => s.releases);
  const byRelease = await workloadsOf(context, releases);
  const needs = needsOf(context, releases);
  return releases.map((release) => {
    const workloads = byRelease.get(release.id) ?? [];
    return {
      id: release.id,
      needs: needs.get(release.id)!,
      release,
      workloads,
      isDown: workloads.every((w) => replicasOf(w) === 0),
      isUp: workloads.every((w) => remembered(w) === undefined && readinessOf(w).state === "current"),
    };
  });
}

/** What Helm says is a release's, read by whoever it is installed as. Others that its operators make are theirs to scale. */
async function workloadsOf({ clusterAs }: Context, releases: readonly Release[]): Promise<Map<NodeId, KubeObject[]>> {
  const readers = new Map(releases.map((r) => [`${r.namespace} ${actingUserOf(r)}`, r]));
  const lists = await Promise.all(
    [...readers.values()].flatMap((r) =>
      KINDS.map((kind) => clusterAs(actingUserOf(r)).list({ apiVersion: "apps/v1", kind, namespace: r.namespace })),
    ),
  );
  const all = new Map(lists.flat().map((o) => [o.metadata.uid, o]));
  const byHelm = new Map(releases.map((r) => [`${r.namespace}/${r.releaseName}`, r.id]));
  const found = new Map<NodeId, KubeObject[]>();
  for (const object of all.values()) {
    const { annotations = {}, namespace } = object.metadata;
    const id = byHelm.get(`${namespace}/${annotations["meta.helm.sh/release-name"]}`);
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), object]);
  }
  return found;
}

/** Whatever they need, also through releases that run nothing. */
function needsOf(context: Context, releases: readonly Release[]): Map<NodeId, string[]> {
  const { graph } = context.world!;
  return new Map(
    releases.map(({ id }) => {
      const reached = new Set<NodeId>();
      const open: NodeId[] = [id];
      for (let at = open.pop(); at !== undefined; at = open.pop())
        for (const need of releasesNeededBy(graph, at))
          if (!reached.has(need.id)) {
            reached.add(need.id);
            open.push(need.id);
          }
      reached.delete(id);
      return [id, [...reached]];
    }),
  );
}

/** How many it had is written before it has none. */
async function scaleDown(context: Context, release: Release, workload: KubeObject): Promise<void> {
  const replicas = replicasOf(workload);
  if (replicas === 0) return;
  if (remembered(workload) === undefined) await remember(context, release, workload, String(replicas));
  await context.clusterAs(actingUserOf(release)).scale(keyOf(workload), 0, { fieldManager: FIELD_MANAGER });
}

/** And forgotten after it has them again. Whoever has scaled it meanwhile knows better. */
async function scaleUp(context: Context, release: Release, workload: KubeObject): Promise<void> {
  const before = remembered(workload);
  if (before === undefined) return;
  if (replicasOf(workload) === 0)
    await context.clusterAs(actingUserOf(release)).scale(keyOf(workload), before, { fieldManager: FIELD_MANAGER });
  await remember(context, release, workload, undefined);
}

async function remember(
  context: Context,
  release: Release,
  workload: KubeObject,
  replicas: string | undefined,
): Promise<void> {
  const { apiVersion, kind, metadata } = workload;
  const { name, namespace = "", uid = "" } = metadata;
  const annotations = replicas === undefined ? {} : { annotations: { [REPLICAS_ANNOTATION]: replicas } };
  await context
    .clusterAs(actingUserOf(release))
    .apply(
      { apiVersion, kind, metadata: { name, namespace, uid, ...annotations } },
      { fieldManager: FIELD_MANAGER, force: true },
    );
}

function replicasOf({ spec }: KubeObject): number {
  return (spec as { readonly replicas?: number } | undefined)?.replicas ?? 1;
}

function remembered({ metadata }: KubeObject): number | undefined {
  const text = metadata.annotations?.[REPLICAS_ANNOTATION];
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function keyOf({ apiVersion, kind, metadata: { namespace = "", name } }: KubeObject): ObjectKey {
  return { apiVersion, kind, namespace, name };
}
