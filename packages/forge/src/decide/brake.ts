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

/**
 * Holds deletions where they are more at once than may be, together with those of the time just past: then none goes,
 * for nobody knows which of them are right. What was held stays so until a person confirms it. What is confirmed
 * always goes, and is not counted.
 */
export function brake<T extends Due>(
  due: readonly T[],
  world: { readonly existing: number; readonly recent: number },
): Braked<T> {
  const limit = deletionLimit(world.existing + world.recent);
  const others = due.filter((d) => !d.isConfirmed);
  const isTooMany = others.length + world.recent > limit;
  const held = others.filter((d) => isTooMany || d.isHeld);
  return { released: due.filter((d) => !held.includes(d)), held, limit };
}
