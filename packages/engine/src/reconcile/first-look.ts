import { type Graph, type NodeId, type Release, releasesOf } from "../graph/graph.ts";
import type { ReleaseObservation } from "../plan/observation.ts";
import type { Step } from "../plan/step.ts";
import { releasesNeededBy } from "./removal.ts";

/**
 * Which releases have not been looked at since we began. Of these nothing is known yet, and nothing is to be said: a
 * process that takes over would else call everything unready for a moment. What needs one of them is not known either.
 */
export class FirstLook {
  readonly #pending = new Set<NodeId>();
  readonly #begun = new Set<NodeId>();

  has(id: NodeId): boolean {
    return this.#pending.has(id);
  }

  /** Adds those that are new. */
  begin(graph: Graph): void {
    for (const { id } of releasesOf(graph)) {
      if (this.#begun.has(id)) continue;
      this.#begun.add(id);
      this.#pending.add(id);
    }
  }

  /** Told of what is planned; true when the release is known from here on. `isSeen`: its views are filled, or never will be. */
  planned(graph: Graph, release: Release, step: Step, seen: ReleaseObservation, isSeen: boolean): boolean {
    if (!this.#pending.has(release.id)) return false;
    if (!isSeen || isLooking(step, seen)) return false;
    if (releasesNeededBy(graph, release.id).some(({ id }) => id !== release.id && this.#pending.has(id))) return false;
    this.#pending.delete(release.id);
    return true;
  }

  forget(id: NodeId): void {
    this.#pending.delete(id);
    this.#begun.delete(id);
  }
}

/** What it is made of is being read, or its objects are not seen yet. */
function isLooking(step: Step, { run, isUnrecorded, blockers }: ReleaseObservation): boolean {
  if (step.do === "recover") return step.how === "read";
  if (step.do !== "wait") return false;
  if (step.phase === "running") return run.state === "recovering" && isUnrecorded === true;
  return step.phase === "progressing" && blockers === undefined;
}
