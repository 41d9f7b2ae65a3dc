import { expect, test } from "vitest";
import type { NodeId, Release } from "../graph/graph.ts";
import { graphOf } from "../testing/rollout.ts";
import { digestOf } from "./digest.ts";
import type { Blocker, HelmState, ReleaseObservation, Run } from "./observation.ts";
import { planAll } from "./plan.ts";

const drafts = {
  db: { publishes: [{ secretRef: { name: "db" }, keys: ["URL"] }] },
  api: { uses: ["db.URL"], needs: ["db"] },
};
const graph = graphOf(drafts);
const URL = "postgres://secret";
const digest = (id: NodeId, values: object) => digestOf(graph.nodes.get(id) as Release, values as never);
const DB = digest("db", {});
const API = digest("api", { uses: { "db.URL": URL } });

const IDLE: Run = { state: "idle" };
const deployed = (of: string, more: object = {}): HelmState => ({
  revision: 3,
  status: "deployed",
  digest: of,
  isOurs: true,
  ...more,
});
const secret = (data: Record<string, string> | undefined) => ({
  key: { apiVersion: "v1", kind: "Secret", namespace: "shop", name: "db" },
  sensitive: true,
  data,
});
const READY_DB: ReleaseObservation = { helm: deployed(DB), run: IDLE, blockers: [], outputs: [secret({ URL })] };
const open = (state: Blocker["readiness"]["state"], kind = "Deployment"): Blocker => ({
  object: { apiVersion: "apps/v1", kind, namespace: "shop", name: "x" },
  readiness: { state, message: "2/3 ready" },
  detail: "pod/x-1 ImagePullBackOff",
});
const failure = { reason: "InstallFailed", message: "no", code: "Forbidden" } as const;

interface Row {
  readonly name: string;
  readonly of: "db" | "api";
  readonly db?: Partial<ReleaseObservation>;
  readonly api?: Partial<ReleaseObservation>;
  readonly want: object;
}

