import type { KubeObject } from "../ports/object.ts";
import { conditionOf } from "./condition.ts";

/** How far an object is, as kstatus reads it; `missing` is not there at all. */
export type ReadinessState = "current" | "inProgress" | "failed" | "terminating" | "missing";

export interface Readiness {
  readonly state: ReadinessState;
  /** What it is waiting for or has met, in a few words: `2/3 ready`. */
  readonly message: string;
  /** CamelCase, where the object gives one. */
  readonly reason?: string;
}

const CURRENT: Readiness = { state: "current", message: "ready" };

/**
 * Reads one object's readiness from its own status, by the rules of kstatus (cli-utils), with two of Helm's: a Job is
 * ready when it is complete, and a Service of type LoadBalancer when it has an address.
 */
export function readinessOf(object: KubeObject | undefined): Readiness {
  if (object === undefined) return { state: "missing", message: "is not there" };
  if (object.metadata.deletionTimestamp !== undefined) return { state: "terminating", message: "is being deleted" };
  return byKind(object) ?? generic(object);
}

function byKind(object: KubeObject): Readiness | undefined {
  const group = object.apiVersion.includes("/") ? object.apiVersion.split("/")[0]! : "";
  switch (`${group}/${object.kind}`) {
    case "apps/Deployment":
      return deployment(object);
    case "apps/StatefulSet":
      return statefulSet(object);
    case "apps/DaemonSet":
      return daemonSet(object);
    case "apps/ReplicaSet":
      return replicaSet(object);
    case "batch/Job":
      return job(object);
    case "/Pod":
      return pod(object);
    case "/PersistentVolumeClaim":
      return text(object, "phase") === "Bound" ? CURRENT : inProgress(`is ${text(object, "phase") || "not bound"}`);
    case "/Service":
      return service(object);
    case "policy/PodDisruptionBudget":
      return stale(object) ?? CURRENT;
    case "apiextensions.k8s.io/CustomResourceDefinition":
      return definition(object);
    default:
      return undefined;
  }
}

function deployment(object: KubeObject): Readiness {
  const old = stale(object);
  if (old !== undefined) return old;
  const progressing = conditionOf(object, "Progressing");
  if (progressing?.reason === "ProgressDeadlineExceeded")
    return failed(progressing.message || "made no progress in time", progressing.reason);
  const wanted = number(spec(object).replicas, 1);
  const updated = number(status(object).updatedReplicas);
  const available = number(status(object).availableReplicas);
  const total = number(status(object).replicas);
  if (updated < wanted)
    return inProgress(`${updated}/${wanted} updated${spec(object).paused === true ? ", and it is paused" : ""}`);
  if (total > updated) return inProgress(`${total - updated} old pods to go`);
  if (available < wanted) return inProgress(`${available}/${wanted} available`);
  if (wanted > 0 && !isTrue(object, "Available")) return inProgress("is not available");
  return CURRENT;
}

function statefulSet(object: KubeObject): Readiness {
  const old = stale(object);
  if (old !== undefined) return old;
  const strategy = record(spec(object).updateStrategy);
  const wanted = number(spec(object).replicas, 1);
  const ready = number(status(object).readyReplicas);
  if (ready < wanted) return inProgress(`${ready}/${wanted} ready`);
  if (number(status(object).replicas) > wanted) return inProgress("old pods to go");
  if (strategy.type === "OnDelete") return CURRENT;
  const updated = number(status(object).updatedReplicas);
  const partition = number(record(strategy.rollingUpdate).partition);
  if (updated < wanted - partition) return inProgress(`${updated}/${wanted - partition} updated`);
  if (partition === 0 && status(object).currentRevision !== status(object).updateRevision)
    return inProgress("is rolling over to the new revision");
  return CURRENT;
}

function daemonSet(object: KubeObject): Readiness {
  const old = stale(object);
  if (old !== undefined) return old;
  const wanted = status(object).desiredNumberScheduled;
  if (wanted === undefined) return inProgress("is not scheduled yet");
  for (const [field, word] of [
    ["updatedNumberScheduled", "updated"],
    ["numberAvailable", "available"],
    ["numberReady", "ready"],
  ] as const) {
    const n = number(status(object)[field]);
    if (n < number(wanted)) return inProgress(`${n}/${number(wanted)} ${word}`);
  }
  return CURRENT;
}

