import { expect, test } from "vitest";
import type { KubeObject } from "../ports/object.ts";
import { keptContent, restoringObjects, snapshotsToRestore } from "./kept-snapshot.ts";
import { bytesOf } from "./quantity.ts";
import { SNAPSHOT_CONTENT, snapshotOf, VOLUME_CLAIM } from "./volume-snapshot.ts";

const environment = (uid: string, name = "one"): KubeObject => ({
  apiVersion: "v1",
  kind: "UpstartEnvironment",
  metadata: { name, namespace: "shop", uid },
});
const claim = (name: string, storage = "1Gi"): KubeObject => ({
  ...VOLUME_CLAIM,
  metadata: { name, namespace: "one-shop", uid: `uid-${name}` },
  spec: { resources: { requests: { storage } }, volumeName: "pv-1", dataSource: { name: "older" } },
});
const namespace: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "one-shop", uid: "n" } };

/** The content of a snapshot that a life has left on a day. */
const left = (of: KubeObject, uid: string, day: number, more: object = {}): KubeObject => {
  const content: KubeObject = { ...SNAPSHOT_CONTENT, metadata: { name: `${of.metadata.name}-${day}`, uid: `c${day}` } };
  const creationTimestamp = `2030-01-0${day}T00:00:00Z`;
  const snapshot = { ...snapshotOf(of, environment(uid)), metadata: { name: "s", creationTimestamp } };
  const kept = keptContent(content, snapshot, of, environment(uid));
  const status = { snapshotHandle: `handle-${day}`, restoreSize: 1024 ** 3 };
  return { ...kept, spec: { ...kept.spec, driver: "csi.example.com" }, status, ...more };
};
const names = (contents: readonly KubeObject[], uid = "now") =>
  snapshotsToRestore(contents, environment(uid), "one-shop").map((k) => k.content.metadata.name);

test("of several lives the last one counts, and of a claim the newest; what is nobody's, another's or to go does not", () => {
  const [data, cache] = [claim("data"), claim("cache")];
  const all = [left(data, "a", 1), left(cache, "a", 1), left(data, "b", 3), left(data, "b", 2)];
  expect(names(all)).toEqual(["data-3"]);
  expect(names(all.slice(0, 2)).sort()).toEqual(["cache-1", "data-1"]);
  expect(names([left(data, "a", 1, { spec: { deletionPolicy: "Delete" } })])).toEqual([]);
  const marked = left(data, "a", 1);
  const edited = (text: string) => ({
    ...marked,
    metadata: { ...marked.metadata, annotations: { "upstart.com/claim": text } },
  });
  for (const text of ["", "{", "null", "{}", "[]"]) expect(names([edited(text)])).toEqual([]);
  expect(snapshotsToRestore([marked], environment("now", "two"), "one-shop")).toEqual([]);
  expect(snapshotsToRestore([marked], environment("now"), "two-shop")).toEqual([]);
});

test("a claim is made anew as it was, large enough for its snapshot; nothing of its old volume comes along", () => {
  const sizeOf = (storage: string) => {
    const [kept] = snapshotsToRestore([left(claim("data", storage), "a", 1)], environment("now"), "one-shop");
    return restoringObjects(kept!, namespace)?.at(-1)?.spec;
  };
  const resources = (storage: string) => ({ resources: { requests: { storage } } });
  expect(sizeOf("2Gi")).toEqual({
    ...resources("2Gi"),
    dataSource: expect.objectContaining({ kind: "VolumeSnapshot" }),
  });
  expect(sizeOf("1G")).toMatchObject(resources(String(1024 ** 3)));
  const [kept] = snapshotsToRestore([left(claim("data"), "a", 1, { status: {} })], environment("now"), "one-shop");
  expect(restoringObjects(kept!, namespace)).toBeUndefined();
});

test("another life of the environment, or of the claim, has another snapshot, whatever the length of its name", () => {
  const nameOf = (c: KubeObject, uid: string) => snapshotOf(c, environment(uid)).metadata.name;
  const long = claim("x".repeat(250));
  const all = [
    nameOf(claim("data"), "a"),
    nameOf(claim("data"), "b"),
    nameOf(long, "a"),
    nameOf(claim(`${"x".repeat(250)}y`), "a"),
  ];
  expect(new Set(all).size).toBe(4);
  for (const name of all) expect(name).toMatch(/^[a-z0-9-]{1,63}$/);
});

test.each([
  ["5", 5],
  ["1k", 1000],
  ["1Ki", 1024],
  ["1.5Gi", 1.5 * 1024 ** 3],
  [".5M", 500_000],
  ["1e3", 1000],
  ["2E", 2e18],
  ["1E2", 100],
  ["200Pi", 200 * 1024 ** 5],
  ["much", undefined],
  ["1KiB", undefined],
  ["1K", undefined],
])("%s is %s bytes", (text, bytes) => expect(bytesOf(text)).toBe(bytes));
