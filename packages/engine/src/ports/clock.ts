/** Time. `after` runs once, never before `now` is that much later, and returns what cancels it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  after(ms: number, run: () => void): () => void;
}
