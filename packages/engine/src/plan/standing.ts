import { type Graph, type GraphNode, type NodeId, needsOf } from "../graph/graph.ts";
import type { Step, Steps } from "./step.ts";

/** What a release or service has come to, as those who need it see it. */
export type Standing =
  | { readonly is: "ready" }
  /** On its way, or waiting itself. */
  | { readonly is: "pending" }
  /** It will not become ready without somebody doing something. `chain`: from it to the release where that began. */
  | { readonly is: "stuck"; readonly chain: readonly NodeId[]; readonly reason: string };

export type Standings = ReadonlyMap<NodeId, Standing>;

/** How a node stands for those who need it. A service stands as its worst release does. */
export function standingOf(graph: Graph, node: GraphNode, steps: Steps, standings: Standings): Standing {
  if (node.kind === "release") return standingOfStep(graph, node.id, steps.get(node.id), standings);
  if (node.unknownTemplate === true) return { is: "pending" };
  const all = node.releases.map((id) => standings.get(id) ?? { is: "pending" as const });
  // Of several that are stuck, the one that is nearest to where it began.
  const stuck = all.filter((s) => s.is === "stuck").sort((a, b) => a.chain.length - b.chain.length)[0];
  return stuck === undefined ? (all.find((s) => s.is === "pending") ?? { is: "ready" }) : through(node.id, stuck);
}

function standingOfStep(graph: Graph, id: NodeId, step: Step | undefined, standings: Standings): Standing {
  if (step === undefined) return { is: "pending" };
  if (step.do === "nothing") return { is: "ready" };
  if (step.do !== "stop") return { is: "pending" };
  if (step.isReady === true) return { is: "ready" };
  const inherited = step.phase === "blocked" ? stuckNeed(graph, id, standings) : undefined;
  return inherited === undefined ? { is: "stuck", chain: [id], reason: step.reason } : through(id, inherited);
}

type Stuck = Extract<Standing, { is: "stuck" }>;

function stuckNeed(graph: Graph, id: NodeId, standings: Standings): Stuck | undefined {
  return needsOf(graph, id)
    .map((e) => standings.get(e.to))
    .find((s) => s?.is === "stuck");
}

function through(id: NodeId, { chain, reason }: Stuck): Stuck {
  return { is: "stuck", chain: [id, ...chain], reason };
}
