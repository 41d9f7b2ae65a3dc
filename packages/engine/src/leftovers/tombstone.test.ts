import { expect, test } from "vitest";
import type { KubeObject } from "../ports/object.ts";
import type { LeftObject } from "./left-behind.ts";
import { readTombstones, type Tombstone, withTombstone } from "./tombstone.ts";

const claim = (name: string): LeftObject => ({
  object: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace: "shop", name },
  why: "claim",
});
const tombstone = (uid: string, day: number, ...left: LeftObject[]): Tombstone => ({
  object: { kind: "UpstartService", namespace: "shop", name: `service-${uid}` },
  uid,
  at: new Date(Date.UTC(2026, 0, day)).toISOString(),
  left,
});
const after = (...all: Tombstone[]) => all.reduce<KubeObject | undefined>((map, t) => withTombstone(map, t), undefined);

test("what one object leaves is put together; another has its own", () => {
  const read = readTombstones(
    after(tombstone("a", 1, claim("x")), tombstone("b", 2), tombstone("a", 3, claim("y"), claim("x"))),
  );
  expect(read.map((t) => [t.uid, t.left.map((l) => l.object.name)])).toEqual([
    ["a", ["x", "y"]],
    ["b", []],
  ]);
});

test("the oldest go when there are too many, and all when they are old", () => {
  const many = Array.from({ length: 60 }, (_, i) => tombstone(`t${i}`, 1, claim("x")));
  const full = after(...many, tombstone("last", 2));
  expect(readTombstones(full)).toHaveLength(50);
  expect(readTombstones(full)[0]?.uid).toBe("last");
  expect(readTombstones(withTombstone(full, tombstone("much-later", 60)))).toHaveLength(1);
  const wide = after(tombstone("a", 1, ...Array.from({ length: 500 }, (_, i) => claim(`c${i}`))));
  expect(readTombstones(wide)[0]?.left).toHaveLength(100);
});

test("what somebody has edited is left out, and others' labels stay", () => {
  const map = after(tombstone("a", 1, claim("x")))!;
  const edited = {
    ...map,
    metadata: { ...map.metadata, labels: { ...map.metadata.labels, theirs: "1" } },
    data: { ...(map.data as object), junk: "not JSON", other: "{}", nothing: "null" },
  };
  expect(readTombstones(edited).map((t) => t.uid)).toEqual(["a"]);
  expect(withTombstone(edited, tombstone("b", 2)).metadata.labels).toMatchObject({ theirs: "1" });
});
