import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { KubeObject } from "../ports/object.ts";
import { serviceOf } from "../testing/specs.ts";
import { type ApplyRecord, decodeRecord, encodeRecord, isUnreadable, recordKey, specOfRecord } from "./record.ts";

/** What Kubernetes takes in a Secret. */
const MAX_BYTES = 1024 * 1024;

function recordOf(releases: number, values: object = {}): ApplyRecord {
  const spec = serviceOf(
    Object.fromEntries(Array.from({ length: releases }, (_, i) => [`release-${i}`, { values: values as never }])),
  );
  return {
    object: { kind: "UpstartService", namespace: "shop", name: "shop" },
    spec: spec.spec,
    namespaces: [],
    appliedAt: "2030-01-01T00:00:00.000Z",
    releases: Object.fromEntries(
      Array.from({ length: releases }, (_, i) => [
        `shop/release-${i}`,
        {
          namespace: "shop",
          releaseName: `release-${i}`,
          chart: "web-service",
          version: "1.2.3",
          revision: 1,
          needs: i === 0 ? [] : [`shop/release-${i - 1}`],
          timeoutMs: 300_000,
          deployedAt: "2030-01-01T00:00:00.000Z",
          objects: ["Deployment", "Service", "ConfigMap", "Secret", "ServiceAccount"].map((kind) => ({
            apiVersion: "v1",
            kind,
            namespace: "shop",
            name: `release-${i}-${randomBytes(4).toString("hex")}`,
          })),
        },
      ]),
    ),
  };
}

const bytesOf = ({ data }: KubeObject) => Buffer.from((data as { record: string }).record, "base64").length;

test("reads back as it was written, and stands where its object is", () => {
  const record = recordOf(3, { password: "<< db.outputs.PASSWORD >>" });
  const secret = encodeRecord(record);
  expect(decodeRecord(secret)).toEqual(record);
  expect(secret.metadata).toMatchObject({ namespace: "shop", name: recordKey(record.object).name });
  expect(specOfRecord(record)).toMatchObject({ kind: "UpstartService", spec: record.spec });
});

test("a record of 1,000 releases, and one of the largest spec there may be, fit into a Secret", () => {
  expect(bytesOf(encodeRecord(recordOf(1000)))).toBeLessThan(MAX_BYTES / 4);
  // Text that hardly compresses, as much of it as an object may hold.
  const noise = { blob: randomBytes(65_000).toString("base64") };
  expect(bytesOf(encodeRecord(recordOf(11, noise)))).toBeLessThan(MAX_BYTES);
});

test("one of a newer version, or a damaged one, is told from none", () => {
  const secret = encodeRecord(recordOf(1));
  const newer = { ...secret, type: "upstart.com/record.v2" };
  const damaged = { ...secret, data: { record: "AAAA" } };
  const none = { ...secret, metadata: { ...secret.metadata, labels: {} } };
  expect([secret, newer, damaged, none].map((s) => [decodeRecord(s) !== undefined, isUnreadable(s)])).toEqual([
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

test("an update carries the version that it is based on", () => {
  const stored = { ...encodeRecord(recordOf(1)), metadata: { name: "x", uid: "u", resourceVersion: "7" } };
  expect(encodeRecord(recordOf(1), stored).metadata).toMatchObject({ uid: "u", resourceVersion: "7" });
});
