/** The middle of the numbers, or the mean of the two in the middle. Assumes at least one. */
export function median(numbers: readonly number[]): number {
  const sorted = inOrder(numbers);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** The smallest of the numbers that at least `p` percent of them do not exceed (nearest rank). Assumes at least one. */
export function percentile(numbers: readonly number[], p: number): number {
  const sorted = inOrder(numbers);
  return sorted[Math.max(1, Math.ceil((p / 100) * sorted.length)) - 1]!;
}

function inOrder(numbers: readonly number[]): number[] {
  if (numbers.length === 0) throw new Error("there is nothing to take the middle of");
  return numbers.toSorted((a, b) => a - b);
}
