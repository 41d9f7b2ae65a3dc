import { type Graph, type NodeId, needsOf, type Release } from "../graph/graph.ts";
import { dependentsOf, orderOf } from "../graph/order.ts";
import { type Clock, type Helm, HelmError, type Reporter } from "./ports.ts";

/** What came of taking releases away. */
export interface TeardownResult {
  readonly deleted: ReadonlySet<NodeId>;
  /** With Helm's reason. What these need is left, too. */
  readonly failed: ReadonlyMap<NodeId, string>;
  /** Not tried: something that needs it could not be taken away. */
  readonly kept: ReadonlySet<NodeId>;
}

/**
 * Uninstalls releases, dependents first: each only when everything that needs it is gone. What cannot be uninstalled
 * keeps what it needs, and stops nothing else.
 */
export async function tearDown(
  graph: Graph,
  targets: ReadonlySet<NodeId>,
  ports: { readonly helm: Helm; readonly clock: Clock; readonly reporter: Reporter },
  options: { readonly maxParallel: number; readonly signal?: AbortSignal },
): Promise<TeardownResult> {
  const deleted = new Set<NodeId>();
  const failed = new Map<NodeId, string>();
  const dependents = dependentsOf(graph);
  const startedAt = ports.clock.now();
  const waiting = new Set(
    orderOf(graph)
      .filter((id) => targets.has(id))
      .reverse(),
  );
  const running = new Map<NodeId, Promise<void>>();
  let seq = 0;
  const say = (id: NodeId, phase: "uninstalling" | "deleted" | "failed", message?: string) => {
    const now = ports.clock.now();
    seq += 1;
    ports.reporter.report({
      time: new Date(now).toISOString(),
      seq,
      object: id,
      phase,
      elapsedMs: now - startedAt,
      ...(message === undefined ? {} : { message }),
    });
  };
  const isGone = (id: NodeId) => !waiting.has(id) && !running.has(id) && !failed.has(id);
  const uninstall = async (release: Release) => {
    say(release.id, "uninstalling");
    try {
      await ports.helm.uninstall(
        { releaseName: release.releaseName, namespace: release.namespace, timeoutMs: release.timeoutMs },
        options.signal,
      );
      deleted.add(release.id);
      say(release.id, "deleted");
    } catch (error) {
      if (!(error instanceof HelmError)) throw error;
      failed.set(release.id, error.message);
      say(release.id, "failed", error.message);
    }
  };
  /** Services pass their dependents on: a release is needed by whoever needs its service. */
  const neededBy = (id: NodeId): NodeId[] =>
    (dependents.get(id) ?? [])
      .flatMap((d) => (graph.nodes.get(d)?.kind === "service" ? neededBy(d) : [d]))
      .filter((d) => targets.has(d) && d !== id);
  for (;;) {
    for (const id of [...waiting]) {
      if (running.size >= options.maxParallel || options.signal?.aborted === true) break;
      if (!neededBy(id).every(isGone)) continue;
      waiting.delete(id);
      const run = uninstall(graph.nodes.get(id) as Release).finally(() => running.delete(id));
      running.set(id, run);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  return { deleted, failed, kept: waiting };
}

/** Releases outside `targets` that need one of them, with what they need. */
export function stillNeeded(
  graph: Graph,
  targets: ReadonlySet<NodeId>,
): { readonly by: NodeId; readonly needs: NodeId }[] {
  return [...graph.nodes.values()].flatMap((node) => {
    if (node.kind !== "release" || targets.has(node.id)) return [];
    return needsOf(graph, node.id).flatMap(({ to }) => {
      const target = graph.nodes.get(to)!;
      const needs = target.kind === "release" ? [target.id] : target.releases;
      const hit = needs.find((id) => targets.has(id));
      return hit === undefined ? [] : [{ by: node.id, needs: target.kind === "release" ? target.id : to }];
    });
  });
}
