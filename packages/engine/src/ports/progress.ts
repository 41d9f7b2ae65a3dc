/** One thing that happened to one release, as `apply --progress json` prints it. */
export interface ProgressEvent {
  readonly time: string;
  readonly seq: number;
  readonly object: string;
  readonly phase: Phase;
  readonly elapsedMs: number;
  readonly waitingFor?: readonly string[];
  readonly reason?: string;
  readonly message?: string;
}

/** Where a release is on its way. `ready`, `failed`, `blocked`, `suspended`, `asleep` and `deleted` are ends. */
export type Phase =
  | "waiting"
  | "installing"
  | "upgrading"
  | "progressing"
  | "ready"
  | "unchanged"
  | "failed"
  | "blocked"
  | "suspended"
  | "asleep"
  | "uninstalling"
  | "deleted";

/** Where progress goes. Never throws, never waits. */
export interface Reporter {
  report(event: ProgressEvent): void;
}
