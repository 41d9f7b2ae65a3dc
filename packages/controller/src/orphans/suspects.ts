import type { KnownOrphan, Orphan } from "@upstart/engine";

/**
 * What looked like an orphan, by uid, and since when. One look proves nothing: a watch may be behind, and whoever makes
 * something may be about to say so.
 */
export class Suspects {
  #since = new Map<string, number>();

  /** Takes in what a look has found; returns those that are orphans for certain. `known`: told of before. */
  confirm(
    found: readonly Orphan[],
    known: ReadonlyMap<string, string>,
    { now, confirmMs }: { readonly now: number; readonly confirmMs: number },
  ): KnownOrphan[] {
    this.#since = new Map(
      found.map(({ uid }) => {
        const told = known.get(uid);
        return [uid, this.#since.get(uid) ?? (told === undefined ? now : Date.parse(told))];
      }),
    );
    return found.flatMap((orphan) => {
      const since = this.#since.get(orphan.uid)!;
      const isCertain = known.has(orphan.uid) || now - since >= confirmMs;
      return isCertain ? [{ ...orphan, since: known.get(orphan.uid) ?? timeOf(since) }] : [];
    });
  }

  /** Whether there is one that is not certain yet. */
  areOpen(certain: readonly KnownOrphan[]): boolean {
    return this.#since.size > certain.length;
  }
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
