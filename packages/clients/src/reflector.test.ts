import { setImmediate as turn } from "node:timers/promises";
import { ClusterError, type WatchEvent } from "@upstart/engine";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Reflector } from "./reflector.ts";
import { type FakeClock, fakeClock } from "./testing/fake-clock.ts";
import { type FakeCollection, fakeCollection, gone, identity, lineOf } from "./testing/fake-collection.ts";

const SELECTION = { apiVersion: "v1", kind: "ConfigMap", namespace: "ns", labelSelector: "a=b" };
const PATH = "/api/v1/namespaces/ns/configmaps";

/** A reflector of a fake collection; it is stopped with the test. */
function reflect(
  collection: FakeCollection,
  { random = () => 0.5, path = async () => PATH }: { random?: () => number; path?: () => Promise<string> } = {},
) {
  const clock = fakeClock();
  const failures: { code: string; retryInMs: number }[] = [];
  const reflector = new Reflector(SELECTION, {
    transport: collection.transport,
    path,
    clock,
    random,
    onFailure: ({ code }, retryInMs) => failures.push({ code, retryInMs }),
  });
  const events: WatchEvent[] = [];
  reflector.listen((event) => events.push(event));
  return {
    reflector,
    clock,
    failures,
    told: () => events.map(({ type, object }) => `${type} ${object.metadata.name}`),
    events,
    seen: () => reflector.list().map(identity).sort(),
  };
}

function open(collection: FakeCollection, options?: Parameters<typeof reflect>[1]) {
  const opened = reflect(collection, options);
  onTestFinished(() => opened.reflector.stop());
  return opened;
}

/** Lets everything happen that happens by itself. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}

/** The same, and lets the time pass that is only waited for to try again. */
async function recover(clock: FakeClock): Promise<void> {
  await settle();
  for (let wait = clock.waiting()[0]; wait !== undefined && wait <= 30_000; wait = clock.waiting()[0]) {
    clock.pass(wait);
    await settle();
  }
}

const watches = (collection: FakeCollection) => collection.requests.filter((r) => r.query?.watch === "1");
const lists = (collection: FakeCollection) => collection.requests.filter((r) => r.query?.watch === undefined);
const stream = (collection: FakeCollection) => [...collection.streams][0]!;

test("what is there is told once, page by page, and then the first list is in", async () => {
  const collection = fakeCollection({ page: 2 });
  for (const name of ["a", "b", "c", "d", "e"]) collection.put(name);
  const { reflector, told } = open(collection);
  await reflector.synced;
  expect(told()).toEqual(["added a", "added b", "added c", "added d", "added e"]);
  expect(lists(collection).map((r) => [r.path, r.query?.limit, r.query?.labelSelector])).toEqual(
    Array(3).fill([PATH, "500", "a=b"]),
  );
  expect(reflector.get("c", "ns")).toMatchObject({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } });
  expect(reflector.get("c")).toBeUndefined();
  expect(reflector.get("c", "ns")!.metadata).not.toHaveProperty("managedFields");
});

test("what changes is told as it comes, from where the list was", async () => {
  const collection = fakeCollection();
  collection.put("a");
  const { told, seen } = open(collection);
  await settle();
  collection.put("b");
  collection.put("a");
  collection.delete("b");
  await settle();
  expect(told()).toEqual(["added a", "added b", "modified a", "deleted b"]);
  expect(seen()).toEqual(collection.state());
  expect(watches(collection)[0]!.query).toMatchObject({
    resourceVersion: "2",
    allowWatchBookmarks: "true",
    timeoutSeconds: "450",
    labelSelector: "a=b",
  });
});

test("an event that comes byte by byte is whole", async () => {
  const collection = fakeCollection({ chunk: 1 });
  const { reflector } = open(collection);
  await settle();
  collection.put("a");
  for (let i = 0; i < 40; i++) await settle();
  expect(reflector.get("a", "ns")?.data).toEqual({ text: "ä€😀" });
});

