import type { NodeId } from "../graph/graph.ts";
import type { Step } from "../plan/step.ts";
import type { Timers } from "./timers.ts";

/** Outputs that belong together are seldom written at once: one upgrade takes them all. */
const QUIET_MS = 150;

/**
 * Holds the upgrade of a release that was done back until what it is made of has not changed for a moment. What was
 * waiting anyway is never held.
 */
export class Debounce {
  readonly #timers: Timers;
  readonly #onQuiet: (id: NodeId) => void;
  readonly #done = new Set<NodeId>();
  readonly #held = new Map<NodeId, { readonly digest: string; readonly cancel: () => void }>();

  constructor(timers: Timers, onQuiet: (id: NodeId) => void) {
    this.#timers = timers;
    this.#onQuiet = onQuiet;
  }

  /** Told of each step that is planned. */
  planned(id: NodeId, step: Step): void {
    if (step.do === "nothing") this.#done.add(id);
    if (step.do !== "upgrade") {
      this.#forget(id);
      return;
    }
    const held = this.#held.get(id);
    if (!this.#done.has(id) || held?.digest === step.digest) return;
    held?.cancel();
    this.#held.set(id, { digest: step.digest, cancel: this.#timers.after(QUIET_MS, () => this.#release(id)) });
  }

  isHeld(id: NodeId): boolean {
    return this.#held.has(id);
  }

  /** As if it had never been seen. */
  forget(id: NodeId): void {
    this.#done.delete(id);
    this.#forget(id);
  }

  #release(id: NodeId): void {
    this.#done.delete(id);
    this.#held.delete(id);
    this.#onQuiet(id);
  }

  #forget(id: NodeId): void {
    this.#held.get(id)?.cancel();
    this.#held.delete(id);
  }
}
