import { type Graph, type GraphNode, type NodeId, needsOf } from "../graph/graph.ts";
import type { Step, Steps } from "./step.ts";

/** What a release or service has come to, as those who need it see it. */
export type Standing =
  | { readonly is: "ready" }
  /** On its way, or waiting itself. */
  | { readonly is: "pending" }
  /** It will not become ready without somebody doing something; `root` is the release where that began. */
  | { readonly is: "stuck"; readonly root: NodeId; readonly reason: string };

export type Standings = ReadonlyMap<NodeId, Standing>;

/** How a node stands for those who need it. A service stands as its worst release does. */
export function standingOf(graph: Graph, node: GraphNode, steps: Steps, standings: Standings): Standing {
  if (node.kind === "release") return standingOfStep(graph, node.id, steps.get(node.id), standings);
  if (node.unknownTemplate === true) return { is: "pending" };
  const all = node.releases.map((id) => standings.get(id) ?? { is: "pending" as const });
  return all.find((s) => s.is === "stuck") ?? all.find((s) => s.is === "pending") ?? { is: "ready" };
}

function standingOfStep(graph: Graph, id: NodeId, step: Step | undefined, standings: Standings): Standing {
  if (step === undefined) return { is: "pending" };
  if (step.do === "nothing") return { is: "ready" };
  if (step.do !== "stop") return { is: "pending" };
  if (step.isReady === true) return { is: "ready" };
  // A chain of blocked releases is told by its beginning.
  const inherited = step.phase === "blocked" ? stuckNeed(graph, id, standings) : undefined;
  return inherited ?? { is: "stuck", root: id, reason: step.reason };
}

function stuckNeed(graph: Graph, id: NodeId, standings: Standings): Standing | undefined {
  return needsOf(graph, id)
    .map((e) => standings.get(e.to))
    .find((s) => s?.is === "stuck");
}
