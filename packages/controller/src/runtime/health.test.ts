import { fakeClock } from "@upstart/engine/testing";
import { Registry } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { type HealthServer, serveHealth, watchLoop } from "./health.ts";

const servers: HealthServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((s) => s.close()));
});

async function serve(problems: { live?: string; ready?: string }) {
  const server = await serveHealth({
    host: "127.0.0.1",
    port: 0,
    live: [{ name: "loop", problem: () => problems.live }],
    ready: [{ name: "synced", problem: () => problems.ready }],
    registry: new Registry(),
  });
  servers.push(server);
  const ask = async (path: string, method = "GET") => {
    const response = await fetch(`http://${server.address}${path}`, { method });
    return `${response.status} ${await response.text()}`;
  };
  return { server, ask };
}

test("all is well", async () => {
  const { ask } = await serve({});
  expect(await ask("/livez")).toBe("200 ok");
  expect(await ask("/readyz?verbose")).toBe("200 [+]synced ok\nok\n");
  expect(await ask("/metrics")).toMatch(/^200 /);
});

test("not ready is not dead, and it says why", async () => {
  const { ask } = await serve({ ready: "waiting for lists" });
  expect(await ask("/livez")).toBe("200 ok");
  expect(await ask("/readyz")).toBe("503 [-]synced failed: waiting for lists\nfailed\n");
});

test("other paths and methods are refused", async () => {
  const { ask } = await serve({});
  expect(await ask("/")).toMatch(/^404/);
  expect(await ask("/livez", "POST")).toMatch(/^405/);
});

test("a port that is taken is an error", async () => {
  const { server } = await serve({});
  const port = Number(server.address.split(":")[1]);
  const again = serveHealth({ host: "127.0.0.1", port, live: [], ready: [], registry: new Registry() });
  await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("closing ends connections that are kept open", async () => {
  const { server, ask } = await serve({});
  await ask("/livez"); // fetch keeps its connection
  await server.close();
  await expect(ask("/livez")).rejects.toThrow();
});

test("an event loop that was blocked for long is not alive, until it has run well for a while", async () => {
  const clock = fakeClock();
  let lag = 0;
  const late = { now: () => clock.now(), after: (ms: number, run: () => void) => clock.after(ms + lag, run) };
  const loop = watchLoop(late);
  await clock.advance(5000);
  expect(loop.problem()).toBeUndefined();
  lag = 6000;
  await clock.advance(7000);
  lag = 0;
  await clock.advance(500);
  expect(loop.problem()).toMatch(/6000 ms/);
  await clock.advance(20_000);
  expect(loop.problem()).toBeUndefined();
  loop.stop();
  expect(clock.pending).toBe(0);
});
