/** Names longer than this are compared by their beginnings: a suggestion is not worth more time. */
const MAX_LENGTH = 64;

/**
 * How many single-character insertions, deletions, replacements or swaps of neighbours lead from one text to the
 * other (optimal string alignment). Past `limit` it is only known to be more.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const [s, t] = withoutCommonEnds(a.slice(0, MAX_LENGTH), b.slice(0, MAX_LENGTH));
  if (Math.abs(s.length - t.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: t.length + 1 }, (_, j) => j);
  for (let i = 1; i <= s.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= t.length; j++) {
      const cost = s[i - 1] === t[j - 1] ? 0 : 1;
      let best = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      next.push(best);
      least = Math.min(least, best);
    }
    // A swap looks one row further back, so one row over the limit is not yet the end.
    if (least > limit + 1) return limit + 1;
    before = row;
    row = next;
  }
  return row[t.length]!;
}

/** The candidate closest to a name, if one is within `maxDistance` and shares most of it; the first by name on a tie. */
export function nearest(name: string, candidates: Iterable<string>, maxDistance = 2): string | undefined {
  let best: { distance: number; candidate: string } | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > maxDistance) continue;
    // Of a short name, two changes leave nothing.
    const limit = Math.min(maxDistance, Math.floor(Math.max(name.length, candidate.length) / 2));
    const distance = candidate.toLowerCase() === name.toLowerCase() ? 0 : editDistance(name, candidate, limit);
    if (distance > limit) continue;
    if (best === undefined || distance < best.distance || (distance === best.distance && candidate < best.candidate))
      best = { distance, candidate };
  }
  return best?.candidate;
}

/** Different names for which `nearestOf` looks: of more mistakes than this, nobody reads the suggestions. */
const MAX_NAMES = 100;

/** `nearest` for many names and the same candidates, with an end to the time that it takes. */
export function nearestOf(candidates: readonly string[]): (name: string) => string | undefined {
  const distinct = new Set(candidates);
  const known = new Map<string, string | undefined>();
  return (name) => {
    if (!known.has(name) && known.size < MAX_NAMES) known.set(name, nearest(name, distinct));
    return known.get(name);
  };
}

function withoutCommonEnds(a: string, b: string): [string, string] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
