import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, createCluster, systemClock } from "@upstart/clients";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clusterMetrics } from "./cluster-metrics.ts";

const registry = () => new Registry();
let server: Server;
let host: string;
let answers: Record<string, { status: number; body: object }>;

beforeEach(async () => {
  answers = {};
  server = createServer(({ url = "", method }, response) => {
    const { pathname, searchParams } = new URL(url, "http://x");
    const verb = searchParams.has("watch") ? "WATCH" : method;
    const answer = answers[`${verb} ${pathname}`];
    if (answer === undefined)
      return void (verb === "WATCH" ? response.writeHead(200).flushHeaders() : response.destroy());
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.closeAllConnections());

function open(on: Registry) {
  const { observer, readWatches } = clusterMetrics(on, { host, resources: ["configmaps", "secrets"] });
  const cluster = createCluster(connect({ server: `http://${host}` }, { HOME: "/nowhere" }), observer);
  readWatches(cluster, systemClock);
  return cluster;
}

test("requests are counted by status and method, also where no answer came, and what may come is there at 0", async () => {
  const on = registry();
  const cluster = open(on);
  expect(await on.metrics()).toContain(`rest_client_requests_total{code="200",method="PATCH",host="${host}"} 0`);
  answers["GET /api/v1/namespaces/shop/configmaps/a"] = { status: 200, body: {} };
  answers["GET /api/v1/namespaces/shop/configmaps/b"] = { status: 404, body: {} };
  const key = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name });
  await cluster.get(key("a"));
  await cluster.get(key("b"));
  await expect(cluster.create({ ...key("c"), metadata: { name: "c" } })).rejects.toThrow();
  cluster.close();
  const text = await on.metrics();
  for (const [code, method] of [
    ["200", "GET"],
    ["404", "GET"],
    ["<error>", "POST"],
  ])
    expect(text).toContain(`rest_client_requests_total{code="${code}",method="${method}",host="${host}"} 1`);
  expect(text).toContain(`rest_client_request_duration_seconds_count{method="GET",host="${host}"} 2`);
});

test("lists, streams and what goes wrong with them are counted by resource, and how long nothing was heard is told", async () => {
  const on = registry();
  const cluster = open(on);
  answers["GET /api/v1/configmaps"] = { status: 200, body: { items: [], metadata: { resourceVersion: "7" } } };
  answers["GET /api/v1/secrets"] = { status: 403, body: { kind: "Status", code: 403 } };
  const good = cluster.watch({ apiVersion: "v1", kind: "ConfigMap" }, () => undefined);
  const bad = cluster.watch({ apiVersion: "v1", kind: "Secret" }, () => undefined);
  await good.synced;
  await expect(bad.synced).rejects.toThrow();
  await expect.poll(() => on.metrics()).toContain('reflector_watches_total{resource="configmaps",code="200"} 1');
  const text = await on.metrics();
  expect(text).toContain('reflector_lists_total{resource="configmaps",code="200"} 1');
  expect(text).toContain('reflector_lists_total{resource="secrets",code="200"} 0');
  expect(text).toContain('reflector_lists_total{resource="secrets",code="403"} 1');
  expect(text).toContain('reflector_watch_errors_total{resource="secrets",code="403"} 1');
  expect(text).toContain('reflector_watch_errors_total{resource="configmaps",code="<error>"} 0');
  expect(text).toMatch(/^reflector_last_event_seconds\{resource="configmaps"\} \d/m);
  expect(text).not.toContain('reflector_last_event_seconds{resource="secrets"}');
  good.stop();
  expect(await on.metrics()).not.toContain('reflector_last_event_seconds{resource="configmaps"}');
  cluster.close();
});
