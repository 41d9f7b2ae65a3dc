import {
  conditionOf,
  type Graph,
  type HelmErrorCode,
  type KubeObject,
  type NodeId,
  type Release,
  releaseObject,
  releasesOf,
  type Step,
  type WaitStep,
} from "@upstart/engine";
import { findKept } from "./kept.ts";
import { ownerKey } from "./records.ts";
import { lifeStepOf } from "./told-life.ts";

/** How controllers say that a release stands: an entry of a service's `status.releases`. */
export interface ToldStatus {
  readonly state: string;
  readonly reason: string;
  readonly message: string;
  readonly revision?: number;
  readonly digest?: string;
  readonly waitingFor?: readonly { readonly object: string; readonly output?: string }[];
}

/** From which generation on a status counts, by the uid of its object: what was submitted a moment ago is not seen yet. */
export type Submitted = ReadonlyMap<string, number>;

/** For each release of these owners a function that reads its step off the statuses, as they are then. */
export function toldBy(
  graph: Graph,
  owners: ReadonlySet<string>,
  objects: () => readonly KubeObject[],
  submitted: Submitted = new Map(),
): Map<NodeId, () => Step> {
  const kept = releasesOf(graph).filter((r) => owners.has(ownerKey(r.owner, "")));
  return new Map(kept.map((release) => [release.id, () => stepOf(graph, release, objects(), submitted)]));
}

/** What its next step is, going by the statuses. */
export function stepOf(
  graph: Graph,
  release: Release,
  objects: readonly KubeObject[],
  submitted: Submitted = new Map(),
): Step {
  const owner = findKept(objects, release.owner.kind as "UpstartService", release.owner);
  if (owner === undefined) return NOT_TAKEN_UP;
  const ready = conditionOf(owner, "Ready");
  if (ready?.reason === "ShardMissing") return { ...NOT_TAKEN_UP, reason: ready.reason, waitingFor: [ready.message] };
  if (!isCurrent(owner, submitted)) return NOT_TAKEN_UP;
  const service = release.service === undefined ? undefined : graph.nodes.get(release.service);
  const told = toldStatusOf(graph, release, objects, submitted);
  const fault = faultOf(owner, service?.kind === "service" ? service.key : undefined, told);
  if (fault !== undefined) return fault;
  const step = toStep(told);
  const life = owner.kind === "UpstartEnvironment" ? lifeStepOf(owner, step) : undefined;
  return life ?? step ?? NOT_TAKEN_UP;
}

/** What the controllers say of a release, where they have said anything of it as it is. */
export function toldStatusOf(
  graph: Graph,
  release: Release,
  objects: readonly KubeObject[],
  submitted: Submitted = new Map(),
): ToldStatus | undefined {
  const owner = findKept(objects, release.owner.kind as "UpstartService", release.owner);
  const service = release.service === undefined ? undefined : graph.nodes.get(release.service);
  const object = service?.kind !== "service" ? owner : findKept(objects, "UpstartService", service.object);
  return object === undefined || !isCurrent(object, submitted) ? undefined : statusOf(object, release);
}

/** The HelmRelease that stands for a release. */
export function releaseObjectOf(
  graph: Graph,
  release: Release,
  objects: readonly KubeObject[],
): KubeObject | undefined {
  return findKept(objects, "HelmRelease", releaseObject(graph, release));
}

/** When the controllers last called Helm for a release that is installed. */
export function deployedAt(graph: Graph, release: Release, objects: readonly KubeObject[]): string | undefined {
  const object = releaseObjectOf(graph, release, objects);
  if (object === undefined || statusIn(object).revision === undefined) return undefined;
  return statusIn(object).attempts?.startedAt ?? object.metadata.creationTimestamp;
}

/** The step of what the controllers have said nothing of yet. */
export const NOT_TAKEN_UP: WaitStep = {
  do: "wait",
  phase: "waiting",
  reason: "Progressing",
  waitingFor: ["the controllers to take it up"],
};

