import { expect, test } from "vitest";
import type { KubeObject } from "../ports/object.ts";
import { readinessOf } from "./readiness.ts";

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly apiVersion?: string;
  readonly generation?: number;
  readonly spec?: object;
  readonly status?: object;
  readonly want: string;
}

const APPS = "apps/v1";
const available = { type: "Available", status: "True" };
const allOf = (n: number, more: object = {}) => ({
  observedGeneration: 1,
  replicas: n,
  updatedReplicas: n,
  availableReplicas: n,
  readyReplicas: n,
  conditions: [available],
  ...more,
});

const DEPLOYMENTS: Row[] = [
  { name: "all there", kind: "Deployment", spec: { replicas: 2 }, status: allOf(2), want: "current" },
  {
    name: "just made, nothing observed",
    kind: "Deployment",
    status: {},
    want: "inProgress: its change is not observed yet",
  },
  {
    name: "the status speaks of an earlier spec",
    kind: "Deployment",
    generation: 2,
    status: allOf(1),
    want: "inProgress: its change is not observed yet",
  },
  {
    name: "rolling",
    kind: "Deployment",
    spec: { replicas: 3 },
    status: allOf(3, { updatedReplicas: 1 }),
    want: "inProgress: 1/3 updated",
  },
  {
    name: "paused before it was rolled out",
    kind: "Deployment",
    spec: { paused: true },
    status: allOf(1, { updatedReplicas: 0 }),
    want: "inProgress: 0/1 updated, and it is paused",
  },
  { name: "paused when all was there", kind: "Deployment", spec: { paused: true }, status: allOf(1), want: "current" },
  {
    name: "old pods are still there",
    kind: "Deployment",
    status: allOf(1, { replicas: 2 }),
    want: "inProgress: 1 old pods to go",
  },
  {
    name: "started and not available yet",
    kind: "Deployment",
    status: allOf(1, { availableReplicas: 0 }),
    want: "inProgress: 0/1 available",
  },
  {
    name: "enough pods, the condition lags behind",
    kind: "Deployment",
    status: allOf(1, { conditions: [] }),
    want: "inProgress: is not available",
  },
  {
    name: "scaled to nothing",
    kind: "Deployment",
    spec: { replicas: 0 },
    status: allOf(0, { conditions: [] }),
    want: "current",
  },
  {
    name: "past its progress deadline",
    kind: "Deployment",
    status: allOf(0, {
      conditions: [
        { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "has timed out" },
      ],
    }),
    want: "failed: has timed out (ProgressDeadlineExceeded)",
  },
].map((r) => ({ apiVersion: APPS, ...r }));

const OTHER_WORKLOADS: Row[] = [
  {
    name: "ready",
    kind: "StatefulSet",
    status: allOf(1, { currentRevision: "a", updateRevision: "a" }),
    want: "current",
  },
  {
    name: "waits for its pod",
    kind: "StatefulSet",
    spec: { replicas: 3 },
    status: allOf(1),
    want: "inProgress: 1/3 ready",
  },
  {
    name: "rolls over",
    kind: "StatefulSet",
    status: allOf(1, { currentRevision: "a", updateRevision: "b" }),
    want: "inProgress: is rolling over to the new revision",
  },
  {
    name: "not all updated",
    kind: "StatefulSet",
    spec: { replicas: 2 },
    status: allOf(2, { updatedReplicas: 1 }),
    want: "inProgress: 1/2 updated",
  },
  {
    name: "partitioned, and as far as it may",
    kind: "StatefulSet",
    spec: { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
    status: allOf(3, { updatedReplicas: 1, currentRevision: "a", updateRevision: "b" }),
    want: "current",
  },
  {
    name: "updates on delete only",
    kind: "StatefulSet",
    spec: { updateStrategy: { type: "OnDelete" } },
    status: allOf(1, { updatedReplicas: 0, currentRevision: "a", updateRevision: "b" }),
    want: "current",
  },
  { name: "scaling down", kind: "StatefulSet", status: allOf(1, { replicas: 2 }), want: "inProgress: old pods to go" },
  {
    name: "on every node",
    kind: "DaemonSet",
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 2,
      updatedNumberScheduled: 2,
      numberAvailable: 2,
      numberReady: 2,
    },
    want: "current",
  },
  {
    name: "on no node, for there is none",
    kind: "DaemonSet",
    status: { observedGeneration: 1, desiredNumberScheduled: 0 },
    want: "current",
  },
  {
    name: "not counted yet",
    kind: "DaemonSet",
    status: { observedGeneration: 1 },
    want: "inProgress: is not scheduled yet",
  },
  {
    name: "rolling",
    kind: "DaemonSet",
    status: { observedGeneration: 1, desiredNumberScheduled: 2, updatedNumberScheduled: 1 },
    want: "inProgress: 1/2 updated",
  },
  { name: "there", kind: "ReplicaSet", status: allOf(1), want: "current" },
  { name: "not there", kind: "ReplicaSet", spec: { replicas: 2 }, status: allOf(1), want: "inProgress: 1/2 available" },
].map((r) => ({ apiVersion: APPS, ...r }));

