import { decodeRelease, newestRevision } from "@upstart/clients";
import {
  type Cluster,
  ClusterError,
  formatPath,
  formatReference,
  type KubeObject,
  type Observation,
  podsOf,
  type Release,
  troubleOf,
} from "@upstart/engine";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
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
const EVENTS = 3;
const USES = 6;

/** Finds out. What may not be looked at is left out; no secret output is in any of it. */
export async function storyOf(
  cluster: Cluster,
  {
    release,
    others,
    observation,
  }: {
    readonly release: Release;
    /** Helm names of other releases, whose pods are not this one's. */
    readonly others: readonly string[];
    readonly observation: Observation;
  },
): Promise<Story> {
  const redact = redactorOf(observation);
  const pods = ifAllowed(cluster.list({ apiVersion: "v1", kind: "Pod", namespace: release.namespace }), []);
  const [helm, pod, events] = await Promise.all([
    ifAllowed(helmsWord(cluster, release), undefined),
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

/** The story as lines below a heading, their words in one column; `indent` is how far in they will be set. */
export function storyLines({ helm, pod, events, uses }: Story, style: Style, indent = 0): string[] {
  const line = (word: string, text: string) =>
    `     ${style.paint("dim", word.padEnd(8))} ${fold(printable(text), Math.max(0, style.columns - indent), 14)}`;
  return [
    ...(helm === undefined ? [] : helm.split("\n").map((l, i) => line(i === 0 ? "helm" : "", l))),
    ...(pod === undefined ? [] : [line("pod", podText(pod)), ...pod.log.map((l) => line("log", l))]),
    ...(pod?.heldBy === undefined ? [] : heldLines(pod.name, pod.heldBy, pod.namespace).map(([w, t]) => line(w, t))),
    ...events.map((e) => line("event", e)),
    ...uses.map((u) => line("uses", `${u.path} ${style.glyphs.from} ${u.references.join(", ")}`)),
  ];
}

function heldLines(pod: string, heldBy: string, namespace: string): [string, string][] {
  return [
    ["note", `statefulset/${heldBy} has changed since, and never replaces a pod that did not become ready`],
    ["next", `kubectl delete pod ${pod} -n ${namespace}`],
  ];
}

/** A StatefulSet goes on to the next pod when the one before is ready, and so never past one that cannot become it. */
function holdsBack(workload: KubeObject, { metadata }: KubeObject): boolean {
  const { updateRevision } = (workload.status ?? {}) as { updateRevision?: string };
  const isItsPod = metadata.ownerReferences?.some((o) => o.uid === workload.metadata.uid) === true;
  const revision = metadata.labels?.["controller-revision-hash"];
  return workload.kind === "StatefulSet" && isItsPod && updateRevision !== undefined && revision !== updateRevision;
}

function podText({ name, container, reason, message }: NonNullable<Story["pod"]>): string {
  return `${name}${container === undefined ? "" : `/${container}`} ${reason}${message === undefined ? "" : `: ${message}`}`;
}

function redactedPod(pod: NonNullable<Story["pod"]>, redact: (text: string) => string) {
  return { ...(pod.message === undefined ? {} : { message: redact(pod.message) }), log: pod.log.map(redact) };
}

async function helmsWord(cluster: Cluster, { namespace, releaseName }: Release): Promise<string | undefined> {
  const newest = await newestRevision(cluster, namespace, releaseName);
  if (newest?.metadata.labels?.status !== "failed") return undefined;
  const { description } = decodeRelease(newest).info;
  return description?.replace(/^Release "[^"]*" failed: /, "").slice(0, 600);
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
    const log = hasRun ? await lastWords(cluster, pod, container) : [];
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

async function ifAllowed<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ClusterError) return otherwise;
    throw error;
  }
}
