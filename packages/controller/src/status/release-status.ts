import {
  type Graph,
  type MissingOutput,
  missingKeys,
  type ObjectRef,
  type Observation,
  type Release,
  redactorOf,
  releasesNeededBy,
  releasesOf,
  type Seen,
  type Step,
  unpublished,
} from "@upstart/engine";
import { localNames } from "../world/local-names.ts";
import type { Summary } from "./conditions.ts";
import type { Stories } from "./stories.ts";

/** Something that a release waits for. */
export interface WaitingFor {
  readonly object: string;
  readonly output?: string;
  readonly since: string;
}

/** `status.releases.KEY` of an UpstartService. */
export interface ReleaseStatus {
  readonly state: string;
  readonly reason: string;
  readonly message: string;
  readonly revision?: number;
  readonly digest?: string;
  readonly outputs?: readonly string[];
  readonly waitingFor?: readonly WaitingFor[];
}

/** What a reader of statuses needs to know besides the release. */
export interface StatusContext extends Seen {
  readonly graph: Graph;
  /** In whose status it is said. */
  readonly object: ObjectRef;
  readonly now: string;
  /** What pods say of what is wrong. */
  readonly stories: Pick<Stories, "linesOf">;
}

/** All that `state` may say. */
export const RELEASE_STATES = [
  "waiting",
  "progressing",
  "retrying",
  "ready",
  "failed",
  "blocked",
  "suspended",
] as const;

const MAX_WAITING = 32;
const MAX_OUTPUTS = 512;

/** How a release stands. What it waited for before keeps its time. */
export function releaseStatus(
  release: Release,
  previous: ReleaseStatus | undefined,
  context: StatusContext,
): ReleaseStatus {
  const { graph, steps, observation, object, stories } = context;
  const step = steps.get(release.id);
  const seen = observation.get(release.id);
  const said = saidOf(step);
  const waitingFor = waitingForOf(release, step, previous, context);
  const outputs = outputNames(release, observation);
  return {
    ...said,
    message: [
      withoutSecrets(localNames(said.message, object, graph), release, context),
      ...stories.linesOf(release.id, step, seen),
    ].join("\n"),
    ...revisionOf(isAtWork(step) ? previous : seen?.helm),
    ...(outputs.length === 0 ? {} : { outputs }),
    ...(waitingFor.length === 0 ? {} : { waitingFor }),
  };
}

/** What Helm is at work on is told when it is done. */
function isAtWork(step: Step | undefined): boolean {
  return step?.do === "wait" && step.phase === "running";
}

function revisionOf({ revision, digest }: Pick<ReleaseStatus, "revision" | "digest"> = {}) {
  return { ...(revision === undefined ? {} : { revision }), ...(digest === undefined ? {} : { digest }) };
}

/** How many releases there are of each state; others keep some, and count them. */
export function countStates({
  graph,
  steps,
  observation,
}: Seen & Pick<StatusContext, "graph">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of releasesOf(graph)) {
    if (observation.get(id)?.told !== undefined) continue;
    const { state } = saidOf(steps.get(id));
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

/** What objects say of themselves may repeat what they were given. */
function withoutSecrets(text: string, release: Release, { graph, observation }: StatusContext): string {
  const near = [release, ...releasesNeededBy(graph, release.id)];
  return redactorOf(near.flatMap(({ id }) => observation.get(id) ?? []))(text);
}

/** The same as conditions tell it. */
export function summaryOf({ state, reason, message }: ReleaseStatus, step: Step | undefined): Summary {
  switch (state) {
    case "ready":
      return { is: "ready", reason, message };
    case "failed":
      return { is: "stalled", reason, message };
    case "suspended":
      return { is: "suspended", reason, message, isReady: step?.do === "stop" && step.isReady === true };
    default:
      return { is: "progressing", reason, message };
  }
}

function saidOf(step: Step | undefined): Pick<ReleaseStatus, "state" | "reason" | "message"> {
  switch (step?.do) {
    case "nothing":
      return step.drift === undefined
        ? { state: "ready", reason: "Ready", message: "is deployed and ready" }
        : { state: "ready", reason: "DriftDetected", message: `is ready, and not as deployed: ${step.drift}` };
    case "stop":
      return { state: step.phase, reason: step.reason, message: step.message };
    case "wait":
      return saidOfWait(step);
    case "recover":
    case "install":
    case "upgrade":
      return { state: "progressing", reason: "Progressing", message: `${step.do}: ${step.reason}` };
    case undefined:
      return {
        state: "blocked",
        reason: "WaitingForDependency",
        message: "lies on a cycle of dependencies, or depends on one",
      };
  }
}

function saidOfWait(step: Extract<Step, { do: "wait" }>): Pick<ReleaseStatus, "state" | "reason" | "message"> {
  const { reason, phase } = step;
  if (phase === "running") return { state: "progressing", reason, message: "Helm is at work" };
  const what = step.waitingFor.join(", ");
  if (isRetry(step)) return { state: "retrying", reason, message: what };
  return { state: phase, reason, message: `waiting for ${what}` };
}

/** Helm met something and is called again in a while. */
function isRetry({ waitingFor }: Extract<Step, { do: "wait" }>): boolean {
  return waitingFor.some((w) => w.startsWith("attempt "));
}

function waitingForOf(
  release: Release,
  step: Step | undefined,
  previous: ReleaseStatus | undefined,
  { graph, observation, object, now }: StatusContext,
): WaitingFor[] {
  if (step?.do !== "wait" || isRetry(step)) return [];
  const all: readonly Omit<WaitingFor, "since">[] =
    step.reason === "WaitingForOutputs"
      ? missing(release, graph, observation)
      : step.waitingFor.map((text) => ({ object: localNames(text, object, graph) }));
  return all.slice(0, MAX_WAITING).map((w) => {
    const before = previous?.waitingFor?.find((p) => p.object === w.object && p.output === w.output);
    return { ...w, since: before?.since ?? now };
  });
}

/** Of its needs while it waits to be installed, else its own. */
function missing(release: Release, graph: Graph, observation: Observation) {
  const ofNeeds = missingKeys(graph, observation, release);
  const seen = observation.get(release.id);
  const all = ofNeeds.length > 0 ? ofNeeds : seen === undefined ? [] : unpublished(release, seen);
  return all.map(({ object, key }: MissingOutput) => ({ object, ...(key === undefined ? {} : { output: key }) }));
}

function outputNames(release: Release, observation: Observation): string[] {
  const objects = observation.get(release.id)?.outputs ?? [];
  const names = objects.flatMap(({ data }, i) => {
    const { keys } = release.outputsFrom[i]!;
    return Object.keys(data ?? {}).filter((key) => keys === undefined || keys.includes(key));
  });
  return [...new Set(names)].sort().slice(0, MAX_OUTPUTS);
}
