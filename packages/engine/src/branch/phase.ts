/** Where an environment is in its life. */
export type EnvironmentPhase =
  | "Template"
  | "Requested"
  | "Queued"
  | "Provisioning"
  | "Deploying"
  | "Verifying"
  | "Ready"
  | "Sleeping"
  | "Waking"
  | "Degraded"
  | "Failed"
  | "Expiring"
  | "Suspended"
  | "Terminating"
  | "Blocked";

/** What the phase is derived from. */
export interface PhaseFacts {
  readonly isTemplate: boolean;
  /** It is being deleted, and perhaps somebody else holds it. */
  readonly going: "no" | "going" | "held";
  /** Its services are there to be read. */
  readonly isCopied: boolean;
  readonly hasSlot: boolean;
  /** How its services stand together. */
  readonly services: "ready" | "progressing" | "stalled" | "suspended";
  /** Helm has begun with any of it. */
  readonly hasBegun: boolean;
  readonly rest: "awake" | "asleep" | "waking";
  /** `late`: it has had its time to answer as wanted. */
  readonly url: "none" | "healthy" | "waiting" | "late";
  readonly isWarned: boolean;
}

/** One word of all facts: what stands in the way first, else how far it is. */
export function phaseOf(facts: PhaseFacts): EnvironmentPhase {
  if (facts.going !== "no") return facts.going === "held" ? "Blocked" : "Terminating";
  if (facts.isTemplate) return "Template";
  if (!facts.isCopied) return "Requested";
  if (!facts.hasSlot) return "Queued";
  if (facts.services === "suspended") return "Suspended";
  if (facts.isWarned) return "Expiring";
  if (facts.services === "stalled") return "Failed";
  if (facts.rest === "asleep") return "Sleeping";
  if (facts.rest === "waking") return "Waking";
  if (facts.services === "progressing") return facts.hasBegun ? "Deploying" : "Provisioning";
  return ({ none: "Ready", healthy: "Ready", waiting: "Verifying", late: "Degraded" } as const)[facts.url];
}
