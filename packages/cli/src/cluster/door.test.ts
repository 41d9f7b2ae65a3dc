import { expect, test } from "vitest";
import type { Presence } from "./controllers.ts";
import { doorOfShards } from "./door.ts";

const RUNNING: Presence = { is: "running", lease: "upstart/upstart-controller" };
const ABSENT: Presence = { is: "absent" };

test.each<[string, Record<string, Presence>, string[], string, string]>([
  ["no shard is named", { "": RUNNING }, [""], "cluster", "the controllers carry it out"],
  ["nobody runs", { "": ABSENT, a: ABSENT }, ["", "a"], "client", "no controllers"],
  ["the named one runs alone", { "": ABSENT, a: RUNNING }, ["a"], "cluster", "the controllers carry it out"],
  ["all run", { "": RUNNING, a: RUNNING }, ["", "a"], "cluster", "the controllers carry it out"],
  ["the named one does not run, others do", { "": RUNNING, a: ABSENT }, ["a"], "cluster", 'the shard "a"'],
  ["one of two runs", { "": ABSENT, a: RUNNING, b: ABSENT }, ["a", "b"], "cluster", 'the shard "b"'],
  ["what names none is kept by nobody", { "": ABSENT, a: RUNNING }, ["", "a"], "cluster", "objects without a shard"],
])("%s", (_, presences, shards, by, why) => {
  const door = doorOfShards(new Map(Object.entries(presences)), shards);
  expect(door).toMatchObject({ by, why: expect.stringContaining(why) });
});
