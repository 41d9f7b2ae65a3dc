import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Cluster } from "@upstart/engine";
import { createManager, type Leading, type ManagerOptions } from "./manager.ts";
import { steadyClock } from "./runtime/clock.ts";
import { EventRecorder } from "./runtime/events.ts";
import { leadersOnly } from "./runtime/leaders-only.ts";
import type { Log } from "./runtime/log.ts";
import type { Metrics } from "./runtime/metrics.ts";

/** A process that would lead: what its reconcilers are made of before there is a manager that runs them. */
export interface Candidate {
  /** Of this process, as its Lease has it. */
  readonly identity: string;
  readonly events: EventRecorder;
  /** A cluster that is written to only while this process leads. */
  readonly whileLeading: (cluster: Cluster) => Cluster;
  /** The manager that leads when it is elected, or at once. Called once. */
  readonly manage: (options: Managed) => Leading;
}

export interface Managed extends Pick<ManagerOptions, "random" | "listen" | "kinds" | "lease" | "reconcilers"> {
  /** What the Lease says besides while this one leads; false: it stands for no election. */
  readonly election: false | { readonly annotations?: Readonly<Record<string, string>> };
}

export interface CandidateParts {
  readonly cluster: Cluster;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A candidate of this machine, with the real clock. */
export function createCandidate({ cluster, log, metrics }: CandidateParts): Candidate {
  const clock = steadyClock;
  const identity = `${hostname()}_${randomUUID()}`;
  const events = new EventRecorder({ cluster, clock, log, instance: hostname(), observe: metrics.event });
  let manager: Leading | undefined;
  return {
    identity,
    events,
    whileLeading: (guarded) => leadersOnly(guarded, () => manager?.isLeading ?? false),
    manage: ({ election, ...options }) => {
      const elected = election === false ? {} : { election };
      manager = createManager({ ...options, ...elected, identity, cluster, clock, log, metrics, events });
      return manager;
    },
  };
}
