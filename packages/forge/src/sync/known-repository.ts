import type { Absences } from "../decide/plan.ts";
import type { MadeEnvironment } from "../environments/made.ts";
import type { Rule } from "../rules/rule.ts";
import { type RemovalOptions, Removals } from "./removals.ts";

/** What is known of a repository besides what the cluster holds. All of it may be lost: then proofs begin anew. */
export interface KnownRepository {
  readonly repository: string;
  readonly rules: readonly Rule[];
  /** Refs that were hinted at. */
  readonly refs: Set<string>;
  readonly absences: Map<Rule, Absences>;
  /** Environments that somebody else has just ended. */
  readonly endings: MadeEnvironment[];
  /** Refs whose environment a person wants back though it was ended. */
  readonly revived: Set<string>;
  readonly removals: Removals;
  sweepAt: number;
  sweptAt: number;
}

/** However many hints come, sweeps of a repository are so far apart. */
const MIN_GAP_MS = 2000;

/** The repositories that rules name, by their keys. */
export function knownRepositories(
  rules: readonly Rule[],
  options: RemovalOptions,
): ReadonlyMap<string, KnownRepository> {
  const byRepository = Map.groupBy(rules, ({ repository }) => keyOf(repository));
  return new Map(
    [...byRepository].map(([key, ofIt]) => {
      const { repository } = ofIt[0]!;
      return [key, { ...nothingKnown(), repository, rules: ofIt, removals: new Removals(repository, options) }];
    }),
  );
}

function nothingKnown(): Omit<KnownRepository, "repository" | "rules" | "removals"> {
  return { refs: new Set(), absences: new Map(), endings: [], revived: new Set(), sweepAt: 0, sweptAt: 0 };
}

/** Sweeps it next when that may be. */
export function sweepSoon(known: KnownRepository): void {
  known.sweepAt = Math.min(known.sweepAt, known.sweptAt + MIN_GAP_MS);
}

/** A repository as a key of a queue, in which slashes are namespaces. */
export function keyOf(repository: string): string {
  return repository.replaceAll("/", ":");
}
