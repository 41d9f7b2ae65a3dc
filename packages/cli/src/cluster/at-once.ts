/** Calls of the API at a time: each may take a connection of its own. */
const MAX_CALLS = 4;

/**
 * Does the same for each of the items, a few at a time. Results are in the order of the items. When one fails, those
 * that are under way come to their end and no more are begun; then rejects with the first failure.
 */
export async function atOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [i, item] of left) {
      if (failures.length > 0) return;
      try {
        results[i] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAX_CALLS, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
