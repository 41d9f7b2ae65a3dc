import { formatPath } from "../diagnostic/field-path.ts";
import type { Release } from "../graph/graph.ts";
import { ifAllowed } from "../leftovers/left-behind.ts";
import type { Observation } from "../plan/observation.ts";
import type { Cluster } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";
import { podsOf, troubleOf } from "../readiness/pods.ts";
import { formatReference } from "../reference/parse.ts";
import { redactorOf } from "./redact.ts";

/** What keeps a release from being ready, down to a pod's last words. */
export interface Story {
  /** What Helm says of its last revision, where that failed. */
  readonly helm?: string;
  readonly pod?: {
    readonly namespace: string;
    readonly name: string;
    readonly container?: string;
    readonly reason: string;
    readonly message?: string;
    readonly log: readonly string[];
    /** The StatefulSet that has a newer template and leaves this pod as it is. */
    readonly heldBy?: string;
  };
  /** The newest warnings that the cluster has of its objects. */
  readonly events: readonly string[];
  /** References that fed its values, with where they stand. */
  readonly uses: readonly { readonly path: string; readonly references: readonly string[] }[];
}

const LOG_LINES = 5;
const LOG_CHARACTERS = 1000;
const EVENTS = 3;
const USES = 6;

/** Finds out. What may not be looked at is left out; no secret output is in any of it. */
export async function storyOf(
  cluster: Cluster,
  {
    release,
    others,
    observation,
    helmsWord,
  }: {
    readonly release: Release;
    /** Helm names of other releases, whose pods are not this one's. */
    readonly others: readonly string[];
    readonly observation: Observation;
    /** Asks what Helm says of its last revision, where that failed. */
    readonly helmsWord?: () => Promise<string | undefined>;
  },
): Promise<Story> {
  const redact = redactorOf(observation.values());
  const pods = ifAllowed(cluster.list({ apiVersion: "v1", kind: "Pod", namespace: release.namespace }), []);
  const [helm, pod, events] = await Promise.all([
    ifAllowed(helmsWord?.() ?? Promise.resolve(undefined), undefined),
    ifAllowed(troubledPod(cluster, release, others, observation, await pods), undefined),
    ifAllowed(warnings(cluster, release, others, await pods), []),
  ]);
  return {
    ...(helm === undefined ? {} : { helm: redact(helm) }),
    ...(pod === undefined ? {} : { pod: { ...pod, ...redactedPod(pod, redact) } }),
    events: events.map(redact),
    uses: usesOf(release),
  };
}

/** `api-7d9f/app CrashLoopBackOff: back-off 40s restarting failed container`. */
export function formatPod({ name, container, reason, message }: NonNullable<Story["pod"]>): string {
  return `${name}${container === undefined ? "" : `/${container}`} ${reason}${message === undefined ? "" : `: ${message}`}`;
}

/** A StatefulSet goes on to the next pod when the one before is ready, and so never past one that cannot become it. */
function holdsBack(workload: KubeObject, { metadata }: KubeObject): boolean {
  const { updateRevision } = (workload.status ?? {}) as { updateRevision?: string };
  const isItsPod = metadata.ownerReferences?.some((o) => o.uid === workload.metadata.uid) === true;
  const revision = metadata.labels?.["controller-revision-hash"];
  return workload.kind === "StatefulSet" && isItsPod && updateRevision !== undefined && revision !== updateRevision;
}

function redactedPod(pod: NonNullable<Story["pod"]>, redact: (text: string) => string) {
  return { ...(pod.message === undefined ? {} : { message: redact(pod.message) }), log: bounded(pod.log.map(redact)) };
}

/** The last lines, as far as there is room. */
function bounded(lines: readonly string[]): string[] {
  const each = LOG_CHARACTERS / LOG_LINES;
  return lines.slice(-LOG_LINES).map((line) => (line.length <= each ? line : `${line.slice(0, each - 1)}…`));
}

