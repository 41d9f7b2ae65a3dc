import { keyText, type NodeId, type ObjectKey, type Release } from "@upstart/engine";
import type { Standing } from "../branch/standing.ts";
import { describeRelease, type Picked } from "../verbs/observe.ts";

/** Something that was made, with what was made of it. */
export interface TreeNode {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly state?: string;
  readonly detail?: string;
  readonly children?: readonly TreeNode[];
}

/** Kinds that are shown below a release unless all are asked for. */
const SHOWN: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "Ingress",
  "PersistentVolumeClaim",
]);

/** What was picked as trees: environments, services, releases, and their objects, or their workloads only. */
export function rootsOf(seen: Picked, standings: readonly Standing[], showAll: boolean): TreeNode[] {
  const owners = new Map<string, Release[]>();
  for (const r of seen.picked)
    owners.set(`${r.owner.kind}/${r.owner.namespace}/${r.owner.name}`, [
      ...(owners.get(`${r.owner.kind}/${r.owner.namespace}/${r.owner.name}`) ?? []),
      r,
    ]);
  return [...owners.values()].map((releases): TreeNode => {
    const { owner } = releases[0]!;
    const leaf = (r: Release) => releaseNode(seen, r, showAll);
    const ready = releases.filter((r) => describeRelease(seen, r).isReady).length;
    const base = {
      kind: owner.kind,
      name: owner.name,
      ...(owner.namespace === undefined ? {} : { namespace: owner.namespace }),
      state: `${ready}/${releases.length} ready`,
    };
    if (owner.kind !== "UpstartEnvironment")
      return owner.kind === "HelmRelease" ? leaf(releases[0]!) : { ...base, children: releases.map(leaf) };
    const services = new Map<NodeId, Release[]>();
    for (const r of releases) services.set(r.service!, [...(services.get(r.service!) ?? []), r]);
    const standing = standings.find((s) => s.name === owner.name && s.namespace === owner.namespace);
    return {
      ...base,
      ...(standing === undefined ? {} : { detail: standing.text }),
      children: [...services].map(([id, own]) => ({
        kind: "UpstartService",
        name: id,
        namespace: own[0]!.namespace,
        state: `${own.filter((r) => describeRelease(seen, r).isReady).length}/${own.length} ready`,
        children: own.map(leaf),
      })),
    };
  });
}

function releaseNode(seen: Picked, release: Release, showAll: boolean): TreeNode {
  const { state, waitingFor, message } = describeRelease(seen, release);
  const blockers = seen.observation.get(release.id)?.blockers ?? [];
  const made = seen.observation.get(release.id)?.made ?? [];
  const objects = made.filter((o) => showAll || SHOWN.has(o.kind));
  const blocked = new Map(blockers.map((b) => [keyText(b.object), b]));
  const outputs = seen.observation.get(release.id)?.outputs.flatMap((o) => Object.keys(o.data ?? {})) ?? [];
  const detail =
    waitingFor?.join(", ") ??
    (state === "ready"
      ? outputs.length === 0
        ? undefined
        : `publishes ${outputs.join(", ")}`
      : message?.split("\n")[0]);
  return {
    kind: "HelmRelease",
    name: release.key,
    namespace: release.namespace,
    state,
    ...(detail === undefined ? {} : { detail }),
    children: objects.map((o) => objectNode(o, blocked.get(keyText(o)))),
  };
}

function objectNode(
  object: ObjectKey,
  blocker: { readiness: { message: string; state: string }; detail?: string } | undefined,
): TreeNode {
  const base = {
    kind: object.kind,
    name: object.name,
    ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
  };
  if (blocker === undefined) return { ...base, state: "ready" };
  return {
    ...base,
    state: blocker.readiness.state,
    detail: [blocker.readiness.message, blocker.detail].filter((d) => d !== undefined).join(", "),
  };
}
