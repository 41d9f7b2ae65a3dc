import type { Release } from "../graph/graph.ts";
import type { Clock } from "../ports/clock.ts";

/** Who has waited so long for a first run goes before everybody else. */
const PATIENCE_MS = 10_000;

/**
 * Whose release is next, where many wait for few places. An environment, or whatever else a person wrote, that has fewer
 * runs goes first; of those that have as many, the one that comes first: so the first are ready soon, and nobody, however
 * large, has all places while others have none. Who waits without a run loses patience, and then goes first.
 */
export class Turns {
  readonly #clock: Pick<Clock, "now">;
  /** Who has something due and no run, and since when. */
  #waiting: ReadonlyMap<string, number> = new Map();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /**
   * All that are due, as they are to start; each that is asked for has its turn, and counts as running. Of one owner's
   * the one that begins the longest critical path is next, and of those that are alike the one that is due first.
   */
  *inTurn(
    due: readonly Release[],
    running: readonly Release[],
    pathOf: (release: Release) => number,
  ): Generator<Release, void> {
    const now = this.#clock.now();
    const inOrder = (own: readonly Release[]) => own.toSorted((a, b) => pathOf(b) - pathOf(a)).values();
    const queues = new Map([...Map.groupBy(due, ownerOf)].map(([owner, own]) => [owner, inOrder(own)]));
    const runs = new Map([...Map.groupBy(running, ownerOf)].map(([owner, own]) => [owner, own.length]));
    const before = this.#waiting;
    const waiting = new Map(
      [...queues.keys()].flatMap((o) => (runs.has(o) ? [] : [[o, before.get(o) ?? now] as const])),
    );
    this.#waiting = waiting;
    while (queues.size > 0) {
      const owner = first(queues.keys(), { now, runs, waiting });
      const { value: release, done } = queues.get(owner)!.next();
      if (done === true) queues.delete(owner);
      else {
        runs.set(owner, (runs.get(owner) ?? 0) + 1);
        waiting.delete(owner);
        yield release;
      }
    }
  }
}

interface Standing {
  readonly now: number;
  readonly runs: ReadonlyMap<string, number>;
  readonly waiting: ReadonlyMap<string, number>;
}

function first(owners: Iterable<string>, { now, runs, waiting }: Standing): string {
  let best: { readonly owner: string; readonly waited: number; readonly count: number } | undefined;
  for (const owner of owners) {
    const since = now - (waiting.get(owner) ?? now);
    const here = { owner, waited: since >= PATIENCE_MS ? since : 0, count: runs.get(owner) ?? 0 };
    const isBetter =
      best === undefined || here.waited > best.waited || (here.waited === best.waited && here.count < best.count);
    if (isBetter) best = here;
  }
  return best!.owner;
}

function ownerOf({ owner: { kind, namespace, name } }: Release): string {
  return `${kind}/${namespace}/${name}`;
}
