import { type Graph, type NodeId, needsOf, type Release } from "../graph/graph.ts";
import { fillRelease } from "../render/render.ts";
import { digestOf } from "./digest.ts";
import { headline } from "./headline.ts";
import { type HelmState, type Observation, type ReleaseObservation, UNKNOWN } from "./observation.ts";
import { formatMissing, liveResolver, missingKeys } from "./outputs.ts";
import { progress } from "./progress.ts";
import { type Standing, type Standings, standingOf } from "./standing.ts";
import type { Step, Steps, WaitStep } from "./step.ts";

/** The step of every release and the standing of every node. */
export interface Plan {
  readonly steps: Steps;
  readonly standings: Standings;
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
export function planRelease(graph: Graph, release: Release, observation: Observation, standings: Standings): Step {
  const seen = observation.get(release.id) ?? UNKNOWN;
  if (seen.told !== undefined) return toldStep(graph, release, seen.told, observation, standings);
  if (release.suspended) return suspended(release, seen);
  if (seen.foreign === true) return foreign(release, seen);
  return (
    busy(seen) ??
    halted(release, seen) ??
    unseen(seen) ??
    recover(seen) ??
    waitForNeeds(graph, release, standings) ??
    waitForOutputs(graph, release, observation) ??
    deploy(graph, release, seen, observation)
  );
}

/** What controllers say. For whom or what it waits is said in the words of this graph, where that knows them. */
function toldStep(graph: Graph, release: Release, told: Step, observation: Observation, standings: Standings): Step {
  const isWaiting =
    (told.do === "wait" && told.phase === "waiting") || (told.do === "stop" && told.phase === "blocked");
  if (!isWaiting || graph.dangling.some((d) => d.from === release.id)) return told;
  if (told.reason === "WaitingForDependency") return waitForNeeds(graph, release, standings) ?? told;
  if (told.reason === "WaitingForOutputs") return waitForOutputs(graph, release, observation) ?? told;
  return told;
}

/** Left as it is; where that is ready, those who need it are not kept waiting. */
function suspended(release: Release, seen: ReleaseObservation): Step {
  return {
    do: "stop",
    phase: "suspended",
    reason: "Suspended",
    message: "is suspended",
    ...(servesAsItIs(release, seen) ? { isReady: true } : {}),
  };
}

/** A mistake stops what it is in, and not those who need what was made of it before. */
function halted(release: Release, seen: ReleaseObservation): Step | undefined {
  if (seen.halt === undefined) return undefined;
  return { do: "stop", phase: "failed", ...seen.halt, ...(servesAsItIs(release, seen) ? { isReady: true } : {}) };
}

function servesAsItIs(release: Release, seen: ReleaseObservation): boolean {
  return (
    seen.helm?.status === "deployed" && progress(release, { ...seen, run: { state: "idle" } }, "").do === "nothing"
  );
}

function unseen({ unseen: why }: ReleaseObservation): Step | undefined {
  return why === undefined ? undefined : waiting("Progressing", [why]);
}

/** Installed as an account that may not read what it publishes: nothing is published. */
function forbidden({ forbidden: why }: ReleaseObservation): Step | undefined {
  return why === undefined ? undefined : { do: "stop", phase: "failed", reason: "Forbidden", message: why };
}

/** Somebody else's release: it can only be waited for. */
function foreign(release: Release, seen: ReleaseObservation): Step {
  const { helm } = seen;
  if (helm?.status === "deployed") return progress(release, seen, helm.digest ?? "");
  const what = helm === undefined ? "to be installed" : `, which is ${helm.status}`;
  return waiting("WaitingForDependency", [`${release.releaseName}${helm === undefined ? " " : ""}${what}`]);
}

/** Helm is at work for it already. */
function busy({ run }: ReleaseObservation): Step | undefined {
  if (run.state !== "running" && run.state !== "recovering") return undefined;
  return { do: "wait", phase: "running", reason: "Progressing", waitingFor: [] };
}

/** A run of ours that has not ended has lost its owner, or so it seems until that is looked into. */
function recover({ helm, run }: ReleaseObservation): Step | undefined {
  if (helm?.isOurs !== true || run.state === "locked") return undefined;
  if (isPending(helm))
    return { do: "recover", how: "unlock", reason: `an interrupted run left revision ${helm.revision} ${helm.status}` };
  if (helm.status === "uninstalling")
    return { do: "recover", how: "uninstall", reason: "an interrupted delete left it half gone" };
  return undefined;
}

function waitForNeeds(graph: Graph, release: Release, standings: Standings): Step | undefined {
  const needs = needsOf(graph, release.id);
  const found = new Set(needs.map((edge) => edge.dependency?.index));
  const dangling = release.dependencies.filter((_, index) => !found.has(index));
  const pending: string[] = dangling.map(({ name }) => `${name} (not there yet)`);
  for (const { to } of needs) {
    const standing = standings.get(to) ?? { is: "pending" as const };
    if (standing.is === "stuck")
      return {
        do: "stop",
        phase: "blocked",
        reason: "WaitingForDependency",
        message: `blocked by ${formatChain(standing.chain)} (${standing.reason})`,
      };
    if (standing.is === "pending") pending.push(to);
  }
  return pending.length === 0 ? undefined : waiting("WaitingForDependency", pending);
}

const MAX_CHAIN = 12;

/** From what is needed to where it began. Of a very long one the middle is left out. */
function formatChain(chain: readonly NodeId[]): string {
  const told = chain.length <= MAX_CHAIN ? chain : [...chain.slice(0, MAX_CHAIN - 2), "…", ...chain.slice(-1)];
  return told.join(" ← ");
}

/** Every key that it uses. The objects themselves are part of a dependency's being ready. */
function waitForOutputs(graph: Graph, release: Release, observation: Observation): Step | undefined {
  const missing = missingKeys(graph, observation, release);
  return missing.length === 0 ? undefined : waiting("WaitingForOutputs", missing.map(formatMissing));
}

function deploy(graph: Graph, release: Release, seen: ReleaseObservation, observation: Observation): Step {
  const { values, secrets, invalid } = fillRelease(release, liveResolver(graph, observation, release));
  if (invalid[0] !== undefined) {
    const { reference, cast } = invalid[0];
    const { target } = reference;
    const what = target.kind === "output" ? `${target.dependency}.outputs.${target.key}` : "a param";
    return waiting("InvalidOutputValue", [`${what} to fit the filter ${cast}`]);
  }
  const digest = digestOf(release, values);
  const { run, helm } = seen;
  if (run.state === "failed" && run.digest === digest) return { do: "stop", phase: "failed", ...run.failure };
  if (run.state === "retrying" && run.digest === digest)
    return waiting(run.failure.reason, [`${run.attempt}: ${headline(run.failure.message)}`]);
  if (helm !== undefined && (isPending(helm) || helm.status === "uninstalling"))
    return waiting("ReleaseLocked", [`another Helm run to end (revision ${helm.revision} is ${helm.status})`]);
  const call = { values, secrets, digest };
  if (helm === undefined || helm.status === "uninstalled")
    return { do: "install", reason: "it is not installed", ...call };
  const reason = reasonToUpgrade(helm, seen, digest);
  const isFirst = helm.neverDeployed === true ? { isFirst: true } : {};
  if (reason !== undefined) return { do: "upgrade", reason, ...call, ...isFirst };
  if (seen.isUnrecorded === true) return { do: "recover", how: "read", reason: "what it is made of is not recorded" };
  return forbidden(seen) ?? progress(release, seen, digest);
}

function reasonToUpgrade(helm: HelmState, seen: ReleaseObservation, digest: string): string | undefined {
  const { run, blockers } = seen;
  if (helm.status !== "deployed") return `its revision ${helm.revision} is ${helm.status}`;
  if (helm.digest === undefined) return `its revision ${helm.revision} was not made from this spec`;
  if (helm.digest !== digest) return "its spec or an output it uses changed";
  // What has just been made may only be not seen yet.
  const isMissed = run.state === "idle" || (run.state === "deployed" && run.hasBeenWhole === true);
  if (!isMissed || seen.leavesMissing === true) return undefined;
  const gone = blockers?.find((b) => b.readiness.state === "missing" && !endsByItself(b.object.kind));
  return gone === undefined ? undefined : `${gone.object.kind} ${gone.object.name} is gone`;
}

/** A finished Job is cleared away in time; that it is gone is no reason to run it again. */
function endsByItself(kind: string): boolean {
  return kind === "Job";
}

function isPending({ status }: HelmState): boolean {
  return status.startsWith("pending-");
}

function waiting(reason: string, waitingFor: readonly string[]): WaitStep {
  return { do: "wait", phase: "waiting", reason, waitingFor };
}
