import { beforeEach, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import { ClusterError, type ClusterErrorCode } from "../ports/cluster.ts";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import { type FakeCluster, fakeCluster } from "../testing/fake-cluster.ts";
import { type FakeHelm, fakeHelm } from "../testing/fake-helm.ts";
import { serviceOf } from "../testing/specs.ts";
import { Slots } from "./slots.ts";
import { Steward } from "./steward.ts";

const DEPLOYER = "deployer";

let clock: FakeClock;
let cluster: FakeCluster;
let helm: FakeHelm;
let steward: Steward;
/** What the account's reads end with. */
let refusal: ClusterErrorCode | undefined;
let reads: string[];

beforeEach(() => {
  clock = fakeClock();
  cluster = fakeCluster(clock);
  helm = fakeHelm(clock, cluster, { db: { secrets: () => ({ URL: "one" }) } });
  refusal = undefined;
  reads = [];
  steward = new Steward(
    {
      helm,
      cluster,
      clock,
      unlock: async () => "over",
      readDeployed: async () => undefined,
      drift: {
        readManifest: async () => undefined,
        clusterOf: ({ serviceAccountName }) => ({
          apply: cluster.apply,
          get: async (key) => {
            reads.push(`${serviceAccountName} ${key.kind} ${key.name}`);
            if (refusal !== undefined) throw new ClusterError(refusal, `${serviceAccountName} cannot get it`);
            return await cluster.get(key);
          },
        }),
      },
    },
    {
      slots: new Slots(4),
      mayStart: () => true,
      onChange: () => undefined,
      onCorrected: () => undefined,
      onBug: (error) => {
        throw error;
      },
    },
  );
});

function keep(serviceAccountName?: string): void {
  const db = {
    publishes: [{ secretRef: { name: "db-secret" } }],
    ...(serviceAccountName ? { serviceAccountName } : {}),
  };
  const { graph } = analyze([serviceOf({ db, api: { uses: ["db.URL"] } })], { namespace: "shop", ids: "absolute" });
  steward.replace({ graph, halts: new Map() });
}

const stepOf = (key: string) => steward.seen().steps.get(`shop/shop/${key}`);
const outputsOf = (key: string) =>
  steward
    .seen()
    .observation.get(`shop/shop/${key}`)!
    .outputs.map((o) => o.data);
const called = () => helm.calls.map((c) => c.releaseName);

test("outputs are read as the account, once; without an account nothing is asked", async () => {
  keep(DEPLOYER);
  await clock.advance(2000);
  expect(called()).toEqual(["db", "api"]);
  expect(reads).toEqual(["deployer Secret db-secret"]);
  expect(helm.calls[0]!.asUser).toBe("system:serviceaccount:shop:deployer");
  reads.length = 0;
  keep();
  await clock.advance(2000);
  expect(reads).toEqual([]);
});

test("what the account may not read is not published, and it is said whose right is missing", async () => {
  refusal = "Forbidden";
  keep(DEPLOYER);
  await clock.advance(2000);
  expect(called()).toEqual(["db"]);
  expect(outputsOf("db")).toEqual([undefined]);
  expect(stepOf("db")).toMatchObject({ do: "stop", reason: "Forbidden", message: "deployer cannot get it" });
  expect(stepOf("api")).toMatchObject({ do: "stop", phase: "blocked" });
  refusal = undefined;
  await clock.advance(600_000);
  expect(called()).toEqual(["db", "api"]);
});

test("a right that is taken away again is noticed in time", async () => {
  keep(DEPLOYER);
  await clock.advance(2000);
  refusal = "Forbidden";
  await clock.advance(301_000);
  const output = cluster.objects().find((o) => o.metadata.name === "db-secret")!;
  cluster.put({ ...output, data: { URL: btoa("two") } });
  await clock.advance(1000);
  expect(stepOf("db")).toMatchObject({ reason: "Forbidden" });
  expect(outputsOf("db")).toEqual([undefined]);
});

test("a server that does not answer says nothing of rights", async () => {
  keep(DEPLOYER);
  await clock.advance(2000);
  refusal = "Unreachable";
  await clock.advance(301_000);
  keep(DEPLOYER);
  await clock.advance(1000);
  expect(stepOf("db")?.do).toBe("nothing");
});
