import https from "node:https";
import { ClusterError } from "@upstart/engine";
import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { environment, needing, publishing, release, requestFor, reviewBody, service } from "../testing/objects.ts";
import { realClock, tlsBench } from "../testing/tls-bench.ts";
import { verifyResponse } from "../testing/verify-response.ts";

const UID = "705ab4f5-6393-11e8-b7cc-42010a800002";
const body = (...[operation, objects, more]: Parameters<typeof requestFor>) =>
  JSON.stringify(reviewBody({ ...requestFor(operation, objects, more), uid: UID }));
const good = service("shop", { api: release() });
const bad = service("shop", {
  api: needing("cache"),
  cache: needing("api"),
  web: release({ values: { secret: "<< s3cret >>" } }),
});

describe("an answer", () => {
  test("lets through, or says everything that is wrong", async () => {
    const { send } = await tlsBench();
    const allowed = await send("/validate?timeout=5s", body("CREATE", { object: good }));
    expect(allowed).toMatchObject({ status: 200, headers: { "content-type": "application/json; charset=utf-8" } });
    expect(verifyResponse(JSON.parse(allowed.text), UID, false)).toEqual({
      uid: UID,
      allowed: true,
      auditAnnotations: { nodes: "2" },
    });

    const refused = verifyResponse(
      JSON.parse((await send("/validate", body("CREATE", { object: bad }))).text),
      UID,
      false,
    );
    expect(refused).toMatchObject({
      allowed: false,
      status: {
        code: 422,
        reason: "Invalid",
        details: { name: "shop", causes: [{ reason: "DependencyCycle" }, { reason: "MalformedReference" }] },
      },
      auditAnnotations: { codes: "DependencyCycle,MalformedReference" },
    });
    expect(refused.status!.message).toMatch(
      /^spec\.[^\n]*api -> cache -> api; remove one of these dependencies \(and 1 more[^\n]*$/,
    );
  });

  test("completes, and completes no second time", async () => {
    const { send } = await tlsBench();
    const first = verifyResponse(JSON.parse((await send("/mutate", body("CREATE", { object: good }))).text), UID, true);
    expect(first.patch).toBeDefined();
    const deletion = await send("/mutate", body("DELETE", { oldObject: good }));
    expect(verifyResponse(JSON.parse(deletion.text), UID, true)).toEqual({ uid: UID, allowed: true });
  });

  test("to somebody who may not read what an object reads is Forbidden", async () => {
    const asked: unknown[] = [];
    const bench = await tlsBench({
      isAllowed: async (user, object) => {
        asked.push([user.username, user.groups, object]);
        return false;
      },
    });
    bench.peers.take({
      type: "added",
      object: service("db", { db: release(publishing("external", "URL")) }, { namespace: "data" }),
    });
    const web = release({ dependencies: [{ name: "db", namespace: "data" }], values: { a: "<< db.outputs.URL >>" } });
    const sent = await bench.send("/validate", body("CREATE", { object: service("web", { web }) }));
    expect(verifyResponse(JSON.parse(sent.text), UID, false)).toMatchObject({
      allowed: false,
      status: {
        code: 403,
        reason: "Forbidden",
        message:
          'spec.helmReleases.web.dependencies[0].name: reads secrets/out in namespace "data", which "jane" may not get; ask for that right',
      },
    });
    expect(asked).toEqual([
      [
        "jane",
        ["system:authenticated"],
        { verb: "get", group: "", resource: "secrets", namespace: "data", name: "out" },
      ],
    ]);
  });
});

describe("what is no review is not decided", () => {
  test.each<[string, string | undefined, Record<string, string>, number]>([
    ["nothing", undefined, { "content-type": "application/json" }, 400],
    ["an empty body", "", { "content-type": "application/json", "content-length": "0" }, 400],
    ["another content type", "{}", { "content-type": "text/plain" }, 415],
    ["a content type that only begins so", "{}", { "content-type": "application/json-patch+json" }, 415],
    ["no content type", "{}", {}, 400],
    ["a compressed body", "{}", { "content-type": "application/json", "content-encoding": "gzip" }, 415],
    [
      "what nests too deep",
      body("CREATE", { object: good }, { options: "deep" }).replace('"deep"', "[".repeat(1000) + "]".repeat(1000)),
      { "content-type": "application/json" },
      400,
    ],
    ["what nests as deep as there is", `${"[".repeat(3_000_000)}`, { "content-type": "application/json" }, 400],
    ["no JSON", "{", { "content-type": "application/json" }, 400],
    ["a list", "[]", { "content-type": "application/json; charset=utf-8" }, 400],
    ["nothing in it", "null", { "content-type": "application/json" }, 400],
    [
      "another kind",
      JSON.stringify({ ...reviewBody({ uid: UID }), kind: "Pod" }),
      { "content-type": "application/json" },
      400,
    ],
    [
      "another version",
      JSON.stringify({ ...reviewBody({ uid: UID }), apiVersion: "admission.k8s.io/v1beta1" }),
      { "content-type": "application/json" },
      400,
    ],
    [
      "no request",
      JSON.stringify({ ...reviewBody({}), request: undefined }),
      { "content-type": "application/json" },
      400,
    ],
    [
      "no uid",
      JSON.stringify(reviewBody({ ...requestFor("CREATE", { object: good }), uid: "" })),
      { "content-type": "application/json" },
      400,
    ],
    ["no object", body("CREATE", { object: good }, { object: null }), { "content-type": "application/json" }, 400],
    ["an update without what was", body("UPDATE", { object: good }), { "content-type": "application/json" }, 400],
    [
      "an unknown operation",
      body("CREATE", { object: good }, { operation: "PATCH" }),
      { "content-type": "application/json" },
      400,
    ],
  ])("%s", async (_, text, headers, status) => {
    const { send } = await tlsBench();
    for (const path of ["/validate", "/mutate"]) {
      const sent = await send(path, text, { headers });
      expect(sent).toMatchObject({ status, headers: { "content-type": expect.stringContaining("application/json") } });
      const answer = JSON.parse(sent.text) as { kind: string; code: number; details?: { uid: string } };
      expect(answer).toMatchObject({ kind: "Status", status: "Failure", code: status });
      if (text?.includes(UID) && !text.includes("[[")) expect(answer.details?.uid).toBe(UID);
    }
  });

  test("a body up to 7 MiB is read, a larger one is not", async () => {
    const { send } = await tlsBench();
    const padded = (bytes: number) => body("CREATE", { object: good }).padEnd(bytes, " ");
    expect((await send("/validate", padded(7 * 1024 * 1024))).status).toBe(200);
    const large = await send("/validate", padded(7 * 1024 * 1024 + 1)).catch((error: NodeJS.ErrnoException) => ({
      status: error.code === "EPIPE" || error.code === "ECONNRESET" ? 413 : 0,
    }));
    expect(large.status).toBe(413);
  });

  test("other paths and methods say what there is", async () => {
    const { send } = await tlsBench();
    expect(await send("/", "{}")).toMatchObject({ status: 404, text: expect.stringContaining("/validate") });
    expect(await send("/validate", undefined, { method: "GET" })).toMatchObject({ status: 404 });
  });
});

test("what only looks as if it nested deep, in a text, is read", async () => {
  const { send } = await tlsBench();
  const values = { a: `${"[{".repeat(2000)}\\"${"[".repeat(2000)}` };
  const sent = await send("/validate", body("CREATE", { object: service("shop", { api: release({ values }) }) }));
  expect(verifyResponse(JSON.parse(sent.text), UID, false).allowed).toBe(true);
});

describe("our own faults are answered with 5xx, so that the failurePolicy decides", () => {
  test("not ready yet: a validation waits for what is stored, a completion for nothing", async () => {
    const { send } = await tlsBench({ notReady: () => "waiting for the first lists" });
    const sent = await send("/validate", body("CREATE", { object: good }));
    expect(sent.status).toBe(503);
    expect(JSON.parse(sent.text)).toMatchObject({
      kind: "Status",
      message: "upstart-webhook is not ready: waiting for the first lists",
      details: { uid: UID },
    });
    expect((await send("/mutate", body("CREATE", { object: good }))).status).toBe(200);
  });

  test("a bug: it is counted, and told of without what was sent", async () => {
    const { send, metrics, log } = await tlsBench({
      peers: new Proxy({} as never, {
        get: () => () => {
          throw new TypeError("a bug");
        },
      }),
    });
    const sent = await send("/validate", body("CREATE", { object: bad }));
    expect(sent.status).toBe(500);
    expect(JSON.parse(sent.text)).toMatchObject({ kind: "Status", details: { uid: UID } });
    expect(await metrics.registry.metrics()).toContain("controller_runtime_webhook_panics_total 1");
    expect(log.lines).toMatchObject([{ level: "error", uid: UID, error: { message: "a bug" } }]);
  });

  const reads = environment("pr-1", { services: { a: { from: { name: "t", namespace: "other" } } } });
  test.each<[string, () => Promise<boolean>]>([
    [
      "the API server cannot be asked",
      async () => {
        throw new ClusterError("Unreachable", "nobody there");
      },
    ],
    ["the API server does not answer in time", () => new Promise(() => undefined)],
    [
      "it answers too late, and no timer has run",
      async () => {
        for (const until = performance.now() + 100; performance.now() < until; );
        return true;
      },
    ],
  ])("%s", async (_, isAllowed) => {
    const { send } = await tlsBench({ isAllowed });
    const sent = await send("/validate?timeout=100ms", body("CREATE", { object: reads }));
    expect(sent.status).toBe(503);
    expect(JSON.parse(sent.text)).toMatchObject({ details: { uid: UID } });
  });
});

describe("the time that the API server gives", () => {
  test("is enough for 1 MiB of nothing but mistakes, of which so many are told as are read", async () => {
    const { send } = await tlsBench();
    const values = { s: "<<a.b>>".repeat(150_000) };
    const sent = await send(
      "/validate?timeout=30s",
      body("CREATE", { object: service("shop", { api: release({ values }) }) }),
    );
    expect(sent.status).toBe(200);
    const { status } = verifyResponse(JSON.parse(sent.text), UID, false);
    expect((status!.details as { causes: readonly object[] }).causes).toHaveLength(101);
    expect(status!.message).toContain("and 1001 more");
  });

  test("is looked at between the pieces of the work: what takes longer is not decided", async () => {
    let now = 0;
    const { send } = await tlsBench({ clock: { ...realClock, now: () => ++now * 1000 } });
    const slow = await send("/validate?timeout=4s", body("CREATE", { object: good }));
    expect(slow.status).toBe(503);
    expect(JSON.parse(slow.text)).toMatchObject({
      message: "upstart-webhook cannot decide: it cannot be judged in time",
      details: { uid: UID },
    });
    expect((await send("/validate?timeout=1m", body("CREATE", { object: good }))).status).toBe(200);
  });
});

test("bodies that are large wait for room, and no longer than they have time; usual ones do not", async () => {
  const { server, ca, send } = await tlsBench();
  const begin = () => {
    const headers = { "content-type": "application/json", "content-length": 7 * 1024 * 1024 };
    const call = https.request({
      host: "127.0.0.1",
      port: server.port,
      path: "/validate",
      method: "POST",
      headers,
      ca,
    });
    call.on("error", () => undefined).write("{");
    return call;
  };
  const large = Array.from({ length: 4 }, begin);
  await Promise.all(large.map((c) => new Promise((resolve) => c.on("socket", (s) => s.on("secureConnect", resolve)))));
  const next = (timeout: string) =>
    send(`/validate?timeout=${timeout}`, body("CREATE", { object: good }).padEnd(6 * 1024 * 1024, " "));
  await vi.waitFor(async () => expect((await next("300ms")).status).toBe(503), { timeout: 5000 });
  expect((await send("/validate", body("CREATE", { object: good }))).status).toBe(200);
  for (const call of large) call.destroy();
  await vi.waitFor(async () => expect((await next("5s")).status).toBe(200), { timeout: 5000 });
});

test("values are in no log, no metric and no annotation", async () => {
  const { send, log, metrics } = await tlsBench();
  const object = service("shop", { api: release({ values: { password: "hunter2", a: "<< db >>" } }) });
  await send("/validate", body("CREATE", { object }));
  await send("/mutate", body("CREATE", { object }));
  expect(log.lines).toMatchObject([
    {
      level: "info",
      msg: "refused",
      uid: UID,
      kind: "UpstartService",
      name: "shop",
      user: "jane",
      codes: ["MalformedReference"],
    },
  ]);
  const metric = await metrics.registry.metrics();
  expect(JSON.stringify(log.lines) + metric).not.toContain("hunter2");
  expect(metric).toContain(
    'upstart_admission_decisions_total{decision="refused",code="MalformedReference",operation="CREATE",dry_run="false"} 1',
  );
  expect(metric).toContain('controller_runtime_webhook_requests_total{webhook="validate",code="200"} 1');
  expect(metric).toContain('controller_runtime_webhook_requests_in_flight{webhook="validate"} 0');
  expect(metric).not.toMatch(/shop/);
});

test("whatever is sent, nothing breaks and no answer bears another's uid", async () => {
  const { send, metrics, ca } = await tlsBench();
  const agent = new https.Agent({ keepAlive: true, ca });
  onTestFinished(() => agent.destroy());
  const value = fc.jsonValue({ maxDepth: 4 });
  const object = fc.oneof(
    value,
    fc.record(
      {
        apiVersion: fc.constant(good.apiVersion),
        kind: fc.constantFrom("UpstartService", "HelmRelease", "UpstartEnvironment"),
        metadata: value,
        spec: fc.oneof(
          value,
          fc.record(
            { helmReleases: value, services: value, chart: value, values: value, dependencies: value },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: ["kind", "apiVersion"] },
    ),
  );
  const anyRequest = fc.record(
    {
      uid: fc.uuid(),
      operation: fc.constantFrom("CREATE", "UPDATE", "DELETE", "CONNECT"),
      kind: fc.oneof(
        value,
        fc.constant({ group: "upstartoperators.upstart.com", version: "v1alpha1", kind: "UpstartService" }),
      ),
      object,
      oldObject: object,
      userInfo: value,
      name: value,
      namespace: value,
      options: value,
      subResource: value,
    },
    { requiredKeys: ["uid", "operation"] },
  );
  await fc.assert(
    fc.asyncProperty(anyRequest, fc.constantFrom("/validate", "/mutate"), async (request, path) => {
      const sent = await send(path, JSON.stringify(reviewBody(request)), { agent });
      if (sent.status === 200) verifyResponse(JSON.parse(sent.text), request.uid, path === "/mutate");
      else
        expect([sent.status, (JSON.parse(sent.text) as { details: { uid: string } }).details.uid]).toEqual([
          400,
          request.uid,
        ]);
    }),
    { numRuns: 200 },
  );
  expect(await metrics.registry.metrics()).toContain("controller_runtime_webhook_panics_total 0");
});
