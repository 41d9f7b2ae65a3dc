import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHelm } from "@upstart/clients";
import { Registry } from "prom-client";
import { expect, onTestFinished, test } from "vitest";
import { RELEASE_STATES } from "../status/release-status.ts";
import { publishing, release, Stage } from "../testing/stage.ts";
import { helmMetrics, releaseMetrics } from "./helm-metrics.ts";

/** A `helm` that fails to uninstall, waits for ever where it upgrades, and is well otherwise. */
async function createFakeHelm(registry: Registry) {
  const folder = await mkdtemp(join(tmpdir(), "helm-metrics-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const binary = join(folder, "helm");
  await writeFile(binary, '#!/bin/sh\ncase "$1" in uninstall) exit 1 ;; upgrade) exec sleep 60 ;; esac\n');
  await chmod(binary, 0o755);
  const isNamespaced = async () => true;
  const env = { PATH: process.env.PATH };
  return createHelm({
    binary,
    env,
    cwd: folder,
    cacheDirectory: folder,
    kube: {},
    isNamespaced,
    observer: helmMetrics(registry),
  });
}

test("runs of Helm are counted and timed by what they were for and how they ended, and those under way are told", async () => {
  const registry = new Registry();
  const helm = await createFakeHelm(registry);
  expect(await registry.metrics()).toContain('helm_operation_duration_seconds_count{op="upgrade",result="success"} 0');
  const chart = { path: "./x", name: "x", version: "1.0.0", hasPostHooks: false };
  const of = { releaseName: "a", namespace: "shop", timeoutMs: 1000 };
  await helm.template({ ...of, chart, values: {} });
  await expect(helm.uninstall(of)).rejects.toThrow();
  const abort = new AbortController();
  const upgrading = helm.upgrade({ ...of, chart, values: {}, wait: false, secrets: [], labels: {} }, abort.signal);
  await expect.poll(() => registry.metrics()).toMatch(/^helm_processes 1$/m);
  abort.abort();
  await expect(upgrading).rejects.toThrow();
  const text = await registry.metrics();
  expect(text).toMatch(/^helm_processes 0$/m);
  for (const [op, result] of [
    ["template", "success"],
    ["uninstall", "error"],
    ["upgrade", "cancelled"],
  ])
    expect(text).toContain(`helm_operation_duration_seconds_count{op="${op}",result="${result}"} 1`);
});

test("releases are counted by the state that their status tells", async () => {
  const registry = new Registry();
  const stage = new Stage({ db: { outputs: () => ({ OTHER: "x" }) } }, undefined, undefined, {
    readReleases: (count) => releaseMetrics(registry, RELEASE_STATES, count),
  });
  const api = release("api", { dependencies: [{ name: "db" }], values: { url: "<< db.outputs.URL >>" } });
  stage.put("UpstartService", "shop", {
    helmReleases: { db: release("db", publishing("db")), api, extra: release("extra") },
  });
  await stage.clock.advance(3000);
  const text = await registry.metrics();
  expect(text).toMatch(/^releases\{state="ready"\} 2$/m);
  expect(text).toMatch(/^releases\{state="waiting"\} 1$/m);
  expect(text).toMatch(/^releases\{state="failed"\} 0$/m);
  await stage.stop();
});
