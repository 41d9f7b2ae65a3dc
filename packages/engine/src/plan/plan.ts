import { type Graph, type GraphNode, type NodeId, needsOf, type Release } from "../graph/graph.ts";
import { fillRelease } from "../render/render.ts";
import type { Values } from "../spec/objects.ts";
import { digestOf } from "./digest.ts";
import { type Observation, type ReleaseObservation, UNKNOWN } from "./observation.ts";
import { formatMissing, liveResolver, missingKeys, unpublished } from "./outputs.ts";

/** What a release or service has come to, as those who need it see it. */
export type Standing =
  | { readonly is: "ready" }
  /** On its way, or waiting itself. */
  | { readonly is: "pending" }
  /** It will not become ready without somebody doing something; `root` is the release where that began. */
  | { readonly is: "stuck"; readonly root: NodeId; readonly reason: string };

/** What to do for one release now, and why. */
export type Step =
  | {
      readonly do: "install" | "upgrade";
      readonly values: Values;
      readonly secrets: readonly string[];
      readonly digest: string;
      readonly reason: string;
    }
  | {
      readonly do: "wait";
      readonly phase: "waiting" | "progressing" | "running";
      readonly reason: string;
      readonly waitingFor: readonly string[];
    }
  | {
      readonly do: "stop";
      readonly phase: "failed" | "blocked" | "suspended";
      readonly reason: string;
      readonly message: string;
    }
  | { readonly do: "nothing"; readonly digest: string };

/** The step of every release and the standing of every node. */
export interface Plan {
  readonly steps: ReadonlyMap<NodeId, Step>;
  readonly standings: ReadonlyMap<NodeId, Standing>;
}

/** The plan for a whole universe. `order` is topological; what is not in it lies on a cycle or depends on one, and gets no step. */
export function planAll(graph: Graph, order: readonly NodeId[], observation: Observation): Plan {
  const steps = new Map<NodeId, Step>();
  const standings = new Map<NodeId, Standing>();
  for (const id of order) {
    const node = graph.nodes.get(id)!;
    if (node.kind === "release") steps.set(id, planRelease(graph, node, observation, standings));
    standings.set(id, standingOf(graph, node, steps, standings));
  }
  return { steps, standings };
}

/**
 * What to do for one release, given what is known and how its dependencies stand. Decides only; does nothing, and
 * looks at nothing else.
 */
export function planRelease(
  graph: Graph,
  release: Release,
  observation: Observation,
  standings: ReadonlyMap<NodeId, Standing>,
): Step {
  const seen = observation.get(release.id) ?? UNKNOWN;
  if (release.suspended) return { do: "stop", phase: "suspended", reason: "Suspended", message: "is suspended" };
  if (seen.foreign === true)
    return seen.helm?.status === "deployed"
      ? progress(release, seen, seen.helm.digest ?? "")
      : notInstalled(release, seen);
  return (
    waitForNeeds(graph, release, standings) ??
    waitForOutputs(graph, release, observation) ??
    deploy(graph, release, seen, observation)
  );
}

/** How a node stands for those who need it. */
export function standingOf(
  graph: Graph,
  node: GraphNode,
  steps: ReadonlyMap<NodeId, Step>,
  standings: ReadonlyMap<NodeId, Standing>,
): Standing {
  if (node.kind === "release") return standingOfStep(node.id, steps.get(node.id), graph, standings);
  if (node.unknownTemplate === true) return { is: "pending" };
  const all = node.releases.map((id) => standings.get(id) ?? { is: "pending" as const });
  return all.find((s) => s.is === "stuck") ?? all.find((s) => s.is === "pending") ?? { is: "ready" };
}

function standingOfStep(
  id: NodeId,
  step: Step | undefined,
  graph: Graph,
  standings: ReadonlyMap<NodeId, Standing>,
): Standing {
  if (step === undefined) return { is: "pending" };
  if (step.do === "nothing") return { is: "ready" };
  if (step.do !== "stop") return { is: "pending" };
  // A chain of blocked releases is told by its beginning.
  const inherited =
    step.phase === "blocked"
      ? needsOf(graph, id)
          .map((e) => standings.get(e.to))
          .find((s) => s?.is === "stuck")
      : undefined;
  return inherited ?? { is: "stuck", root: id, reason: step.reason };
}

/** Somebody else's release: it can only be waited for. */
function notInstalled({ releaseName }: Release, { helm }: ReleaseObservation): Step {
  const what = helm === undefined ? `${releaseName} to be installed` : `${releaseName}, which is ${helm.status}`;
  return { do: "wait", phase: "waiting", reason: "WaitingForDependency", waitingFor: [what] };
}

