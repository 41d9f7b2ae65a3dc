import { type KubeObject, type NodeId, troublesOf } from "@upstart/engine";
import { type Container, containersOf, hasLog } from "./containers.ts";
import type { ReleasePod } from "./release-pods.ts";

/** A log to be read, or, without a container, a pod that has none for a reason. */
export interface LogSource {
  readonly release: NodeId;
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  /** Of the container's life before this one. */
  readonly previous: boolean;
  readonly reason?: string;
  readonly message?: string;
  readonly stand: SourceStand;
}

/** How it stands with a log right now. */
export interface SourceStand {
  /** Of the pod: one of the same name may come after it. */
  readonly uid: string;
  /** There is something to be read. */
  readonly hasLog: boolean;
  readonly isRunning: boolean;
  /** Its pod has ended: nothing in it starts again. */
  readonly isOver: boolean;
  /** How often the container has started again. */
  readonly life: number;
}

/** Which logs are asked for. */
export interface SourceWishes {
  readonly failed?: boolean;
  readonly container?: string;
  readonly previous?: boolean;
}

/** The logs of pods: of all containers that have not done their part at the start, or of those that are in trouble. */
export function sourcesOf(
  pods: readonly ReleasePod[],
  wishes: SourceWishes,
  isReady: (release: NodeId) => boolean,
): LogSource[] {
  return pods.flatMap((of) =>
    wishes.failed === true ? failedOf(of, wishes, isReady(of.release.id)) : allOf(of, wishes),
  );
}

function allOf(of: ReleasePod, { container, previous = false }: SourceWishes): LogSource[] {
  return containersOf(of.pod)
    .filter((c) => (container === undefined ? !isDone(c) : c.name === container))
    .map((c) => source(of, c, { previous, ...(c.reason === undefined ? {} : { reason: c.reason }) }));
}

/** One that prepared what the others need. */
function isDone({ isInit, state, exitCode }: Container): boolean {
  return isInit && state === "ended" && exitCode === 0;
}

function failedOf(of: ReleasePod, wishes: SourceWishes, isReleaseReady: boolean): LogSource[] {
  // What a Job tried before it came through is over.
  if (isComplete(of.job)) return [];
  const troubles = troublesOf(of.pod);
  const containers = containersOf(of.pod).filter((c) => wishes.container === undefined || c.name === wishes.container);
  if (troubles.length === 0) return isReleaseReady ? [] : unready(of, containers);
  return troubles.flatMap(({ container, reason, message }) => {
    const said = { reason, ...(message === undefined ? {} : { message }) };
    if (container === undefined) return [{ ...placeOf(of), previous: false, ...said, stand: standOf(of) }];
    return containers.filter((c) => c.name === container).flatMap((c) => livesOf(of, c, said));
  });
}

/** It runs, and does not say that it is ready: that is what everybody waits for. */
function unready(of: ReleasePod, containers: readonly Container[]): LogSource[] {
  const said = { reason: "NotReady", message: "it runs, and is not ready" };
  return containers.filter((c) => c.state === "running" && !c.isReady).map((c) => source(of, c, said));
}

/** What runs again says nothing of why it ended; its life before does. While it waits, that one is its log. */
function livesOf(of: ReleasePod, c: Container, said: Said): LogSource[] {
  const now = source(of, c, said);
  return c.state === "running" && c.hasPrevious ? [source(of, c, { ...said, previous: true }), now] : [now];
}

interface Said {
  readonly previous?: boolean;
  readonly reason?: string;
  readonly message?: string;
}

function source(of: ReleasePod, container: Container, { previous = false, ...said }: Said): LogSource {
  return {
    ...placeOf(of),
    container: container.name,
    previous,
    ...said,
    stand: standOf(of, container),
  };
}

function standOf({ pod }: ReleasePod, container?: Container): SourceStand {
  const { phase = "" } = (pod.status ?? {}) as { phase?: string };
  return {
    uid: pod.metadata.uid ?? "",
    hasLog: container !== undefined && hasLog(container),
    isRunning: container?.state === "running",
    isOver: phase === "Succeeded" || phase === "Failed",
    life: container?.restarts ?? 0,
  };
}

function placeOf({ release, pod }: ReleasePod) {
  return { release: release.id, namespace: pod.metadata.namespace!, pod: pod.metadata.name };
}

function isComplete(job: KubeObject | undefined): boolean {
  const { conditions = [] } = (job?.status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions.some((c) => c.type === "Complete" && c.status === "True");
}