function replicaSet(object: KubeObject): Readiness {
  const old = stale(object);
  if (old !== undefined) return old;
  const wanted = number(spec(object).replicas, 1);
  const available = number(status(object).availableReplicas);
  return available < wanted ? inProgress(`${available}/${wanted} available`) : CURRENT;
}

function job(object: KubeObject): Readiness {
  const over = conditionOf(object, "Failed");
  if (over?.status === "True") return failed(over.message || "failed", over.reason);
  if (isTrue(object, "Complete")) return CURRENT;
  if (isTrue(object, "Suspended")) return inProgress("is suspended");
  const wanted = number(spec(object).completions, 1);
  return inProgress(`${number(status(object).succeeded)}/${wanted} complete`);
}

function pod(object: KubeObject): Readiness {
  const phase = text(object, "phase");
  if (phase === "Succeeded" || isTrue(object, "Ready")) return CURRENT;
  if (phase === "Failed") return failed(text(object, "message") || "failed", text(object, "reason") || undefined);
  return inProgress(phase === "" ? "is not scheduled" : `is ${phase}`);
}

function service(object: KubeObject): Readiness {
  if (
    spec(object).type !== "LoadBalancer" ||
    (Array.isArray(spec(object).externalIPs) && (spec(object).externalIPs as unknown[]).length > 0)
  )
    return CURRENT;
  const ingress = record(status(object).loadBalancer).ingress;
  return Array.isArray(ingress) && ingress.length > 0 ? CURRENT : inProgress("has no load balancer address");
}

/** One whose names another has is never established. */
function definition(object: KubeObject): Readiness {
  const names = conditionOf(object, "NamesAccepted");
  if (names?.status === "False") return failed(names.message || "its names are taken", names.reason);
  return isTrue(object, "Established") ? CURRENT : inProgress("is not established");
}

/** Anything else: the conditions Stalled, Reconciling and Ready where they are, else its being there is enough. */
function generic(object: KubeObject): Readiness {
  const old = stale(object);
  if (old !== undefined) return old;
  const stalled = conditionOf(object, "Stalled");
  if (stalled?.status === "True") return failed(stalled.message || "is stalled", stalled.reason);
  const reconciling = conditionOf(object, "Reconciling");
  if (reconciling?.status === "True") return inProgress(reconciling.message || "is reconciling", reconciling.reason);
  const ready = conditionOf(object, "Ready");
  if (ready !== undefined && ready.status !== "True") return inProgress(ready.message || "is not ready", ready.reason);
  return CURRENT;
}

/** A status that speaks of an earlier spec. The workload controllers always say which spec theirs is about; of others, silence means nothing. */
function stale(object: KubeObject): Readiness | undefined {
  const { generation } = object.metadata;
  const observed = status(object).observedGeneration;
  const isCurrent =
    typeof observed === "number"
      ? generation === undefined || observed >= generation
      : !object.apiVersion.startsWith("apps/");
  return isCurrent ? undefined : inProgress("its change is not observed yet");
}

function isTrue(object: KubeObject, type: string): boolean {
  return conditionOf(object, type)?.status === "True";
}

function spec(object: KubeObject): Record<string, unknown> {
  return record(object.spec);
}

function status(object: KubeObject): Record<string, unknown> {
  return record(object.status);
}

function text(object: KubeObject, field: string): string {
  const value = status(object)[field];
  return typeof value === "string" ? value : "";
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function number(value: unknown, otherwise = 0): number {
  return typeof value === "number" ? value : otherwise;
}

function inProgress(message: string, reason = ""): Readiness {
  return { state: "inProgress", message, ...(reason === "" ? {} : { reason }) };
}

function failed(message: string, reason = ""): Readiness {
  return { state: "failed", message, ...(reason === "" ? {} : { reason }) };
}
