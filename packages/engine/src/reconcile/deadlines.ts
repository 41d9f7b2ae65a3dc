import type { NodeId, Release } from "../graph/graph.ts";
import type { Step } from "../plan/step.ts";
import type { Timers } from "./timers.ts";

/** What makes no end of becoming ready has failed when its time is over. */
export class Deadlines {
  readonly #timers: Timers;
  readonly #onOver: (id: NodeId) => void;
  readonly #cancels = new Map<NodeId, () => void>();

  constructor(timers: Timers, onOver: (id: NodeId) => void) {
    this.#timers = timers;
    this.#onOver = onOver;
  }

  /** Told of each step that is planned. */
  planned({ id, timeoutMs }: Release, step: Step): void {
    const isOnItsWay = step.do === "wait" && step.phase === "progressing";
    if (isOnItsWay && !this.#cancels.has(id))
      this.#cancels.set(
        id,
        this.#timers.after(timeoutMs, () => this.#onOver(id)),
      );
    if (isOnItsWay || (step.do === "stop" && step.phase === "failed")) return;
    this.forget(id);
  }

  /** As if it had never been on its way. */
  forget(id: NodeId): void {
    this.#cancels.get(id)?.();
    this.#cancels.delete(id);
  }
}
