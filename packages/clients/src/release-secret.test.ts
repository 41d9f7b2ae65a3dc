import { gzipSync } from "node:zlib";
import { type Cluster, ClusterError, type KubeObject, LABELS, MANAGED_BY } from "@upstart/engine";
import { expect, test } from "vitest";
import { decodeRelease, readDeployed, readRecord, unlockRelease } from "./release-secret.ts";

const RELEASE = {
  name: "web",
  namespace: "ns",
  version: 1,
  info: { status: "pending-upgrade", description: "Preparing upgrade" },
  manifest: "kind: Secret",
  chart: { metadata: { name: "web", version: "1.0.0" } },
  config: { password: "hunter2" },
};

/** What every revision of ours is labelled with. */
const OURS = { [LABELS.managedBy]: MANAGED_BY };

/** Helm's record of a revision, as Helm writes it: base64 of gzip of JSON, and the Secret's own base64. */
function record(version: number, status: string, owner: Record<string, string> = OURS, more: object = {}): KubeObject {
  const release = { ...RELEASE, version, info: { ...RELEASE.info, status }, ...more };
  const inner = gzipSync(JSON.stringify(release)).toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "helm.sh/release.v1",
    metadata: {
      name: `sh.helm.release.v1.web.v${version}`,
      namespace: "ns",
      resourceVersion: String(version),
      labels: {
        owner: "helm",
        name: "web",
        status,
        version: String(version),
        [LABELS.revision]: String(version),
        ...owner,
      },
    },
    data: { release: Buffer.from(inner).toString("base64") },
  };
}

function clusterWith(secrets: readonly KubeObject[], refusal?: ClusterError) {
  const written: KubeObject[] = [];
  const asked: string[] = [];
  const cluster: Pick<Cluster, "get" | "list" | "update"> = {
    get: async ({ name }) => secrets.find((s) => s.metadata.name === name),
    list: async (selection) => {
      asked.push("list");
      expect(selection).toMatchObject({ namespace: "ns", labelSelector: "owner=helm,name=web" });
      return secrets;
    },
    update: async (object) => {
      if (refusal !== undefined) throw refusal;
      written.push(object);
      return object;
    },
  };
  return { cluster: cluster as Cluster, written, asked };
}

test("a record is read, packed or not", () => {
  expect(decodeRelease(record(3, "deployed"))).toMatchObject({ version: 3, info: { status: "deployed" } });
  const plain = Buffer.from(Buffer.from(JSON.stringify(RELEASE)).toString("base64")).toString("base64");
  expect(decodeRelease({ ...record(1, "x"), data: { release: plain } })).toMatchObject({ name: "web" });
});

test("unlocking turns the newest revision from pending to failed, in its label and its record, and loses nothing", async () => {
  const { cluster, written } = clusterWith([
    record(9, "superseded"),
    record(10, "pending-upgrade"),
    record(2, "superseded"),
  ]);
  expect(await unlockRelease(cluster, "ns", "web")).toBe("unlocked");
  expect(written).toHaveLength(1);
  expect(written[0]!.metadata).toMatchObject({
    resourceVersion: "10",
    labels: { status: "failed", owner: "helm", version: "10" },
  });
  expect(decodeRelease(written[0]!)).toEqual({
    ...RELEASE,
    version: 10,
    info: { status: "failed", description: expect.stringContaining("interrupted") },
  });
});

const BEGUN = "2030-01-01T00:00:05Z";
/** An upgrade that is not over, and the revisions before it: what they are, and when they were written last. */
function cutOff(...before: readonly (readonly [status: string, writtenAt: string | undefined])[]) {
  const secrets = before.map(([status, time], i) => {
    const secret = record(i + 1, status);
    const managedFields = time === undefined ? [] : [{ manager: "Helm", time: `2030-01-01T00:00:${time}Z` }];
    return { ...secret, metadata: { ...secret.metadata, managedFields } };
  });
  const own = record(before.length + 1, "pending-upgrade");
  return clusterWith([...secrets, { ...own, metadata: { ...own.metadata, creationTimestamp: BEGUN } }]);
}

test.each([
  { after: "one that was deployed", before: [["superseded", "07"]] as const, version: "2" },
  {
    after: "one that failed",
    before: [
      ["superseded", "07"],
      ["failed", "03"],
    ] as const,
    version: "3",
  },
  {
    after: "two that failed",
    before: [
      ["superseded", "07"],
      ["failed", "03"],
      ["failed", "04"],
    ] as const,
    version: "4",
  },
])("an upgrade after $after, cut off before its very last write, is made good: all of it is done", async (given) => {
  const { cluster, written } = cutOff(...given.before);
  expect(await unlockRelease(cluster, "ns", "web")).toBe("over");
  expect(written.map((w) => [w.metadata.labels?.version, w.metadata.labels?.status])).toEqual([
    [given.version, "deployed"],
  ]);
  expect(decodeRelease(written[0]!).info.status).toBe("deployed");
});