test("an event that the list had already is not told again", async () => {
  const collection = fakeCollection();
  collection.put("a");
  const { told } = open(collection);
  await settle();
  const state = collection.state()[0]!.split("/");
  const object = { metadata: { name: "a", namespace: "ns", uid: state[1], resourceVersion: state[2] } };
  stream(collection).send(lineOf({ type: "MODIFIED", object }));
  await settle();
  expect(told()).toEqual(["added a"]);
});

test.each([
  { name: "ends", disturb: (c: FakeCollection) => stream(c).end() },
  { name: "is cut", disturb: (c: FakeCollection) => stream(c).cut() },
  { name: "is cut in the middle of an event", disturb: (c: FakeCollection) => stream(c).cut('{"type":"ADDED","obj') },
])("a stream that $name: the next goes on from the last event, without a list", async ({ disturb }) => {
  const collection = fakeCollection();
  const { told, clock } = open(collection);
  await settle();
  collection.put("a");
  disturb(collection);
  collection.put("b");
  await recover(clock);
  expect(told()).toEqual(["added a", "added b"]);
  expect(lists(collection)).toHaveLength(1);
  expect(watches(collection).map((r) => r.query?.resourceVersion)).toEqual(["1", "2"]);
});

test("a bookmark moves the place to go on from", async () => {
  const collection = fakeCollection();
  const { told, clock } = open(collection);
  await settle();
  stream(collection).send(lineOf({ type: "BOOKMARK", object: { metadata: { resourceVersion: "77" } } }));
  await settle();
  stream(collection).end();
  await recover(clock);
  expect(watches(collection)[1]!.query?.resourceVersion).toBe("77");
  expect(told()).toEqual([]);
});

test("a stream on which nothing comes any more is given up when the server should have ended it", async () => {
  const collection = fakeCollection();
  const { told, clock } = open(collection);
  await settle();
  stream(collection).freeze();
  collection.put("a");
  clock.pass(479_999);
  await settle();
  expect(told()).toEqual([]);
  clock.pass(1);
  await settle();
  expect(told()).toEqual(["added a"]);
  expect(lists(collection)).toHaveLength(1);
});

test("streams are not all ended at the same time", async () => {
  for (const [value, seconds] of [
    [0, "300"],
    [0.999, "600"],
  ] as const) {
    const collection = fakeCollection();
    open(collection, { random: () => value });
    await settle();
    expect(watches(collection)[0]!.query?.timeoutSeconds).toBe(seconds);
  }
});

test("the place is forgotten while the network is away: all is listed anew, and only what differs is told", async () => {
  const collection = fakeCollection();
  for (const name of ["kept", "changed", "deleted", "again"]) collection.put(name);
  const { told, clock, seen, events } = open(collection);
  await settle();
  collection.put("seen");
  await settle();
  const before = told().length;
  stream(collection).freeze();
  collection.put("changed");
  collection.delete("deleted");
  collection.delete("again");
  collection.put("again");
  collection.put("new");
  collection.forget();
  clock.pass(480_000);
  await settle();
  expect(told().slice(before)).toEqual([
    "deleted deleted",
    "modified changed",
    "deleted again",
    "added again",
    "added new",
  ]);
  const again = events.filter((e) => e.object.metadata.name === "again");
  expect(again.map((e) => e.object.metadata.uid)).toEqual(["u4", "u4", "u6"]);
  expect(seen()).toEqual(collection.state());
});

test("410 as an event, on a stream that the server leaves open: listed anew at once", async () => {
  const collection = fakeCollection();
  const { told, failures } = open(collection);
  await settle();
  collection.put("a");
  await settle();
  stream(collection).send(lineOf({ type: "ERROR", object: { code: 410, message: "too old resource version" } }));
  await settle();
  expect(lists(collection)).toHaveLength(2);
  expect(collection.streams.size).toBe(1);
  expect(failures).toEqual([{ code: "Gone", retryInMs: 0 }]);
  collection.put("b");
  await settle();
  expect(told()).toEqual(["added a", "added b"]);
});