const JOBS: Row[] = [
  { name: "just made", kind: "Job", status: {}, want: "inProgress: 0/1 complete" },
  {
    name: "half done",
    kind: "Job",
    spec: { completions: 4 },
    status: { succeeded: 2 },
    want: "inProgress: 2/4 complete",
  },
  { name: "done", kind: "Job", status: { conditions: [{ type: "Complete", status: "True" }] }, want: "current" },
  {
    name: "suspended",
    kind: "Job",
    status: { conditions: [{ type: "Suspended", status: "True" }] },
    want: "inProgress: is suspended",
  },
  {
    name: "given up",
    kind: "Job",
    status: {
      conditions: [{ type: "Failed", status: "True", reason: "BackoffLimitExceeded", message: "tried too often" }],
    },
    want: "failed: tried too often (BackoffLimitExceeded)",
  },
].map((r) => ({ apiVersion: "batch/v1", ...r }));

const REST: Row[] = [
  {
    name: "running and ready",
    kind: "Pod",
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
    want: "current",
  },
  { name: "over", kind: "Pod", status: { phase: "Succeeded" }, want: "current" },
  {
    name: "failed",
    kind: "Pod",
    status: { phase: "Failed", reason: "Evicted", message: "no room" },
    want: "failed: no room (Evicted)",
  },
  { name: "pending", kind: "Pod", status: { phase: "Pending" }, want: "inProgress: is Pending" },
  { name: "bound", kind: "PersistentVolumeClaim", status: { phase: "Bound" }, want: "current" },
  {
    name: "waits for its first consumer",
    kind: "PersistentVolumeClaim",
    status: { phase: "Pending" },
    want: "inProgress: is Pending",
  },
  { name: "inside the cluster", kind: "Service", spec: { type: "ClusterIP" }, want: "current" },
  { name: "an alias", kind: "Service", spec: { type: "ExternalName" }, want: "current" },
  {
    name: "no address yet",
    kind: "Service",
    spec: { type: "LoadBalancer" },
    status: { loadBalancer: {} },
    want: "inProgress: has no load balancer address",
  },
  {
    name: "has an address",
    kind: "Service",
    spec: { type: "LoadBalancer" },
    status: { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } },
    want: "current",
  },
  {
    name: "has an address of its own",
    kind: "Service",
    spec: { type: "LoadBalancer", externalIPs: ["1.2.3.4"] },
    want: "current",
  },
  {
    name: "counted",
    kind: "PodDisruptionBudget",
    apiVersion: "policy/v1",
    status: { observedGeneration: 1 },
    want: "current",
  },
  {
    name: "not counted yet",
    kind: "PodDisruptionBudget",
    apiVersion: "policy/v1",
    generation: 2,
    status: { observedGeneration: 1 },
    want: "inProgress: its change is not observed yet",
  },
  {
    name: "established",
    kind: "CustomResourceDefinition",
    apiVersion: "apiextensions.k8s.io/v1",
    status: { conditions: [{ type: "Established", status: "True" }] },
    want: "current",
  },
  {
    name: "not served yet",
    kind: "CustomResourceDefinition",
    apiVersion: "apiextensions.k8s.io/v1",
    want: "inProgress: is not established",
  },
  {
    name: "its names are another's",
    kind: "CustomResourceDefinition",
    apiVersion: "apiextensions.k8s.io/v1",
    status: { conditions: [{ type: "NamesAccepted", status: "False", reason: "ListKindConflict", message: "taken" }] },
    want: "failed: taken (ListKindConflict)",
  },
  { name: "no status at all", kind: "Widget", apiVersion: "example.com/v1", want: "current" },
  { name: "a ConfigMap", kind: "ConfigMap", want: "current" },
  {
    name: "ready",
    kind: "Widget",
    apiVersion: "example.com/v1",
    status: { conditions: [{ type: "Ready", status: "True" }] },
    want: "current",
  },
  {
    name: "not ready, and says why",
    kind: "Widget",
    apiVersion: "example.com/v1",
    status: { conditions: [{ type: "Ready", status: "False", reason: "Waiting", message: "for a disk" }] },
    want: "inProgress: for a disk (Waiting)",
  },
  {
    name: "ready of an earlier spec",
    kind: "Widget",
    apiVersion: "example.com/v1",
    generation: 3,
    status: { observedGeneration: 2, conditions: [{ type: "Ready", status: "True" }] },
    want: "inProgress: its change is not observed yet",
  },
  {
    name: "stalled outweighs ready",
    kind: "Widget",
    apiVersion: "example.com/v1",
    status: {
      conditions: [
        { type: "Ready", status: "True" },
        { type: "Stalled", status: "True", reason: "Broken", message: "no" },
      ],
    },
    want: "failed: no (Broken)",
  },
  {
    name: "reconciling outweighs ready",
    kind: "Widget",
    apiVersion: "example.com/v1",
    status: {
      conditions: [
        { type: "Ready", status: "True" },
        { type: "Reconciling", status: "True", message: "at it" },
      ],
    },
    want: "inProgress: at it",
  },
  {
    name: "other conditions say nothing of readiness",
    kind: "Widget",
    apiVersion: "example.com/v1",
    status: { conditions: [{ type: "Synced", status: "False" }] },
    want: "current",
  },
];

test.each([...DEPLOYMENTS, ...OTHER_WORKLOADS, ...JOBS, ...REST])("$kind: $name", (row) => {
  const { state, message, reason } = readinessOf(objectOf(row));
  const text = state === "current" ? state : `${state}: ${message}${reason === undefined ? "" : ` (${reason})`}`;
  expect(text).toBe(row.want);
});

test("what is being deleted is not ready, whatever its status says", () => {
  const { metadata, ...rest } = objectOf({ name: "", kind: "ConfigMap", want: "" });
  const object = { ...rest, metadata: { ...metadata, deletionTimestamp: "2030-01-01T00:00:00Z" } };
  expect([readinessOf(object).state, readinessOf(undefined).state]).toEqual(["terminating", "missing"]);
});

test("a status that is not what it should be is read as nothing said", () => {
  for (const status of [null, "text", [], { conditions: "none" }, { conditions: null }])
    expect(
      readinessOf({ ...objectOf({ name: "", kind: "Widget", apiVersion: "example.com/v1", want: "" }), status }).state,
    ).toBe("current");
});

function objectOf({ kind, apiVersion = "v1", generation = 1, spec, status }: Row): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: "x", namespace: "shop", generation },
    spec: spec ?? {},
    status: status ?? {},
  };
}
