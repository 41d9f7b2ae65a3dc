import { type Cluster, ClusterError, releasesOf, type Watch } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { lenientCluster } from "./lenient.ts";

const graph = graphOf({ db: {} });
const HOME = releasesOf(graph)[0]!.namespace;
const SECRETS = { apiVersion: "v1", kind: "Secret" };

/** What a watch of Secrets comes to that the server refuses in such a way. */
async function watched(code: "Forbidden" | "Unauthorized", isKept: boolean, namespace = HOME) {
  const refused: Watch = {
    synced: Promise.reject(new ClusterError(code, "no")),
    get: () => undefined,
    list: () => [],
    stop: () => undefined,
  };
  const cluster = { watch: () => refused } as unknown as Cluster;
  const watch = lenientCluster(cluster, graph, () => isKept).watch({ ...SECRETS, namespace }, () => undefined);
  return await watch.synced.then(
    () => watch.list(),
    (error: ClusterError) => error.code,
  );
}

test("what may not be seen is empty where controllers tell how it stands", async () => {
  expect(await watched("Forbidden", true)).toEqual([]);
});

test.each([
  ["what a client applied", "Forbidden", false, HOME],
  ["another namespace", "Forbidden", true, "other"],
  ["another mistake", "Unauthorized", true, HOME],
] as const)("%s is refused as before", async (_, code, isKept, namespace) => {
  expect(await watched(code, isKept, namespace)).toBe(code);
});
