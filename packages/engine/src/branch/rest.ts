/** A release of an environment, as far as sleeping and waking are concerned. */
export interface Sleeper {
  readonly id: string;
  /** Ids of the releases that it needs; those of others do not count. */
  readonly needs: readonly string[];
  /** All that it runs is scaled to nothing. */
  readonly isDown: boolean;
  /** All that it runs is scaled as before, and ready. */
  readonly isUp: boolean;
}

/** Which of them may be scaled to nothing now: those that are not, and whose dependents all are. */
export function nextToSleep(sleepers: readonly Sleeper[]): string[] {
  const isNeeded = new Set(sleepers.filter((s) => !s.isDown).flatMap((s) => s.needs));
  return sleepers.filter((s) => !s.isDown && !isNeeded.has(s.id)).map((s) => s.id);
}

/** Which of them may be scaled up now: those that are not up, and whose needs all are. */
export function nextToWake(sleepers: readonly Sleeper[]): string[] {
  const isMissing = new Set(sleepers.filter((s) => !s.isUp).map((s) => s.id));
  return sleepers.filter((s) => !s.isUp && !s.needs.some((need) => isMissing.has(need))).map((s) => s.id);
}
