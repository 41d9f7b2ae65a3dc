import type { NodeId, Release } from "../graph/graph.ts";
import { canonicalJson } from "../plan/digest.ts";
import type { Step } from "../plan/step.ts";
import type { Clock } from "../ports/clock.ts";
import type { Phase, ProgressEvent, Reporter } from "../ports/progress.ts";

type Said = Pick<ProgressEvent, "reason" | "message" | "waitingFor">;

/** Tells a reporter what happens to releases, each thing once. */
export class Announcer {
  readonly #reporter: Reporter;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #started = new Map<NodeId, number>();
  readonly #said = new Map<NodeId, string>();
  #seq = 0;

  constructor(reporter: Reporter, clock: Clock) {
    this.#reporter = reporter;
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  /** A release's time runs from the first Helm call for it. */
  starts(release: Release, phase: "installing" | "upgrading"): void {
    if (!this.#started.has(release.id)) this.#started.set(release.id, this.#clock.now());
    this.#say(release.id, phase, {});
  }

  /** Where a release is by its step. `isDeployed`: in this run. */
  stands(release: Release, step: Step, isDeployed: boolean): void {
    const { id } = release;
    switch (step.do) {
      case "nothing":
        this.#say(id, isDeployed ? "ready" : "unchanged", {});
        break;
      case "stop":
        this.#say(id, step.phase, { reason: step.reason, message: step.message });
        break;
      case "recover":
        this.#say(id, "waiting", { reason: "ReleaseLocked", message: step.reason });
        break;
      case "wait":
        if (step.phase !== "running") this.#say(id, step.phase, { reason: step.reason, waitingFor: step.waitingFor });
        break;
      case "install":
      case "upgrade":
        break; // said when it starts
    }
  }

  #say(id: NodeId, phase: Phase, more: Said): void {
    const text = canonicalJson([phase, more]);
    if (this.#said.get(id) === text) return;
    this.#said.set(id, text);
    const now = this.#clock.now();
    this.#seq += 1;
    this.#reporter.report({
      time: new Date(now).toISOString(),
      seq: this.#seq,
      object: id,
      phase,
      elapsedMs: now - (this.#started.get(id) ?? this.#startedAt),
      ...more,
    });
  }
}