async function troubledPod(
  cluster: Cluster,
  release: Release,
  others: readonly string[],
  observation: Observation,
  pods: readonly KubeObject[],
): Promise<Story["pod"]> {
  const blockers = observation.get(release.id)?.blockers ?? [];
  const workloads = await Promise.all(blockers.map((b) => ifAllowed(cluster.get(b.object), undefined)));
  const own = workloads.flatMap((w) => (w === undefined ? [] : podsOf(w, pods)));
  const named = pods.filter((p) => isNamedAfter(p.metadata.name, release.releaseName, others));
  for (const pod of [...new Set([...own, ...named])]) {
    const trouble = troubleOf(pod);
    if (trouble === undefined) continue;
    const { container, reason, message, hasRun } = trouble;
    const log = hasRun ? await ifAllowed(lastWords(cluster, pod, container), []) : [];
    const heldBy = workloads.find((w) => w !== undefined && holdsBack(w, pod))?.metadata.name;
    return {
      namespace: release.namespace,
      name: pod.metadata.name,
      ...(heldBy === undefined ? {} : { heldBy }),
      ...(container === undefined ? {} : { container }),
      reason,
      ...(message === undefined ? {} : { message }),
      log,
    };
  }
  return undefined;
}

/** Of the container as it is, or, where that has said nothing yet, of its life before. */
async function lastWords(cluster: Cluster, { metadata }: KubeObject, container: string | undefined): Promise<string[]> {
  const of = {
    namespace: metadata.namespace!,
    name: metadata.name,
    lines: LOG_LINES,
    ...(container === undefined ? {} : { container }),
  };
  const text = (await cluster.logs(of)) || (await cluster.logs({ ...of, previous: true }));
  return text.split("\n").filter((line) => line.trim() !== "");
}

async function warnings(
  cluster: Cluster,
  release: Release,
  others: readonly string[],
  pods: readonly KubeObject[],
): Promise<string[]> {
  const { namespace, releaseName } = release;
  const events = await cluster.list({ apiVersion: "v1", kind: "Event", namespace, fieldSelector: "type=Warning" });
  const texts = (events as KubeEvent[])
    .filter((e) => isNamedAfter(e.involvedObject?.name ?? "", releaseName, others) && !isOver(e, pods))
    .sort((a, b) => ((a.lastTimestamp ?? "") < (b.lastTimestamp ?? "") ? -1 : 1))
    .map(
      (e) =>
        `${e.involvedObject?.kind?.toLowerCase()}/${e.involvedObject?.name} ${e.reason}: ${e.message?.split("\n")[0] ?? ""}`,
    );
  return [...new Set(texts)].slice(-EVENTS);
}

type KubeEvent = KubeObject & {
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
};

/** Warnings stay for an hour: those of a pod that is ready, or that has found its node since, explain nothing any more. */
function isOver({ involvedObject, reason }: KubeEvent, pods: readonly KubeObject[]): boolean {
  if (involvedObject?.kind !== "Pod") return false;
  const pod = pods.find((p) => p.metadata.name === involvedObject.name);
  if (pod === undefined) return false;
  const { conditions = [] } = (pod.status ?? {}) as { conditions?: { type: string; status: string }[] };
  const is = (type: string) => conditions.some((c) => c.type === type && c.status === "True");
  return is("Ready") || (reason === "FailedScheduling" && is("PodScheduled"));
}

/** Charts name what they make after the release; `api-gateway-…` is the release api-gateway's and not api's. */
function isNamedAfter(name: string, releaseName: string, others: readonly string[]): boolean {
  const fits = (of: string) => name === of || name.startsWith(`${of}-`);
  return fits(releaseName) && !others.some((o) => o.length > releaseName.length && fits(o));
}

function usesOf({ found }: Release): Story["uses"] {
  const byPath = new Map<string, string[]>();
  for (const { reference, path } of found.references) {
    const text = formatPath(["values", ...path]);
    byPath.set(text, [...(byPath.get(text) ?? []), formatReference(reference)]);
  }
  return [...byPath].slice(0, USES).map(([path, references]) => ({ path, references }));
}