function waitForNeeds(graph: Graph, release: Release, standings: ReadonlyMap<NodeId, Standing>): Step | undefined {
  const pending: string[] = graph.dangling
    .filter((d) => d.from === release.id)
    .map((d) => `${d.dependency.name} (not there yet)`);
  for (const { to } of needsOf(graph, release.id)) {
    const standing = standings.get(to) ?? { is: "pending" as const };
    if (standing.is === "stuck") {
      const through = standing.root === to ? `${to}` : `${to}, which is blocked by ${standing.root}`;
      return {
        do: "stop",
        phase: "blocked",
        reason: "WaitingForDependency",
        message: `blocked by ${through} (${standing.reason})`,
      };
    }
    if (standing.is === "pending") pending.push(to);
  }
  return pending.length === 0
    ? undefined
    : { do: "wait", phase: "waiting", reason: "WaitingForDependency", waitingFor: pending };
}

/** Everything its dependencies promise must be there, and every key that it uses. */
function waitForOutputs(graph: Graph, release: Release, observation: Observation): Step | undefined {
  const missing = missingKeys(graph, observation, release);
  return missing.length === 0
    ? undefined
    : { do: "wait", phase: "waiting", reason: "WaitingForOutputs", waitingFor: missing.map(formatMissing) };
}

function deploy(graph: Graph, release: Release, seen: ReleaseObservation, observation: Observation): Step {
  const filled = fillRelease(release, liveResolver(graph, observation, release));
  const [invalid] = filled.invalid;
  if (invalid !== undefined) {
    const { target } = invalid.reference;
    const what = target.kind === "output" ? `${target.dependency}.outputs.${target.key}` : "a param";
    return {
      do: "wait",
      phase: "waiting",
      reason: "InvalidOutputValue",
      waitingFor: [`${what} to fit the filter ${invalid.cast}`],
    };
  }
  const digest = digestOf(release, filled.values);
  const { run, helm } = seen;
  if (run.state === "running") return { do: "wait", phase: "running", reason: "Progressing", waitingFor: [] };
  if (run.state === "failed" && run.digest === digest)
    return { do: "stop", phase: "failed", reason: run.reason, message: run.message };
  if (helm !== undefined && /^(?:pending-|uninstalling$)/.test(helm.status)) {
    return {
      do: "wait",
      phase: "waiting",
      reason: "ReleaseLocked",
      waitingFor: [`another Helm run to end (revision ${helm.revision} is ${helm.status})`],
    };
  }
  const install = { values: filled.values, secrets: filled.secrets, digest };
  if (helm === undefined) return { do: "install", reason: "it is not installed", ...install };
  if (helm.status !== "deployed") return { do: "upgrade", reason: `its last revision is ${helm.status}`, ...install };
  if (helm.digest !== digest)
    return {
      do: "upgrade",
      reason:
        helm.digest === undefined
          ? "it was not installed from this spec"
          : "its spec or an output that it uses changed",
      ...install,
    };
  const gone = run.state === "idle" ? seen.blockers?.find((b) => b.readiness.state === "missing") : undefined;
  if (gone !== undefined)
    return { do: "upgrade", reason: `${gone.object.kind} ${gone.object.name} is gone`, ...install };
  return progress(release, seen, digest);
}

/** A deployed release is done when its objects are ready and its outputs are there. */
function progress(release: Release, seen: ReleaseObservation, digest: string): Step {
  if (seen.blockers === undefined) return { do: "wait", phase: "progressing", reason: "Progressing", waitingFor: [] };
  const failed = seen.blockers.find((b) => b.readiness.state === "failed");
  if (failed !== undefined) {
    const { object, readiness, detail } = failed;
    return {
      do: "stop",
      phase: "failed",
      reason: readiness.reason ?? "Failed",
      message: `${object.kind} ${object.name}: ${readiness.message}${detail === undefined ? "" : ` (${detail})`}`,
    };
  }
  if (seen.blockers.length > 0)
    return { do: "wait", phase: "progressing", reason: "Progressing", waitingFor: seen.blockers.map(formatBlocker) };
  const missing = unpublished(release, seen.outputs);
  if (missing.length > 0)
    return { do: "wait", phase: "progressing", reason: "WaitingForOutputs", waitingFor: missing.map(formatMissing) };
  return { do: "nothing", digest };
}

function formatBlocker({
  object,
  readiness,
  detail,
}: {
  object: { kind: string; name: string };
  readiness: { message: string };
  detail?: string;
}): string {
  return `${object.kind.toLowerCase()}/${object.name} ${readiness.message}${detail === undefined ? "" : ` · ${detail}`}`;
}
