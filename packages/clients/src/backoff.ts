/** Grows the pauses between tries, so that a server in trouble is left alone more and more. */
export interface Backoff {
  /** How long to wait before the next try. */
  next(): number;
  /** It works again: the next pause is a short one. */
  reset(): void;
}

/** Each pause is a random part of a span that doubles up to `mostMs`; at least a fifth of it, so that none is nothing. */
export function createBackoff(firstMs: number, mostMs: number, random: () => number): Backoff {
  let failures = 0;
  return {
    next: () => {
      const span = Math.min(mostMs, firstMs * 2 ** failures);
      failures += 1;
      return Math.round(span * (0.2 + 0.8 * random()));
    },
    reset: () => {
      failures = 0;
    },
  };
}