test("an error event of another code: listed anew too", async () => {
  const collection = fakeCollection();
  const { clock, told } = open(collection);
  await settle();
  stream(collection).send(lineOf({ type: "ERROR", object: { code: 500, message: "etcd has no leader" } }));
  collection.put("a");
  await recover(clock);
  expect(lists(collection)).toHaveLength(2);
  expect(told()).toEqual(["added a"]);
});

test.each([
  { name: "a line that is no JSON", line: "<html>\n" },
  { name: "JSON that is no event", line: '{"type":"ADDED"}\n' },
  { name: "a type that nobody knows", line: '{"type":"MOVED","object":{"metadata":{"resourceVersion":"5"}}}\n' },
  { name: "null", line: "null\n" },
])("garbage in the stream ($name): what came before counts, and everything is listed anew", async ({ line }) => {
  const collection = fakeCollection();
  const { told, clock, failures } = open(collection);
  await settle();
  collection.put("a");
  stream(collection).send(line);
  collection.put("b");
  await recover(clock);
  expect(told()).toEqual(["added a", "added b"]);
  expect(failures[0]!.code).toBe("Gone");
  expect(lists(collection)).toHaveLength(2);
});

test("a server that forgets at once, each time, is not asked in a circle", async () => {
  const collection = fakeCollection();
  collection.failWatches(...Array.from({ length: 5 }, gone));
  const { clock, failures } = open(collection);
  await recover(clock);
  expect(failures.map((f) => f.retryInMs)).toEqual([480, 960, 1920, 3840, 7680]);
});

test("a server that forgets while it lists is not asked in a circle", async () => {
  const collection = fakeCollection();
  collection.failLists(...Array.from({ length: 6 }, gone));
  const { clock, failures } = open(collection);
  await recover(clock);
  expect(failures.map((f) => f.retryInMs)).toEqual([480, 960, 1920]);
});

test("pages that the server has forgotten before the last was read: the list comes in one piece", async () => {
  const collection = fakeCollection({ page: 2 });
  for (const name of ["a", "b", "c"]) collection.put(name);
  const json = collection.transport.json;
  let calls = 0;
  const forgetful: FakeCollection = {
    ...collection,
    transport: {
      ...collection.transport,
      json: (request) => {
        if (++calls === 2) collection.forget();
        return json(request);
      },
    },
  };
  const { reflector, told } = open(forgetful);
  await reflector.synced;
  expect(told()).toEqual(["added a", "added b", "added c"]);
  expect(lists(collection).map((r) => r.query?.limit)).toEqual(["500", "500", undefined]);
});

test("an answer that is no list is not taken for an empty one", async () => {
  const collection = fakeCollection();
  collection.put("a");
  const { clock, told, failures } = open(collection);
  await settle();
  const { json } = collection.transport;
  let isBroken = true;
  Object.assign(collection.transport, {
    json: async (r: Parameters<typeof json>[0]) => (isBroken ? { items: [], metadata: {} } : json(r)),
  });
  stream(collection).send(lineOf({ type: "ERROR", object: {} }));
  await settle();
  clock.pass(1000);
  await settle();
  expect(failures.map((f) => f.code)).toEqual(["Gone", "ServerError"]);
  isBroken = false;
  await recover(clock);
  expect(told()).toEqual(["added a"]);
});

