import type { EnvironmentPhase } from "./phase.ts";

/** What an environment's status tells of its life. Times are ISO 8601, by the controllers' clock. */
export interface LifeStatus {
  readonly phase?: EnvironmentPhase;
  readonly url?: string;
  readonly expiresAt?: string;
  readonly expiresReason?: string;
  readonly lastActivity?: LastActivity;
  readonly asleepSince?: string;
  readonly wakingSince?: string;
  readonly failedSince?: string;
  readonly verified?: {
    readonly reason: string;
    readonly message: string;
    readonly sha?: string;
    readonly since: string;
    readonly waitingSince?: string;
  };
  readonly queuePosition?: number;
  readonly teardown?: { readonly step: number; readonly of: number };
  readonly history?: readonly LifeStep[];
  readonly inventory?: readonly { readonly kind: string; readonly name: string }[];
}

/** What counted last as somebody using an environment, and which annotations have been heeded. */
export interface LastActivity {
  readonly kind: ActivityKind;
  readonly at: string;
  readonly generation: number;
  readonly heeded?: string;
  readonly extended?: string;
  readonly keptUntil?: string;
}

export type ActivityKind = "deploy" | "wake" | "request" | "extend";

/** One step of a life, in `status.history`. */
export interface LifeStep {
  readonly at: string;
  readonly phase: string;
  readonly sha?: string;
  readonly message: string;
}

const MAX_STEPS = 20;
const MAX_MESSAGE = 200;

/** The history with one more step, where it says something new: another phase, or another commit. The oldest go. */
export function withStep(history: readonly LifeStep[], step: LifeStep): readonly LifeStep[] {
  const last = history.at(-1);
  if (last?.phase === step.phase && last.sha === step.sha) return history;
  return [...history, { ...step, message: step.message.slice(0, MAX_MESSAGE) }].slice(-MAX_STEPS);
}
