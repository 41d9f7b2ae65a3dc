import type { KubeObject } from "@upstart/engine";
import { fieldsOf, isText } from "../forge/fields.ts";
import type { DeploymentReport, DeploymentState } from "../forge/forge.ts";

/** What an environment's status says to people. */
export interface Standing {
  readonly phase: string;
  readonly url?: string;
  /** Why it is not ready, in the controllers' words. */
  readonly message?: string;
  readonly queuePosition?: number;
}

/**
 * What is known of an environment now; `Requested` where nothing is yet, and `Updating` where the status is of what was
 * wanted before: that an old commit is ready says nothing of the new one.
 */
export function standingOf({ metadata, status }: KubeObject): Standing {
  const { phase, url, queuePosition, verified, conditions, observedGeneration } = fieldsOf(status);
  const isBehind = typeof observedGeneration === "number" && observedGeneration < (metadata.generation ?? 0);
  const ready = (Array.isArray(conditions) ? conditions : []).map(fieldsOf).find((c) => c.type === "Ready");
  const now = !isText(phase) ? "Requested" : isBehind ? "Updating" : phase;
  const message = now === "Verifying" ? fieldsOf(verified).message : ready?.message;
  return {
    // What is told to go goes, whatever was last written about it.
    phase: metadata.deletionTimestamp !== undefined && now !== "Blocked" ? "Terminating" : now,
    ...(isText(url) ? { url } : {}),
    ...(isText(message) ? { message } : {}),
    ...(typeof queuePosition === "number" ? { queuePosition } : {}),
  };
}

const STATES: Readonly<Record<string, DeploymentState>> = {
  Requested: "queued",
  Queued: "queued",
  Suspended: "queued",
  Updating: "queued",
  Provisioning: "in_progress",
  Deploying: "in_progress",
  Verifying: "in_progress",
  Waking: "success",
  Ready: "success",
  Sleeping: "success",
  Expiring: "success",
  Degraded: "failure",
  Failed: "failure",
  Terminating: "inactive",
  Blocked: "inactive",
};

/** What is told of an environment's deployment. Only its state and URL make a difference worth telling. */
export function deploymentReport({ phase, url, message, queuePosition }: Standing): DeploymentReport {
  const state = STATES[phase] ?? "in_progress";
  const place = queuePosition === undefined ? "" : `, number ${queuePosition} in the queue`;
  const why = state === "failure" && message !== undefined ? `: ${message}` : "";
  return { state, description: `${phase}${place}${why}`, ...(url === undefined ? {} : { url }) };
}
