import type { Clock, NodeId, Phase, ProgressEvent, Release, ReleaseObservation, Reporter, Step } from "@upstart/engine";

/** What is told of a release at one time. */
export type Said = Pick<ProgressEvent, "phase" | "reason" | "message" | "waitingFor">;

/** Tells a reporter what controllers do for releases, each thing once, in the words for what is done from here. */
export class ToldAnnouncer {
  readonly #reporter: Reporter;
  readonly #clock: Clock;
  readonly #revisionBefore: (id: NodeId) => number | undefined;
  readonly #startedAt: number;
  readonly #started = new Map<NodeId, number>();
  readonly #said = new Map<NodeId, string>();
  #seq = 0;

  /** `revisionBefore`: Helm's newest revision of a release before anything was submitted. */
  constructor(reporter: Reporter, clock: Clock, revisionBefore: (id: NodeId) => number | undefined) {
    this.#reporter = reporter;
    this.#clock = clock;
    this.#revisionBefore = revisionBefore;
    this.#startedAt = clock.now();
  }

  /** Whether Helm has deployed it since. */
  isDeployed(id: NodeId, seen: ReleaseObservation | undefined): boolean {
    return seen?.helm?.status === "deployed" && seen.helm.revision !== this.#revisionBefore(id);
  }

  /** Where a release is by its step. */
  stands({ id }: Release, step: Step | undefined, seen: ReleaseObservation | undefined): void {
    const said = this.#wordsFor(id, step, seen);
    if (said !== undefined) this.say(id, said);
  }

  /** Tells this of a release, where it is news. */
  say(id: NodeId, said: Said): void {
    const text = JSON.stringify(said);
    if (this.#said.get(id) === text) return;
    this.#said.set(id, text);
    const now = this.#clock.now();
    if (isAtWork(said.phase) && !this.#started.has(id)) this.#started.set(id, now);
    this.#seq += 1;
    const elapsedMs = now - (this.#started.get(id) ?? this.#startedAt);
    this.#reporter.report({ time: new Date(now).toISOString(), seq: this.#seq, object: id, elapsedMs, ...said });
  }

  #wordsFor(id: NodeId, step: Step | undefined, seen: ReleaseObservation | undefined): Said | undefined {
    switch (step?.do) {
      case "nothing":
        return { phase: this.isDeployed(id, seen) ? "ready" : "unchanged" };
      case "stop":
        return { phase: step.phase, reason: step.reason, message: step.message };
      case "wait":
        if (step.phase !== "running") return { phase: step.phase, reason: step.reason, waitingFor: step.waitingFor };
        return { phase: this.#revisionBefore(id) === undefined ? "installing" : "upgrading" };
      default:
        return undefined; // controllers tell of nothing else
    }
  }
}

function isAtWork(phase: Phase): boolean {
  return phase === "installing" || phase === "upgrading" || phase === "uninstalling";
}
