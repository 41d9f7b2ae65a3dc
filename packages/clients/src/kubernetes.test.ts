import { ClusterError, type KubeObject } from "@upstart/engine";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "./kubeconfig.ts";
import { createCluster } from "./kubernetes.ts";
import { Reflector } from "./reflector.ts";
import { SharedWatches } from "./shared-watches.ts";
import { type Answer, json, type Received, startServer, status } from "./testing/api-server.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { fakeCollection } from "./testing/fake-collection.ts";

const WIDGET = { apiVersion: "shop.example/v1", kind: "Widget" };
const DISCOVERY = {
  items: [
    {
      metadata: { name: "shop.example" },
      versions: [
        {
          version: "v1",
          resources: [
            { resource: "widgets", scope: "Namespaced", responseKind: { kind: "Widget" } },
            { resource: "planets", scope: "Cluster", responseKind: { kind: "Planet" } },
          ],
        },
      ],
    },
  ],
};

/** A cluster whose server knows a kind besides the ordinary ones, and answers all else as given. */
async function open(answer: Answer = json({})) {
  const server = await startServer();
  server.answer((response, request) => {
    if (request.path === "/api") json({ items: [] })(response, request);
    else if (request.path === "/apis") json(DISCOVERY)(response, request);
    else answer(response, request);
  });
  const cluster = createCluster(connect({ server: server.url }, { HOME: "/nowhere" }));
  onTestFinished(() => cluster.close());
  return { cluster, server, asked: () => server.requests.map(({ method, path }) => `${method} ${path}`) };
}

const last = (requests: readonly Received[]) => requests.at(-1)!;

test("kinds that every cluster has need no discovery; others are looked up once", async () => {
  const { cluster, asked } = await open();
  await cluster.get({ apiVersion: "apps/v1", kind: "Deployment", namespace: "ns", name: "web" });
  await cluster.get({ ...WIDGET, namespace: "ns", name: "w" });
  await cluster.get({ ...WIDGET, kind: "Planet", name: "earth" });
  expect(asked()).toEqual([
    "GET /apis/apps/v1/namespaces/ns/deployments/web",
    "GET /api",
    "GET /apis",
    "GET /apis/shop.example/v1/namespaces/ns/widgets/w",
    "GET /apis/shop.example/v1/planets/earth",
  ]);
});

test("a kind that the cluster does not have is looked up once more, as it may have come since", async () => {
  const { cluster, asked } = await open();
  const key = { apiVersion: "shop.example/v1", kind: "Gadget", name: "g" };
  await expect(cluster.get(key)).rejects.toMatchObject({ code: "UnknownKind" });
  await expect(cluster.get(key)).rejects.toMatchObject({ code: "UnknownKind" });
  expect(asked().filter((a) => a === "GET /apis").length).toBeLessThanOrEqual(3);
  expect(await cluster.isNamespaced("shop.example/v1", "Gadget")).toBe(true);
  expect(await cluster.isNamespaced("shop.example/v1", "Planet")).toBe(false);
});

test("whether a version is served is one call, and no answer is not taken for a no", async () => {
  const { cluster, server, asked } = await open();
  expect(await cluster.serves("shop.example/v1")).toBe(true);
  expect(asked()).toEqual(["GET /apis/shop.example/v1"]);
  server.answer(status(404));
  expect(await cluster.serves("shop.example/v2")).toBe(false);
  server.answer(status(403));
  await expect(cluster.serves("shop.example/v2")).rejects.toMatchObject({ code: "Forbidden" });
});

test("what is not there is undefined, and deleting it is no error", async () => {
  const { cluster } = await open(status(404, { reason: "NotFound" }));
  const key = { apiVersion: "v1", kind: "Secret", namespace: "ns", name: "s" };
  expect(await cluster.get(key)).toBeUndefined();
  await cluster.delete(key);
});

test("what may not be read is not taken for absent", async () => {
  const { cluster } = await open(status(403, { message: "no" }));
  const key = { apiVersion: "v1", kind: "Secret", namespace: "ns", name: "s" };
  await expect(cluster.get(key)).rejects.toMatchObject({ code: "Forbidden" });
  await expect(cluster.delete(key)).rejects.toBeInstanceOf(ClusterError);
});

const SECRET: KubeObject = { apiVersion: "v1", kind: "Secret", metadata: { name: "s", namespace: "ns" } };

