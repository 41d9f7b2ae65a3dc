import https from "node:https";
import { describe, expect, onTestFinished, test } from "vitest";
import { createAuthority, issueLeaf } from "../certificates/issue.ts";
import { environment, requestFor, reviewBody } from "../testing/objects.ts";
import { tlsBench } from "../testing/tls-bench.ts";

const get = { method: "GET" } as const;

async function withAgent() {
  const bench = await tlsBench();
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return { bench, agent };
}

describe("ending", () => {
  test("tells callers to go elsewhere, while it still answers", async () => {
    const { bench, agent } = await withAgent();
    expect((await bench.send("/livez", undefined, { ...get, agent })).headers.connection).toBe("keep-alive");
    bench.isDraining = true;
    expect(await bench.send("/livez", undefined, { ...get, agent })).toMatchObject({
      status: 200,
      headers: { connection: "close" },
    });
  });

  test("does not wait for a connection that nobody uses, and takes no new ones", async () => {
    const { bench, agent } = await withAgent();
    await bench.send("/livez", undefined, { ...get, agent });
    await bench.server.close(5000);
    await expect(bench.send("/livez", undefined, get)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("waits for the answer to a call that is under way", async () => {
    const asked = Promise.withResolvers<void>();
    const allowed = Promise.withResolvers<boolean>();
    const bench = await tlsBench({
      isAllowed: () => {
        asked.resolve();
        return allowed.promise;
      },
    });
    const reading = environment("pr-1", { services: { a: { from: { name: "t", namespace: "other" } } } });
    const sent = bench.send("/validate", JSON.stringify(reviewBody(requestFor("CREATE", { object: reading }))));
    await asked.promise;
    bench.isDraining = true;
    const closed = bench.server.close(10_000);
    allowed.resolve(true);
    expect((await sent).status).toBe(200);
    await closed;
  });

  test("does not wait for ever for a call that never ends", async () => {
    const bench = await tlsBench();
    const request = https.request({
      host: "127.0.0.1",
      port: bench.server.port,
      ca: bench.ca,
      path: "/validate",
      method: "POST",
      headers: { "content-type": "application/json", "content-length": "100" },
    });
    const failed = new Promise((resolve) => request.on("error", resolve));
    request.write("{");
    await new Promise((resolve) => request.on("socket", (s) => s.on("secureConnect", resolve)));
    await bench.server.close(300);
    expect(await failed).toMatchObject({ code: "ECONNRESET" });
  });
});

test("a new certificate is for new connections; those that are open go on", async () => {
  const { bench, agent } = await withAgent();
  await bench.send("/livez", undefined, { ...get, agent });
  const now = Date.now();
  const other = await createAuthority(now, 3_600_000);
  bench.server.use(await issueLeaf(other, ["127.0.0.1"], now, 3_600_000));
  expect((await bench.send("/livez", undefined, { ...get, agent })).status).toBe(200);
  await expect(bench.send("/livez", undefined, get)).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  bench.ca = bench.authority.cert + other.cert;
  expect((await bench.send("/livez", undefined, get)).status).toBe(200);
});
