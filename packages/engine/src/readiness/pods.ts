import type { KubeObject } from "../ports/object.ts";

/** What is wrong with a pod, in the words that its containers give. */
export interface PodTrouble {
  readonly pod: string;
  readonly container?: string;
  /** `ImagePullBackOff`, `CrashLoopBackOff`, `Unschedulable`, … */
  readonly reason: string;
  readonly message?: string;
  /** Its log may say more. */
  readonly hasRun: boolean;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: Waiting; readonly terminated?: Terminated; readonly running?: object };
  readonly lastState?: { readonly terminated?: Terminated };
}
interface Waiting {
  readonly reason?: string;
  readonly message?: string;
}
interface Terminated extends Waiting {
  readonly exitCode?: number;
}

/** The pods that a workload's selector or, for a Job, its uid picks. */
export function podsOf(workload: KubeObject, pods: readonly KubeObject[]): KubeObject[] {
  const selector = matchLabels(workload);
  return pods.filter((pod) => {
    if (pod.metadata.namespace !== workload.metadata.namespace) return false;
    if (pod.metadata.ownerReferences?.some((o) => o.uid === workload.metadata.uid) === true) return true;
    const labels = pod.metadata.labels ?? {};
    return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
  });
}

/** The first thing that keeps a pod from being ready, or undefined when nothing does. */
export function troubleOf(pod: KubeObject): PodTrouble | undefined {
  return troublesOf(pod)[0];
}

/** What keeps a pod from being ready: a trouble for each container that has one, else what is wrong with all of it. */
export function troublesOf(pod: KubeObject): readonly PodTrouble[] {
  const statuses = [...containerStatuses(pod, "initContainerStatuses"), ...containerStatuses(pod, "containerStatuses")];
  const found = statuses.flatMap((c): PodTrouble[] => {
    const trouble = containerTrouble(c);
    return trouble === undefined ? [] : [{ pod: pod.metadata.name, container: c.name, ...trouble }];
  });
  return found.length > 0 ? found : wholeTroubles(pod);
}

function wholeTroubles(pod: KubeObject): PodTrouble[] {
  const status = pod.status as
    | {
        phase?: string;
        reason?: string;
        message?: string;
        conditions?: { type: string; status: string; reason?: string; message?: string }[];
      }
    | undefined;
  const scheduled = status?.conditions?.find((c) => c.type === "PodScheduled");
  if (scheduled?.status === "False") return [trouble(pod, scheduled.reason ?? "Unschedulable", scheduled.message)];
  if (status?.phase === "Failed") return [trouble(pod, status.reason ?? "Failed", status.message)];
  return [];
}

function containerTrouble({
  state,
  lastState,
  restartCount,
  ready,
}: ContainerStatus): Omit<PodTrouble, "pod" | "container"> | undefined {
  const hasRun = (restartCount ?? 0) > 0 || state?.terminated !== undefined || lastState?.terminated !== undefined;
  const waiting = state?.waiting;
  // Why it is started again and again says more than that it is.
  if (lastState?.terminated?.reason === "OOMKilled" && ready !== true)
    return { reason: "OOMKilled", message: `it takes more memory than it may; ${restartCount ?? 0} restarts`, hasRun };
  if (
    waiting !== undefined &&
    waiting.reason !== undefined &&
    waiting.reason !== "ContainerCreating" &&
    waiting.reason !== "PodInitializing"
  ) {
    return { reason: waiting.reason, ...(waiting.message === undefined ? {} : { message: waiting.message }), hasRun };
  }
  const ended = state?.terminated;
  if (ended !== undefined && ended.exitCode !== 0)
    return { reason: ended.reason ?? "Error", message: ended.message ?? `exit code ${ended.exitCode}`, hasRun: true };
  if (ready === false && (restartCount ?? 0) > 0)
    return { reason: "Restarting", message: `${restartCount} restarts`, hasRun };
  return undefined;
}

function trouble(pod: KubeObject, reason: string, message: string | undefined): PodTrouble {
  return { pod: pod.metadata.name, reason, ...(message === undefined ? {} : { message }), hasRun: false };
}

function containerStatuses(pod: KubeObject, field: string): ContainerStatus[] {
  const statuses = (pod.status as Record<string, unknown> | undefined)?.[field];
  return Array.isArray(statuses) ? (statuses as ContainerStatus[]) : [];
}

function matchLabels(workload: KubeObject): [string, string][] {
  const selector = (workload.spec as { selector?: { matchLabels?: Record<string, string> } } | undefined)?.selector;
  return Object.entries(selector?.matchLabels ?? {});
}
