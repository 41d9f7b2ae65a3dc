import type { KubeObject } from "@upstart/engine";

/** A container of a pod, and how it stands. */
export interface Container {
  readonly name: string;
  readonly isInit: boolean;
  readonly state: "running" | "ended" | "waiting";
  /** Why it waits, or how it ended. */
  readonly reason?: string;
  readonly exitCode?: number;
  readonly isReady: boolean;
  readonly restarts: number;
  /** A life before this one has ended. */
  readonly hasPrevious: boolean;
}

/** The containers of a pod in the order in which they start. */
export function containersOf(pod: KubeObject): Container[] {
  const spec = (pod.spec ?? {}) as Readonly<Record<string, readonly { readonly name: string }[] | undefined>>;
  const status = (pod.status ?? {}) as Readonly<Record<string, readonly ContainerStatus[] | undefined>>;
  const all = (field: "initContainers" | "containers" | "ephemeralContainers", statuses: string) =>
    (spec[field] ?? []).map(({ name }) => {
      const told = (status[statuses] ?? []).find((s) => s.name === name);
      return { name, isInit: field === "initContainers", ...standingOf(told) };
    });
  return [
    ...all("initContainers", "initContainerStatuses"),
    ...all("containers", "containerStatuses"),
    ...all("ephemeralContainers", "ephemeralContainerStatuses"),
  ];
}

/** Whether there is a log of it: it runs, or has run. */
export function hasLog({ state, hasPrevious }: Container): boolean {
  return state !== "waiting" || hasPrevious;
}

interface Ended {
  readonly reason?: string;
  readonly exitCode?: number;
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: { readonly waiting?: Ended; readonly running?: object; readonly terminated?: Ended };
  readonly lastState?: { readonly terminated?: Ended };
}

function standingOf(told: ContainerStatus | undefined): Omit<Container, "name" | "isInit"> {
  const { waiting, running, terminated } = told?.state ?? {};
  const { reason } = terminated ?? waiting ?? {};
  const exitCode = terminated?.exitCode ?? told?.lastState?.terminated?.exitCode;
  return {
    state: running !== undefined ? "running" : terminated !== undefined ? "ended" : "waiting",
    ...(reason === undefined ? {} : { reason }),
    ...(exitCode === undefined ? {} : { exitCode }),
    isReady: told?.ready === true,
    restarts: told?.restartCount ?? 0,
    hasPrevious: told?.lastState?.terminated !== undefined,
  };
}