test("create, update and apply say what they do in the API's own way", async () => {
  const { cluster, server, asked } = await open();
  await cluster.create(SECRET);
  await cluster.update(SECRET);
  await cluster.apply(SECRET, { fieldManager: "upstart" });
  await cluster.apply(SECRET, { fieldManager: "upstart", force: true });
  const [, , gentle, forced] = server.requests;
  expect(asked()).toEqual([
    "POST /api/v1/namespaces/ns/secrets",
    "PUT /api/v1/namespaces/ns/secrets/s",
    "PATCH /api/v1/namespaces/ns/secrets/s",
    "PATCH /api/v1/namespaces/ns/secrets/s",
  ]);
  expect(gentle!.headers["content-type"]).toBe("application/apply-patch+yaml");
  expect([...gentle!.query]).toEqual([
    ["fieldManager", "upstart"],
    ["force", "false"],
  ]);
  expect(forced!.query.get("force")).toBe("true");
});

test("delete guards against a namesake, and says what becomes of dependents", async () => {
  const { cluster, server } = await open();
  await cluster.delete(
    { apiVersion: "v1", kind: "Secret", namespace: "ns", name: "s" },
    { uid: "u1", propagation: "Foreground" },
  );
  expect(JSON.parse(last(server.requests).body)).toEqual({
    apiVersion: "v1",
    kind: "DeleteOptions",
    propagationPolicy: "Foreground",
    preconditions: { uid: "u1" },
  });
});

test("a list comes page by page, its items named, metadata alone where that is enough", async () => {
  const { cluster, server } = await open((response, request) => {
    const next = request.query.get("continue") === null ? "more" : undefined;
    const item = { metadata: { name: next ?? "last" } };
    json({ metadata: { resourceVersion: "5", continue: next }, items: [item] })(response, request);
  });
  const found = await cluster.list({
    apiVersion: "v1",
    kind: "Secret",
    namespace: "ns",
    labelSelector: "a=b",
    metadataOnly: true,
  });
  expect(found).toEqual(["more", "last"].map((name) => ({ apiVersion: "v1", kind: "Secret", metadata: { name } })));
  expect(last(server.requests).headers.accept).toContain("as=PartialObjectMetadataList");
  expect([...last(server.requests).query]).toEqual([
    ["limit", "500"],
    ["continue", "more"],
    ["labelSelector", "a=b"],
  ]);
});

test("a log that cannot be had is empty", async () => {
  const { cluster, server } = await open(status(400, { message: "container is waiting to start" }));
  expect(await cluster.logs({ namespace: "ns", name: "p", container: "c", lines: 5, previous: true })).toBe("");
  expect([...last(server.requests).query]).toEqual([
    ["container", "c"],
    ["tailLines", "5"],
    ["previous", "true"],
  ]);
});

async function linesOf(lines: AsyncIterable<{ readonly time: string; readonly text: string }>): Promise<string[]> {
  const read: string[] = [];
  for await (const { time, text } of lines) read.push(`${time}|${text}`);
  return read;
}

test("a log is read by lines, blank ones and a last one without an end too, and however it is cut into pieces", async () => {
  const { cluster, server } = await open(async (response) => {
    const text = "2030-01-01T00:00:00.5Z one\n2030-01-01T00:00:01Z \nno time\n2030-01-01T00:00:02+01:00  ü";
    for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
    response.end();
  });
  const log = cluster.readLog({ namespace: "ns", pod: "p", container: "c", tailLines: 0, sinceSeconds: 5 });
  expect(await linesOf(log)).toEqual([
    "2030-01-01T00:00:00.5Z|one",
    "2030-01-01T00:00:01Z|",
    "|no time",
    "2030-01-01T00:00:02+01:00| ü",
  ]);
  expect([...last(server.requests).query]).toEqual([
    ["container", "c"],
    ["timestamps", "true"],
    ["tailLines", "0"],
    ["sinceSeconds", "5"],
  ]);
});

test("a log that is followed comes as it is written, ends with its signal, and says where it breaks off", async () => {
  const { cluster } = await open((response) => void response.write("2030-01-01T00:00:00Z one\n"));
  const ended = new AbortController();
  const of = { namespace: "ns", pod: "p", container: "c", follow: true };
  const read: string[] = [];
  for await (const { text } of cluster.readLog({ ...of, signal: ended.signal })) {
    read.push(text);
    ended.abort();
  }
  expect(read).toEqual(["one"]);
  const cut = await open((response) => {
    response.write("2030-01-01T00:00:00Z one\n", () => response.destroy());
  });
  await expect(linesOf(cut.cluster.readLog(of))).rejects.toMatchObject({ code: "Unreachable" });
  const none = await open(status(400, { message: "container is waiting to start" }));
  await expect(linesOf(none.cluster.readLog(of))).rejects.toMatchObject({ code: "Invalid" });
});

