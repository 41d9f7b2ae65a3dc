/** Names longer than this are compared by their beginnings: a suggestion is not worth more time. */
const MAX_LENGTH = 64;

/**
 * How many single-character insertions, deletions, replacements or swaps of neighbours lead from one text to the
 * other (optimal string alignment).
 */
export function editDistance(a: string, b: string): number {
  const s = a.slice(0, MAX_LENGTH);
  const t = b.slice(0, MAX_LENGTH);
  let before: number[] = [];
  let row = Array.from({ length: t.length + 1 }, (_, j) => j);
  for (let i = 1; i <= s.length; i++) {
    const next = [i];
    for (let j = 1; j <= t.length; j++) {
      const cost = s[i - 1] === t[j - 1] ? 0 : 1;
      let best = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && s[i - 1] === t[j - 2] && s[i - 2] === t[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[t.length]!;
}

/** The candidate closest to a name, if one is within `maxDistance` and shares most of it; the first by name on a tie. */
export function nearest(name: string, candidates: readonly string[], maxDistance = 2): string | undefined {
  let best: { distance: number; candidate: string } | undefined;
  for (const candidate of [...new Set(candidates)].sort()) {
    if (candidate === name || Math.abs(candidate.length - name.length) > maxDistance) continue;
    const distance = candidate.toLowerCase() === name.toLowerCase() ? 0 : editDistance(name, candidate);
    // Of a short name, two changes leave nothing.
    if (distance > Math.min(maxDistance, Math.floor(Math.max(name.length, candidate.length) / 2))) continue;
    if (best === undefined || distance < best.distance) best = { distance, candidate };
  }
  return best?.candidate;
}
