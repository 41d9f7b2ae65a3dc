/** How many of so many environments may be deleted at once: 3, or a fifth where that is more. */
export function deletionLimit(existing: number): number {
  return Math.max(3, Math.floor(existing * 0.2));
}

/** A deletion that is due. */
export interface Due {
  /** A person says that it may be. */
  readonly isConfirmed: boolean;
  /** It was held before. */
  readonly isHeld: boolean;
}

/** What the brake lets pass. */
export interface Braked<T> {
  readonly released: readonly T[];
  readonly held: readonly T[];
  /** How many at once would not have been too many. */
  readonly limit: number;
}

/** What deletions are counted with. */
export interface Surroundings {
  readonly existing: number;
  /** Deletions of the time just past. */
  readonly recent: number;
  /** Whose source is seen to be gone, and that are not due yet. */
  readonly pending: number;
}

/**
 * Holds deletions where they are more at once than may be, together with those just past and those to come: then none
 * goes, for nobody knows which of them are right. What was held stays so until a person confirms it. What is confirmed
 * always goes, and is not counted.
 */
export function brake<T extends Due>(due: readonly T[], { existing, recent, pending }: Surroundings): Braked<T> {
  const limit = deletionLimit(existing + recent);
  const others = due.filter((d) => !d.isConfirmed);
  const isTooMany = others.length + recent + pending > limit;
  const held = others.filter((d) => isTooMany || d.isHeld);
  return { released: due.filter((d) => !held.includes(d)), held, limit };
}
