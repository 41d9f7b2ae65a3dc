import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { KubeObject } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, onTestFinished, test } from "vitest";
import type { ChartRepository } from "./config.ts";
import { openHelmHome } from "./helm-home.ts";

/** A Helm that writes down what it is called with, and what it reads then, and fails. */
async function helmThatWritesDown(): Promise<{ binary: string; calls: () => string[]; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "upstart-helm-"));
  const binary = join(folder, "helm");
  const log = join(folder, "log");
  const read = (name: string) => `echo "${name} $(cat "$${name}" 2>/dev/null)" >> ${log}.files`;
  const files = ["HELM_REPOSITORY_CONFIG", "HELM_REGISTRY_CONFIG"].map(read).join("\n");
  const words = "the login hunter2 is not good";
  await writeFile(
    binary,
    `#!/bin/sh\necho "$HELM_REPOSITORY_CONFIG $*" >> ${log}\nenv >> ${log}.env\n${files}\necho "${words}" >&2\nexit 1\n`,
  );
  await chmod(binary, 0o755);
  return { binary, folder, calls: () => readFileSync(log, "utf8").trim().split("\n") };
}

const open = (
  binary: string,
  chartRepositories: readonly ChartRepository[],
  clock = fakeClock(),
  cluster = fakeCluster(clock),
) =>
  openHelmHome(
    { chartRepositories },
    {
      env: { HELM_BIN: binary, PATH: process.env.PATH },
      cluster: { ...cluster, isNamespaced: async () => true },
      clock,
    },
  );

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

const LOGIN = { namespace: "upstart", name: "login" };
const secret = (data: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: LOGIN,
  data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")])),
});

/** A home with a repository whose login is in a Secret. */
async function privateHome(url: string) {
  const { binary, calls, folder } = await helmThatWritesDown();
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const home = await open(binary, [{ name: "charts", url, secret: LOGIN }], clock, cluster);
  let changes = 0;
  home.onChange(() => {
    changes += 1;
  });
  onTestFinished(async () => {
    await home.close();
    await rm(folder, { recursive: true });
  });
  const fetch = (chart = "charts/db", version?: string) =>
    home.helm.fetchChart({ chart, ...(version === undefined ? {} : { version }) }).then(
      () => "",
      (error: Error) => error.message,
    );
  const text = (name: string) => readFileSync(join(folder, `log${name}`), "utf8");
  return { cluster, fetch, calls, text, changes: () => changes };
}

test("credentials come from a Secret, in files alone, and are others when that changes", async () => {
  const { cluster, fetch, calls, text, changes } = await privateHome("https://charts.example.com");
  expect(await fetch()).toContain("takes its credentials from the Secret upstart/login: it is not there");
  cluster.put(secret({ username: "ada", password: "hunter2", "ca.crt": "PEM" }));
  const said = await fetch();
  expect(said).toContain("cannot be read");
  expect(said).not.toContain("hunter2");
  expect(changes()).toBeGreaterThan(0);
  expect(text(".files")).toMatch(/"username":"ada","password":"hunter2","caFile":"[^"]+"/);
  expect(calls().join() + text(".env")).not.toContain("hunter2");
  cluster.put(secret({ username: "ada", password: "other" }));
  await fetch();
  expect(text(".files")).toContain('"password":"other"}');
});

test.each([
  { what: "a login", data: { username: "ada", password: "hunter2" }, auth: { auth: btoa("ada:hunter2") } },
  {
    what: "what docker login writes",
    data: { ".dockerconfigjson": JSON.stringify({ auths: { "registry.example.com": { auth: "abc" } } }) },
    auth: { auth: "abc" },
  },
])("a registry gets $what, and TLS by names of files", async ({ data, auth }) => {
  const { cluster, fetch, calls, text } = await privateHome("oci://registry.example.com/team");
  cluster.put(secret({ ...data, "ca.crt": "PEM", "tls.crt": "C", "tls.key": "K" }));
  await fetch("charts/db", "1.0.0");
  await fetch("oci://registry.example.com/team/web", "1.0.0");
  await fetch("oci://other.example.com/web", "1.0.0");
  expect(text(".files")).toContain(
    `HELM_REGISTRY_CONFIG ${JSON.stringify({ auths: { "registry.example.com": auth } })}`,
  );
  const flags = calls().map((call) => [...call.matchAll(/--(?:ca|cert|key)-file/g)].length);
  expect(flags).toEqual([3, 3, 0]);
});

test.each([
  { data: { username: "ada" }, problem: "only one of username and password" },
  { data: { "tls.crt": "C", "ca.crt": "PEM" }, problem: "only one of tls.crt and tls.key" },
  { data: { ".dockerconfigjson": "hunter2" }, problem: "not what docker login writes" },
  { data: { token: "hunter2" }, problem: "neither username and password" },
])("of a Secret with $data it is said what is wrong", async ({ data, problem }) => {
  const { cluster, fetch } = await privateHome("https://charts.example.com");
  cluster.put(secret(data as unknown as Record<string, string>));
  const said = await fetch();
  expect(said).toContain(problem);
  expect(said).not.toContain("hunter2");
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
