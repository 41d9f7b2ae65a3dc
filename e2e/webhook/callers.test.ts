import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@upstart/sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuthority } from "../../packages/webhook/src/certificates/issue.ts";
import { issueClient } from "../../packages/webhook/src/testing/issue-client.ts";
import { type Bench, openBench, tiny } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { type Running, startWebhook } from "./webhooks.ts";

const HOUR_MS = 3_600_000;
const PLUGINS = ["ValidatingAdmissionWebhook", "MutatingAdmissionWebhook"];

let bench: Bench;
let webhook: Running;
let folder: string;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upstart-callers-"));
  port = await freePort();
  const [own, other] = [await createAuthority(Date.now(), HOUR_MS), await createAuthority(Date.now(), HOUR_MS)];
  const client = await issueClient(own, "CN=kube-apiserver");
  await writeFile(join(folder, "own.crt"), own.cert);
  await writeFile(join(folder, "other.crt"), other.cert);
  await writeFile(join(folder, "client.crt"), client.cert);
  await writeFile(join(folder, "client.key"), client.key, { mode: 0o600 });
  bench = await openBench({ apiServerFlags: { "admission-control-config-file": await admissionConfig() } });
  await installKinds(bench);
  webhook = await startWebhook(bench, {
    port,
    args: ["--client-ca-file", join(folder, "own.crt"), "--client-name", "kube-apiserver"],
  });
});
afterAll(async () => {
  await endServer(webhook, "SIGKILL");
  await bench?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What an API server is started with, so that it shows a certificate to webhooks: as docs/webhook.md says. */
async function admissionConfig(): Promise<string> {
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    users: [
      {
        name: `127.0.0.1:${port}`,
        user: { "client-certificate": join(folder, "client.crt"), "client-key": join(folder, "client.key") },
      },
    ],
  };
  await writeFile(join(folder, "kubeconfig"), JSON.stringify(kubeconfig));
  const configuration = {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "WebhookAdmissionConfiguration",
    kubeConfigFile: join(folder, "kubeconfig"),
  };
  const admission = {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AdmissionConfiguration",
    plugins: PLUGINS.map((name) => ({ name, configuration })),
  };
  await writeFile(join(folder, "admission.json"), JSON.stringify(admission));
  return join(folder, "admission.json");
}

const service = (dependency: string) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: { name: "shop", namespace: "default" },
  spec: { helmReleases: { api: tiny({ dependencies: [{ name: dependency }] }) } },
});
const apply = (object: object) =>
  bench.kubectl(["apply", "--dry-run=server", "-f", "-"], { input: JSON.stringify(object), stdin: "pipe" });
const statusOf = async (path: string, method = "GET") => {
  const { stdout } = await bench.shell(
    `curl -sk -o /dev/null -w '%{http_code}' -X ${method} https://127.0.0.1:${port}${path}`,
  );
  return String(stdout);
};

test("an API server that shows its certificate is answered, others only about health", async () => {
  expect(String((await apply(service("api"))).stderr)).toContain("DependencyCycle: api -> api");
  expect((await apply(service("db"))).exitCode).toBe(0);
  expect(await statusOf("/readyz")).toBe("200");
  expect(await statusOf("/livez")).toBe("200");
  expect(await statusOf("/validate", "POST")).toBe("401");
  expect(await statusOf("/mutate", "POST")).toBe("401");
});

test("one whose authority is not believed is told so, and the failure policy decides", async () => {
  await endServer(webhook, "SIGKILL");
  webhook = await startWebhook(bench, { port, args: ["--client-ca-file", join(folder, "other.crt")] });
  const { exitCode, stderr } = await apply(service("db"));
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringContaining("callers must show a certificate that an authority of --client-ca-file has signed"),
  });
});