test("whether something is allowed is what the server says", async () => {
  const { cluster, server } = await open(json({ status: { allowed: true } }));
  expect(await cluster.canI({ verb: "list", resource: "secrets", namespace: "ns" })).toBe(true);
  expect(JSON.parse(last(server.requests).body).spec.resourceAttributes).toEqual({
    verb: "list",
    group: "",
    resource: "secrets",
    namespace: "ns",
  });
  const denied = await open(json({ status: { allowed: false } }));
  expect(await denied.cluster.canI({ verb: "list", resource: "secrets" })).toBe(false);
});

test("a watch on a real connection: what is there, what comes, and an end that leaves nothing open", async () => {
  let more: ((text: string) => void) | undefined;
  const { cluster, server } = await open((response, request) => {
    if (request.query.get("watch") === null) {
      json({ metadata: { resourceVersion: "5" }, items: [{ metadata: { name: "a", resourceVersion: "5" } }] })(
        response,
        request,
      );
      return;
    }
    response.writeHead(200).flushHeaders();
    more = (text) => void response.write(text);
  });
  const told: string[] = [];
  const watch = cluster.watch({ apiVersion: "v1", kind: "Secret", namespace: "ns" }, ({ type, object }) =>
    told.push(`${type} ${object.metadata.name}`),
  );
  await watch.synced;
  expect(told).toEqual(["added a"]);
  await expect.poll(() => more).toBeDefined();
  more!(`${JSON.stringify({ type: "ADDED", object: { metadata: { name: "b", resourceVersion: "6" } } })}\n`);
  await expect.poll(() => told).toEqual(["added a", "added b"]);
  cluster.close();
  await expect.poll(() => server.open.size).toBe(0);
});

/** Shared watches of fake collections, and the collections that were opened. */
function share() {
  const opened: ReturnType<typeof fakeCollection>[] = [];
  const shared = new SharedWatches((selection) => {
    const collection = fakeCollection();
    if (selection.namespace === "forbidden") collection.failLists(new ClusterError("Forbidden", "no"));
    opened.push(collection);
    return new Reflector(selection, {
      transport: collection.transport,
      path: async () => "/",
      clock: fakeClock(),
      random: () => 0.5,
    });
  });
  onTestFinished(() => shared.close());
  return { shared, opened };
}

const SELECTION = { apiVersion: "v1", kind: "Secret", namespace: "ns" };

test("one stream a selection, however many look at it; it ends with the last of them", async () => {
  const { shared, opened } = share();
  const seen: string[] = [];
  const listener = () => seen.push("event");
  const [one, two] = [shared.open(SELECTION, listener), shared.open({ ...SELECTION }, listener)];
  await Promise.all([one.synced, two.synced]);
  shared.open({ ...SELECTION, namespace: "other" }, listener);
  expect(opened).toHaveLength(2);
  await expect.poll(() => opened[0]!.streams.size).toBe(1);
  opened[0]!.put("a");
  await expect.poll(() => seen).toHaveLength(2);
  one.stop();
  one.stop();
  opened[0]!.put("a");
  await expect.poll(() => seen).toHaveLength(3);
  expect(two.get("a", "ns")).toBeDefined();
  two.stop();
  await expect.poll(() => opened[0]!.streams.size).toBe(0);
  expect(opened[1]!.streams.size).toBe(1);
});

test("who comes after a failure gets a first list of their own", async () => {
  const { shared, opened } = share();
  const refused = { ...SELECTION, namespace: "forbidden" };
  const first = shared.open(refused, () => undefined);
  await expect(first.synced).rejects.toMatchObject({ code: "Forbidden" });
  const second = shared.open(refused, () => undefined);
  await expect(second.synced).rejects.toMatchObject({ code: "Forbidden" });
  expect(opened).toHaveLength(2);
});

test("as another user: the same connections, and a header that says so", async () => {
  const { cluster, server } = await open();
  await cluster.as("system:serviceaccount:shop:deployer").get({ ...WIDGET, namespace: "ns", name: "w" });
  expect(last(server.requests).headers["impersonate-user"]).toBe("system:serviceaccount:shop:deployer");
  await cluster.get({ ...WIDGET, namespace: "ns", name: "w" });
  expect(last(server.requests).headers["impersonate-user"]).toBeUndefined();
  expect(server.requests.filter((r) => r.path === "/apis")).toHaveLength(1);
});

test("an apply that only asks says so to the server", async () => {
  const { cluster, server } = await open();
  const object = { ...WIDGET, metadata: { namespace: "ns", name: "w" } };
  await cluster.apply(object, { fieldManager: "me", force: true, dryRun: true });
  expect(last(server.requests).query.get("dryRun")).toBe("All");
  await cluster.apply(object, { fieldManager: "me" });
  expect(last(server.requests).query.has("dryRun")).toBe(false);
});