test.each([
  ["the one before is as it was", cutOff(["deployed", "07"])],
  ["the one before was so already", cutOff(["superseded", "04"])],
  ["the one before has failed", cutOff(["failed", "07"])],
  ["nobody knows since when", cutOff(["superseded", undefined])],
  ["the one before has failed, and what it was to replace is as it was", cutOff(["deployed", "07"], ["failed", "03"])],
  ["the one that failed may have replaced the one before it", cutOff(["superseded", "05"], ["failed", "05"])],
  ["nobody knows when the one before failed", cutOff(["superseded", "07"], ["failed", undefined])],
  ["something else was replaced", cutOff(["superseded", "07"], ["uninstalled", "03"])],
])("one that may not be done is not called so: %s", async (_, { cluster, written }) => {
  expect(await unlockRelease(cluster, "ns", "web")).toBe("unlocked");
  expect(written[0]!.metadata.labels?.status).toBe("failed");
});

test("an upgrade or a rollback that somebody makes of a release of ours is not ours, though it has our labels", async () => {
  const copied = { ...OURS, [LABELS.revision]: "1" };
  const { cluster, written } = clusterWith([record(1, "superseded"), record(2, "pending-rollback", copied)]);
  expect([await unlockRelease(cluster, "ns", "web"), written]).toEqual(["locked", []]);
});

test.each([
  { name: "nothing is pending", secrets: [record(1, "deployed")] },
  { name: "an older revision is pending", secrets: [record(1, "pending-install"), record(2, "deployed")] },
  { name: "there is no release", secrets: [] },
])("$name: it is free already, and nothing is touched", async ({ secrets }) => {
  const { cluster, written } = clusterWith(secrets);
  expect(await unlockRelease(cluster, "ns", "web")).toBe("over");
  expect(written).toEqual([]);
});

test("a revision that somebody else's Helm holds is never unlocked", async () => {
  const { cluster, written } = clusterWith([record(1, "pending-install", {})]);
  expect(await unlockRelease(cluster, "ns", "web")).toBe("locked");
  expect(written).toEqual([]);
});

test("somebody who wrote meanwhile wins; other failures show", async () => {
  const pending = [record(1, "pending-install")];
  const conflict = clusterWith(pending, new ClusterError("Conflict", "changed"));
  expect(await unlockRelease(conflict.cluster, "ns", "web")).toBe("locked");
  const forbidden = clusterWith(pending, new ClusterError("Forbidden", "no"));
  await expect(unlockRelease(forbidden.cluster, "ns", "web")).rejects.toMatchObject({ code: "Forbidden" });
});

test("what is deployed is read with its objects, and nothing else is", async () => {
  const web = { namespace: "ns", releaseName: "web", revision: 1 };
  const read = (secrets: readonly KubeObject[]) => readDeployed(clusterWith(secrets).cluster, web, async () => true);
  const manifest = "apiVersion: v1\nkind: Secret\nmetadata: {name: web}\n";
  const inner = gzipSync(JSON.stringify({ ...RELEASE, version: 2, manifest })).toString("base64");
  const deployed = { ...record(2, "deployed"), data: { release: Buffer.from(inner).toString("base64") } };
  expect(await read([record(1, "superseded"), deployed])).toEqual({
    revision: 2,
    chart: "web",
    version: "1.0.0",
    objects: [{ apiVersion: "v1", kind: "Secret", namespace: "ns", name: "web" }],
  });
  expect([await read([]), await read([record(1, "failed")])]).toEqual([undefined, undefined]);
});

test.each([
  { config: undefined, isWithoutValues: true },
  { config: null, isWithoutValues: true },
  { config: {}, isWithoutValues: true },
  { config: { size: null }, isWithoutValues: undefined },
])("of values that were $config it is told whether there were any", async ({ config, isWithoutValues }) => {
  const { cluster } = clusterWith([record(1, "deployed", OURS, { config, manifest: "" })]);
  const deployed = await readDeployed(cluster, { namespace: "ns", releaseName: "web" }, async () => true);
  expect(deployed?.isWithoutValues).toBe(isWithoutValues);
});

test("a revision that is known to be the newest is read without looking through all of them, if it still is", async () => {
  const { cluster, asked } = clusterWith([record(1, "superseded"), record(2, "deployed")]);
  const read = (revision: number) =>
    readDeployed(cluster, { namespace: "ns", releaseName: "web", revision }, async () => true);
  expect([(await read(2))?.revision, asked]).toEqual([2, []]);
  expect([(await read(1))?.revision, asked]).toEqual([2, ["list"]]);
});

test("what is to be taken away is read whatever its status, its hooks too; of another's it is said", async () => {
  const manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n";
  const job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: bye}\n";
  const hooks = [
    { manifest: job, events: ["post-install", "pre-delete"] },
    { manifest: job.replace("bye", "try"), events: ["test"] },
  ];
  const { cluster } = clusterWith([record(1, "superseded"), record(2, "failed", {}, { manifest, hooks })]);
  const read = (from: Cluster) => readRecord(from, { namespace: "ns", releaseName: "web" }, async () => true);
  expect(await read(cluster)).toEqual({
    status: "failed",
    isOurs: true,
    objects: [{ apiVersion: "v1", kind: "ConfigMap", namespace: "ns", name: "web" }],
    hooks: ["bye", "try"].map((name) => ({ apiVersion: "batch/v1", kind: "Job", namespace: "ns", name })),
    deleteHooks: [{ apiVersion: "batch/v1", kind: "Job", namespace: "ns", name: "bye" }],
  });
  expect(await read(clusterWith([record(1, "deployed", {})]).cluster)).toMatchObject({ isOurs: false });
  expect(await read(clusterWith([]).cluster)).toBeUndefined();
});
