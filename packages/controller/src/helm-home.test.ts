import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openHelmHome } from "./helm-home.ts";

/** A Helm that writes down what it is called with and fails. */
async function helmThatWritesDown(): Promise<{ binary: string; calls: () => string[]; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "upstart-helm-"));
  const binary = join(folder, "helm");
  const log = join(folder, "log");
  await writeFile(binary, `#!/bin/sh\necho "$HELM_REPOSITORY_CONFIG $*" >> ${log}\nexit 1\n`);
  await chmod(binary, 0o755);
  return { binary, folder, calls: () => readFileSync(log, "utf8").trim().split("\n") };
}

const open = (binary: string, chartRepositories: { name: string; url: string }[]) =>
  openHelmHome({ chartRepositories }, { HELM_BIN: binary, PATH: process.env.PATH }, async () => true);

test("Helm is given the repositories of the flags, in a private folder that goes away", async () => {
  const { binary, calls, folder } = await helmThatWritesDown();
  const home = await open(binary, [{ name: "charts", url: "https://charts.example.com" }]);
  await expect(home.helm.fetchChart({ chart: "charts/db" })).rejects.toMatchObject({ code: "ChartUnavailable" });
  const [call] = calls();
  expect(call).toMatch(/ repo update charts$/);
  const config = call!.split(" ")[0]!;
  expect(readFileSync(config, "utf8")).toContain("https://charts.example.com");
  expect(statSync(dirname(config)).mode & 0o077).toBe(0);
  await home.close();
  expect(existsSync(config)).toBe(false);
  await rm(folder, { recursive: true });
});

test("a chart that cannot be had is looked for again at the next call", async () => {
  const { binary, calls, folder } = await helmThatWritesDown();
  const home = await open(binary, [{ name: "charts", url: "https://charts.example.com" }]);
  for (let i = 0; i < 2; i++) await home.helm.fetchChart({ chart: "charts/db" }).catch(() => undefined);
  expect(calls()).toHaveLength(2);
  await home.close();
  await rm(folder, { recursive: true });
});

test("a name may stand for an OCI registry", async () => {
  const { binary, calls, folder } = await helmThatWritesDown();
  const home = await open(binary, [{ name: "charts", url: "oci://registry.example.com/team/" }]);
  await expect(home.helm.fetchChart({ chart: "charts/db", version: "1.0.0" })).rejects.toBeDefined();
  expect(calls()[0]).toContain(" pull oci://registry.example.com/team/db ");
  await home.close();
  await rm(folder, { recursive: true });
});