interface Status {
  readonly observedGeneration?: number;
  readonly releases?: Readonly<Record<string, ToldStatus>>;
  readonly services?: Readonly<Record<string, { readonly reason?: string; readonly message?: string }>>;
  readonly state?: string;
  readonly revision?: number;
  readonly digest?: string;
  readonly waitingFor?: ToldStatus["waitingFor"];
  readonly attempts?: { readonly startedAt: string };
}

function statusIn(object: KubeObject): Status {
  return (object.status ?? {}) as Status;
}

/** Whether a status is about the object as it is, and the object at least as it was submitted. */
export function isCurrent(object: KubeObject, submitted: Submitted = new Map()): boolean {
  const { generation = 0, uid = "" } = object.metadata;
  return generation >= (submitted.get(uid) ?? 0) && (statusIn(object).observedGeneration ?? 0) >= generation;
}

/** A HelmRelease whose deletion waits for others to go first. */
export function waitsForOthers(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined && (statusIn(object).waitingFor ?? []).length > 0;
}

function statusOf(object: KubeObject, release: Release): ToldStatus | undefined {
  if (object.kind !== "HelmRelease") return statusIn(object).releases?.[release.key];
  const { state, revision, digest, waitingFor } = statusIn(object);
  const ready = conditionOf(object, "Ready");
  if (ready === undefined || state === undefined) return undefined;
  return {
    state,
    reason: ready.reason,
    message: ready.message,
    ...(revision === undefined ? {} : { revision }),
    ...(digest === undefined ? {} : { digest }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
  };
}

/** A mistake in what was written, where the release itself does not say so: it may not be there at all. */
function faultOf(owner: KubeObject, service: string | undefined, told: ToldStatus | undefined): Step | undefined {
  const inService = service === undefined ? undefined : statusIn(owner).services?.[service];
  if (inService?.reason === "NamespaceConflict") return failed(inService.reason, inService.message ?? "");
  const stalled = conditionOf(owner, "Stalled");
  return stalled?.status === "True" && told === undefined ? failed(stalled.reason, stalled.message) : undefined;
}

function failed(reason: string, message: string): Step {
  const code = OUT_OF_REACH.find((c) => c === reason);
  return { do: "stop", phase: "failed", reason, message, ...(code === undefined ? {} : { code }) };
}

const OUT_OF_REACH: readonly HelmErrorCode[] = [
  "HelmUnavailable",
  "ChartUnavailable",
  "ClusterUnreachable",
  "Forbidden",
];

function toStep(told: ToldStatus | undefined): Step | undefined {
  if (told === undefined) return undefined;
  const { state, reason } = told;
  const message = withoutStory(told.message);
  switch (state) {
    case "ready":
      return { do: "nothing", digest: told.digest ?? "" };
    case "failed":
      return failed(reason, message);
    case "blocked":
      return { do: "stop", phase: "blocked", reason, message };
    case "suspended":
      return {
        do: "stop",
        phase: "suspended",
        reason,
        message,
        ...(told.revision === undefined ? {} : { isReady: true }),
      };
    case "retrying":
      return { do: "wait", phase: "waiting", reason, waitingFor: [message] };
    default:
      return waitStep({ ...told, message });
  }
}

/** What pods, logs and events say stands below; here that is asked for anew where it is shown. */
function withoutStory(message: string): string {
  return message.replace(/\n(?:pod|log|event) .*$/s, "");
}

function waitStep({ state, reason, message, waitingFor = [] }: ToldStatus): Step {
  const phase = state === "waiting" ? "waiting" : "progressing";
  if (message === "Helm is at work") return { do: "wait", phase: "running", reason, waitingFor: [] };
  if (/^(?:install|upgrade|recover): /.test(message))
    return { do: "wait", phase: "waiting", reason, waitingFor: ["its turn"] };
  const words = message.replace(/^waiting for /, "");
  const texts = reason === "WaitingForOutputs" ? outputsIn(words) : waitingFor.map((w) => w.object);
  return { do: "wait", phase, reason, waitingFor: texts.length > 0 ? texts : [words] };
}

/** `key A in Secret db (it has B, C), key D in Secret db` is about two. */
function outputsIn(words: string): string[] {
  return words.split(/, (?=(?:key \S+ in )?(?:Secret|ConfigMap) )/);
}
