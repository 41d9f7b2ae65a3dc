import {
  branchOf,
  ENDED_ANNOTATION,
  type EndedEnvironment,
  isRevivable,
  type KubeObject,
  type LifeStatus,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";

/** What is remembered of an environment that is gone. */
export interface Farewell {
  readonly name: string;
  readonly namespace: string;
  readonly branch?: string;
  /** Its time was over; else somebody has deleted it, or it had to go for another. */
  readonly hasExpired: boolean;
  /** It has made room where all places were taken. */
  readonly hasMadeRoom?: boolean;
  /** What it was is kept by the controllers for a while. */
  readonly isRevivable: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** What is said of one by what the controllers keep of it. */
export function farewellIn({ name, namespace, spec, because, endedAt }: EndedEnvironment): Farewell {
  return {
    name,
    namespace,
    ...(spec?.source === undefined ? {} : { branch: branchOf(spec.source.ref) }),
    hasExpired: because.startsWith("Expired: "),
    ...roomIn(because),
    isRevivable: spec !== undefined,
    at: endedAt,
  };
}

/** What is remembered of an environment as it was when it was last seen. */
export function farewellTo({ metadata, spec, status }: KubeObject, now: number): Farewell {
  const said = (spec ?? {}) as Partial<UpstartEnvironmentSpec>;
  const { source } = said;
  const { history = [] } = (status ?? {}) as LifeStatus;
  const { name, namespace = "", deletionTimestamp } = metadata;
  return {
    name,
    namespace,
    ...(source === undefined ? {} : { branch: branchOf(source.ref) }),
    // It is warned of first; what is used or extended is no longer warned of.
    hasExpired: history.findLast((step) => !ENDING.has(step.phase))?.phase === "Expiring",
    ...roomIn(metadata.annotations?.[ENDED_ANNOTATION]),
    isRevivable: isRevivable(said),
    at: deletionTimestamp ?? new Date(now).toISOString(),
  };
}

function roomIn(because = ""): Pick<Farewell, "hasMadeRoom"> {
  return because.startsWith("Evicted: ") ? { hasMadeRoom: true } : {};
}

const ENDING: ReadonlySet<string> = new Set(["Terminating", "Blocked"]);