test("lists that fail for a while are tried again, after longer and longer, never longer than 30 s", async () => {
  const collection = fakeCollection();
  collection.put("a");
  const down = () => new ClusterError("Unreachable", "connection refused");
  collection.failLists(...Array.from({ length: 8 }, down));
  const { reflector, clock, failures, told } = open(collection, { random: () => 0.999_999 });
  let isSynced = false;
  void reflector.synced.then(() => {
    isSynced = true;
  });
  await settle();
  expect(isSynced).toBe(false);
  await recover(clock);
  expect(isSynced).toBe(true);
  expect(failures.map((f) => f.retryInMs)).toEqual([800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
  expect(told()).toEqual(["added a"]);
});

test("watches that fail for a while are tried again in the same way, from the same place", async () => {
  const collection = fakeCollection();
  const error = () => new ClusterError("ServerError", "500", { status: 500 });
  collection.failWatches(error(), error(), error());
  const { clock, failures } = open(collection, { random: () => 0.999_999 });
  await recover(clock);
  expect(failures.map((f) => f.retryInMs)).toEqual([800, 1600, 3200]);
  expect(lists(collection)).toHaveLength(1);
  expect(new Set(watches(collection).map((r) => r.query?.resourceVersion))).toEqual(new Set(["1"]));
});

test("after a stream that worked the pauses are short again", async () => {
  const collection = fakeCollection();
  const error = () => new ClusterError("ServerError", "500", { status: 500 });
  collection.failWatches(error(), error());
  const { clock, failures } = open(collection);
  await recover(clock);
  clock.pass(10_000);
  collection.failWatches(error());
  stream(collection).end();
  await recover(clock);
  expect(failures.map((f) => f.retryInMs)).toEqual([480, 960, 480]);
});

test("a server that ends every stream at once is asked about twice a second, no more", async () => {
  const collection = fakeCollection();
  const { clock } = open(collection);
  for (let ms = 0; ms < 10_000; ms += 100) {
    await settle();
    for (const one of [...collection.streams]) one.end();
    clock.pass(100);
  }
  expect(watches(collection).length).toBeGreaterThan(10);
  expect(watches(collection).length).toBeLessThan(25);
});

test("what waiting does not mend is told to who waits for the first list; it tries on nevertheless", async () => {
  const collection = fakeCollection();
  collection.put("a");
  collection.failLists(new ClusterError("Forbidden", "no", { status: 403 }));
  const { reflector, clock, told } = open(collection);
  await expect(reflector.synced).rejects.toMatchObject({ code: "Forbidden" });
  await recover(clock);
  expect(told()).toEqual(["added a"]);
});

test("rights that are taken away later are waited for", async () => {
  const collection = fakeCollection();
  const { clock, told, failures } = open(collection);
  await settle();
  const no = () => new ClusterError("Forbidden", "no", { status: 403 });
  collection.failWatches(no(), no());
  stream(collection).end();
  await recover(clock);
  collection.put("a");
  await settle();
  expect(failures).toHaveLength(2);
  expect(told()).toEqual(["added a"]);
});

test("an error that no port may throw reaches who waits, and does not end it", async () => {
  const collection = fakeCollection();
  collection.put("a");
  let isBroken = true;
  const path = async () => {
    if (isBroken) throw new TypeError("a bug");
    return PATH;
  };
  const { reflector, clock, told } = open(collection, { path });
  await expect(reflector.synced).rejects.toMatchObject({
    code: "ServerError",
    message: expect.stringContaining("a bug"),
  });
  isBroken = false;
  await recover(clock);
  expect(told()).toEqual(["added a"]);
});

test("a listener that throws is a bug that shows, and takes nothing from the others", async () => {
  const collection = fakeCollection();
  const { reflector, told } = reflect(collection);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  const bugs: unknown[] = [];
  process.on("uncaughtException", (bug) => bugs.push(bug));
  onTestFinished(() => {
    reflector.stop();
    process.removeAllListeners("uncaughtException");
    for (const listener of others) process.on("uncaughtException", listener);
  });
  const broken = () => {
    throw new Error("listener");
  };
  reflector.listen(broken);
  const second: string[] = [];
  reflector.listen(({ object }) => second.push(object.metadata.name));
  await settle();
  collection.put("a");
  collection.put("b");
  await settle();
  expect(told()).toEqual(["added a", "added b"]);
  expect(second).toEqual(["a", "b"]);
  expect(bugs).toHaveLength(2);
});

test.each([
  { name: "before the first list", at: async () => undefined },
  { name: "while it follows", at: settle },
  {
    name: "while it waits to try again",
    at: async (c: FakeCollection) => {
      c.failLists(new ClusterError("Unreachable", "down"));
      await settle();
    },
  },
])("stopped $name: nothing is told, asked or waited for any more", async ({ at }) => {
  const collection = fakeCollection();
  const { reflector, clock, told } = reflect(collection);
  await at(collection);
  reflector.stop();
  collection.put("late");
  await settle();
  const asked = collection.requests.length;
  expect(clock.waiting()).toEqual([]);
  expect(collection.streams.size).toBe(0);
  clock.pass(3_600_000);
  await settle();
  expect(collection.requests.length).toBe(asked);
  expect(told()).toEqual([]);
  await reflector.synced;
});

test("stopped by a listener: the rest of a list is not told", async () => {
  const collection = fakeCollection();
  for (const name of ["a", "b", "c"]) collection.put(name);
  const { reflector, told } = reflect(collection);
  reflector.listen(() => reflector.stop());
  await settle();
  expect(told()).toEqual(["added a"]);
});

test("stopped by a listener: the rest of a stream is not told", async () => {
  const collection = fakeCollection();
  const { reflector, told } = reflect(collection);
  reflector.listen(() => reflector.stop());
  await settle();
  stream(collection).send(
    ["1000", "1001"]
      .map((v) => lineOf({ type: "ADDED", object: { metadata: { name: v, uid: v, resourceVersion: v } } }))
      .join(""),
  );
  await settle();
  expect(told()).toEqual(["added 1000"]);
});

const name = fc.constantFrom("a", "b", "c", "d");
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("put" as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), name }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("end", "cut", "half", "freeze", "garbage", "error", "forget", "bookmark" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("failList", "failWatch", "goneWatch" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("settle", "wait" as const) }) },
);