const ROWS: Row[] = [
  {
    name: "nothing there",
    of: "db",
    db: { helm: undefined as never, outputs: [secret(undefined)] },
    want: { do: "install", digest: DB },
  },
  {
    name: "uninstalled with its history kept",
    of: "db",
    db: { helm: deployed(DB, { status: "uninstalled" }) },
    want: { do: "install" },
  },
  { name: "deployed as wanted", of: "db", want: { do: "nothing", digest: DB } },
  {
    name: "another digest",
    of: "db",
    db: { helm: deployed("old") },
    want: { do: "upgrade", reason: "its spec or an output it uses changed" },
  },
  {
    name: "no digest: somebody else's release",
    of: "db",
    db: { helm: { revision: 1, status: "deployed" } },
    want: { do: "upgrade", reason: "its revision 1 was not made from this spec" },
  },
  {
    name: "its last revision failed, in an earlier run",
    of: "db",
    db: { helm: deployed(DB, { status: "failed" }) },
    want: { do: "upgrade", reason: "its revision 3 is failed" },
  },
  {
    name: "failed in this run",
    of: "db",
    db: { helm: deployed(DB, { status: "failed" }), run: { state: "failed", digest: DB, failure } },
    want: { do: "stop", phase: "failed", reason: "InstallFailed", code: "Forbidden" },
  },
  {
    name: "failed in this run, and changed since",
    of: "db",
    db: { run: { state: "failed", digest: "other", failure }, helm: deployed("other", { status: "failed" }) },
    want: { do: "upgrade" },
  },
  {
    name: "Helm is at work",
    of: "db",
    db: { run: { state: "running", digest: DB } },
    want: { do: "wait", phase: "running" },
  },
  {
    name: "waits for its next attempt",
    of: "db",
    db: { helm: deployed("old"), run: { state: "retrying", digest: DB, failure, attempt: "attempt 2 of 5 in 1s" } },
    want: { do: "wait", phase: "waiting", waitingFor: ["attempt 2 of 5 in 1s: no"] },
  },
  {
    name: "a lock of ours",
    of: "db",
    db: { helm: deployed(DB, { status: "pending-upgrade" }) },
    want: { do: "recover", how: "unlock" },
  },
  {
    name: "another's lock",
    of: "db",
    db: { helm: { revision: 2, status: "pending-install" } },
    want: {
      do: "wait",
      reason: "ReleaseLocked",
      waitingFor: ["another Helm run to end (revision 2 is pending-install)"],
    },
  },
  {
    name: "half deleted by us",
    of: "db",
    db: { helm: deployed(DB, { status: "uninstalling" }) },
    want: { do: "recover", how: "uninstall" },
  },
  {
    name: "an object is gone",
    of: "db",
    db: { blockers: [open("missing")] },
    want: { do: "upgrade", reason: "Deployment x is gone" },
  },
  {
    name: "an object is not there yet",
    of: "db",
    db: { run: { state: "deployed", digest: DB }, blockers: [open("missing")] },
    want: { do: "wait", phase: "progressing" },
  },
  { name: "a Job is gone", of: "db", db: { blockers: [open("missing", "Job")] }, want: { do: "nothing" } },
  {
    name: "not looked at yet",
    of: "db",
    db: { blockers: undefined },
    want: { do: "wait", phase: "progressing", waitingFor: ["its objects to be seen"] },
  },
  {
    name: "on its way",
    of: "db",
    db: { blockers: [open("inProgress")] },
    want: {
      do: "wait",
      phase: "progressing",
      reason: "Progressing",
      waitingFor: ["deployment/x 2/3 ready · pod/x-1 ImagePullBackOff"],
    },
  },
  {
    name: "an object has failed",
    of: "db",
    db: { blockers: [open("failed")] },
    want: { do: "stop", phase: "failed", message: "Deployment x: 2/3 ready (pod/x-1 ImagePullBackOff)" },
  },
  {
    name: "its time is over",
    of: "db",
    db: { blockers: [open("inProgress")], overdue: true },
    want: {
      do: "stop",
      phase: "failed",
      reason: "UpgradeFailed",
      message: "not ready after 300s: deployment/x 2/3 ready · pod/x-1 ImagePullBackOff",
    },
  },
  { name: "its time was over, and it is ready after all", of: "db", db: { overdue: true }, want: { do: "nothing" } },
  {
    name: "its object is not there",
    of: "db",
    db: { outputs: [secret(undefined)] },
    want: { do: "wait", reason: "WaitingForOutputs", waitingFor: ["Secret db"] },
  },
  {
    name: "its object is not there, and its chart made one of another name",
    of: "db",
    db: {
      outputs: [secret(undefined)],
      made: [
        { apiVersion: "v1", kind: "Service", namespace: "shop", name: "db" },
        { apiVersion: "v1", kind: "Secret", namespace: "shop", name: "db-auth" },
      ],
    },
    want: { do: "wait", reason: "WaitingForOutputs", waitingFor: ["Secret db (its chart made db-auth)"] },
  },
  {
    name: "its object has not the promised key",
    of: "db",
    db: { outputs: [secret({})] },
    want: { do: "wait", reason: "WaitingForOutputs", waitingFor: ["key URL in Secret db (it is empty)"] },
  },
  {
    name: "somebody else's, not installed",
    of: "db",
    db: { foreign: true, helm: undefined as never },
    want: { do: "wait", waitingFor: ["db to be installed"] },
  },
  {
    name: "somebody else's, ready at whatever digest",
    of: "db",
    db: { foreign: true, helm: deployed("theirs") },
    want: { do: "nothing" },
  },
  {
    name: "somebody else's, failed",
    of: "db",
    db: { foreign: true, helm: deployed("theirs", { status: "failed" }) },
    want: { do: "wait", waitingFor: ["db, which is failed"] },
  },
  {
    name: "all that it needs is there",
    of: "api",
    api: { helm: undefined as never },
    want: { do: "install", digest: API, values: { uses: { "db.URL": URL } }, secrets: [URL] },
  },
  {
    name: "what it needs is on its way",
    of: "api",
    db: { helm: undefined as never },
    want: { do: "wait", reason: "WaitingForDependency", waitingFor: ["db"] },
  },
  {
    name: "what it needs has failed",
    of: "api",
    db: { run: { state: "failed", digest: DB, failure }, helm: deployed(DB, { status: "failed" }) },
    want: { do: "stop", phase: "blocked", message: "blocked by db (InstallFailed)" },
  },
  { name: "an output changed under it", of: "api", db: { outputs: [secret({ URL: "new" })] }, want: { do: "upgrade" } },
  {
    name: "Helm is at work for it while what it needs is away",
    of: "api",
    db: { helm: undefined as never },
    api: { run: { state: "running", digest: API } },
    want: { do: "wait", phase: "running" },
  },
];

test.each(ROWS)("$of: $name", ({ of, db, api, want }) => {
  const observation = new Map<NodeId, ReleaseObservation>([
    ["db", { ...READY_DB, ...db }],
    ["api", { helm: deployed(API), run: IDLE, blockers: [], outputs: [], ...api }],
  ]);
  expect(planAll(graph, ["db", "api"], observation).steps.get(of)).toMatchObject(want);
});

test("a value that does not fit its filter is waited for, named and never shown", () => {
  const typed = graphOf({
    db: drafts.db,
    api: { needs: ["db"], values: { port: "<< db.outputs.URL | int >>" } },
  });
  const { steps } = planAll(typed, ["db", "api"], new Map([["db", READY_DB]]));
  expect(steps.get("api")).toEqual({
    do: "wait",
    phase: "waiting",
    reason: "InvalidOutputValue",
    waitingFor: ["db.outputs.URL to fit the filter int"],
  });
});