/** Replays what was told; any event that does not follow from those before it is a fault. */
function replay(events: readonly WatchEvent[]): string[] {
  const known = new Map<string, string>();
  for (const { type, object } of events) {
    const { name: key, uid } = object.metadata;
    const before = known.get(key);
    if (type === "added") expect(before).toBeUndefined();
    if (type === "modified") {
      expect(before?.split("/")[1]).toBe(uid);
      expect(before).not.toBe(identity(object));
    }
    if (type === "deleted") {
      expect(before?.split("/")[1]).toBe(uid);
      known.delete(key);
    } else known.set(key, identity(object));
  }
  return [...known.values()].sort();
}

test("whatever happens, nothing is lost and nothing told twice", async () => {
  const down = () => new ClusterError("Unreachable", "down");
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 40 }),
      fc.integer({ min: 1, max: 40 }),
      async (happenings, chunk) => {
        const collection = fakeCollection({ page: 2, chunk });
        const { reflector, clock, events, seen } = reflect(collection);
        for (const one of happenings) {
          const on = stream(collection);
          if (one.do === "put") collection.put(one.name);
          else if (one.do === "delete") collection.delete(one.name);
          else if (one.do === "forget") collection.forget();
          else if (one.do === "failList") collection.failLists(down());
          else if (one.do === "failWatch") collection.failWatches(down());
          else if (one.do === "goneWatch") collection.failWatches(gone());
          else if (one.do === "settle") await settle();
          else if (one.do === "wait") clock.pass(20_000);
          else if (one.do === "end") on?.end();
          else if (one.do === "cut") on?.cut();
          else if (one.do === "half") on?.cut('{"type":"MODI');
          else if (one.do === "freeze") on?.freeze();
          else if (one.do === "garbage") on?.send("garbage\n");
          else if (one.do === "error") on?.send(lineOf({ type: "ERROR", object: { code: 410 } }));
        }
        await recover(clock);
        clock.pass(700_000); // the end of whatever is frozen
        await recover(clock);
        const state = collection.state();
        expect(seen()).toEqual(state);
        expect(replay(events)).toEqual(state);
        reflector.stop();
        await settle();
        expect(clock.waiting()).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
