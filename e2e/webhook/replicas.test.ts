import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import https from "node:https";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthority, issueLeaf } from "../../packages/webhook/src/certificates/issue.ts";
import type { KeyPair } from "../../packages/webhook/src/server/tls-server.ts";
import { FaultyApi } from "../controller/faulty-api.ts";
import { Controllers } from "../controller/processes.ts";
import { accessIn } from "../controller/stage.ts";
import { type Bench, openBench, tiny, until } from "../harness.ts";
import { API, type Condition, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { type Access, loadAdmission } from "./admission-load.ts";
import { endpointObject, ownAddress, serviceObject } from "./endpoints.ts";
import { type Running, startReplica, startWebhook } from "./webhooks.ts";

// As in a cluster: replicas behind a Service, called by the real API server, and restarted under load. Between them and
// the API server stands what lets their caches be held still.

const HOME = "upstart";
const SERVICE = "upstart-webhook";
const ADDRESS = ownAddress();

let bench: Bench;
let api: FaultyApi;
let access: Access;
let kubeconfig: string;
let replicas: Running[] = [];
let controllers: Controllers;

beforeAll(async () => {
  bench = await openBench();
  await installKinds(bench);
  access = await accessIn(bench.sandbox.kubeconfig);
  api = await FaultyApi.open(access);
  controllers = new Controllers(bench);
  await controllers.namespace(HOME, api.url);
  kubeconfig = join(bench.directory, `${HOME}.kubeconfig`);
});
afterAll(async () => {
  for (const replica of replicas) await endServer(replica, "SIGKILL");
  await controllers?.endAll();
  await api?.close();
  await bench?.close();
});

interface Answer {
  readonly exitCode: number;
  readonly stderr: string;
}

async function apply(object: object, ...args: string[]): Promise<Answer> {
  const options = { input: JSON.stringify(object), stdin: "pipe" as const };
  const { exitCode, stderr } = await bench.kubectl(["apply", "-f", "-", ...args], options);
  return { exitCode: exitCode ?? -1, stderr: String(stderr) };
}

async function done(answer: Promise<Answer>): Promise<Answer> {
  const { exitCode, stderr } = await answer;
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  return answer;
}

const service = (name: string, helmReleases: object, namespace = "default", more: object = {}) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: { name, namespace },
  spec: { helmReleases, ...more },
});
const needs = (...names: string[]) => tiny({ dependencies: names.map((name) => ({ name })) });
const CYCLIC = service("bad", { api: needs("cache"), cache: needs("api") });

async function addEndpoint({ port }: Running): Promise<void> {
  await done(apply(endpointObject(HOME, SERVICE, ADDRESS!, port)));
}

async function startAndAdd(): Promise<Running> {
  const replica = await startReplica(bench, kubeconfig, `${HOME}/${SERVICE}`);
  replicas.push(replica);
  await addEndpoint(replica);
  return replica;
}

const authority = async () =>
  Buffer.from((await bench.get("secret", `${SERVICE}-tls`, HOME))?.data?.["ca.crt"] ?? "", "base64").toString();

/** What a replica answers on a path, where its certificate is one for the Service that the authority has signed. */
function ask(port: number, path: string, ca: string): Promise<string> {
  const options = { host: "127.0.0.1", port, path, ca, servername: `${SERVICE}.${HOME}.svc`, agent: false } as const;
  return new Promise((resolve, reject) => {
    const request = https.get(options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve(text));
    });
    request.on("error", reject);
  });
}

const callsOf = (metrics: string) =>
  Number(/controller_runtime_webhook_requests_total\{webhook="validate",code="200"\} (\d+)/.exec(metrics)?.[1]);

describe.skipIf(ADDRESS === undefined)("two replicas behind a Service", () => {
  test("agree on one authority, and are both called by the API server", async () => {
    await done(apply(serviceObject(HOME, SERVICE)));
    const [a, b] = await Promise.all([startAndAdd(), startAndAdd()]);
    const ca = await authority();
    await until("the API server to know the Service", async () =>
      (await apply(CYCLIC, "--dry-run=server")).stderr.includes("api -> cache -> api") ? true : undefined,
    );
    // One connection is kept for as long as it is enough: several at once take several.
    const load = loadAdmission(access, 8);
    await until("both to be called", async () => {
      const calls = await Promise.all([a, b].map(async ({ port }) => callsOf(await ask(port, "/metrics", ca))));
      return calls.every((count) => count > 0) ? true : undefined;
    });
    expect((await load.stop()).failures).toEqual([]);
  });

  test("are replaced one after the other without a call that fails", async () => {
    const load = loadAdmission(access, 4, 10);
    for (const old of [...replicas]) {
      await startAndAdd();
      const before = load.count;
      await until("some calls", async () => (load.count > before + 50 ? true : undefined));
      // As a cluster does it: the replica is told to end while it is taken out of the Service.
      const ended = endServer(old);
      await bench.kubectl(["delete", "endpointslice", `${SERVICE}-${old.port}`, "-n", HOME]);
      expect(await ended).toBe(0);
      replicas = replicas.filter((r) => r !== old);
    }
    const { ms, failures } = await load.stop();
    expect(failures).toEqual([]);
    expect(ms.length).toBeGreaterThan(200);
  });

  test("let two changes in that only together close a circle, where they cannot know; then controllers hold both", async () => {
    const ns = "race";
    await done(apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: ns } }));
    const lead = await controllers.namespace("controllers");
    const controller = controllers.start(lead, "--chart-repository", `upstart-charts=${bench.sandbox.chartRepository}`);
    await controller.said("leading", 60_000);
    for (const name of ["a", "b"]) await done(apply(service(name, { [name]: tiny() }, ns, { suspend: true })));
    await until("the webhooks to know both", async () => {
      const probe = service("probe", { probe: needs("a", "b") }, ns);
      const { stderr } = await apply(probe, "--dry-run=server");
      return stderr.includes("may be applied later") ? undefined : true;
    });

    api.freeze();
    await done(apply(service("a", { a: needs("b") }, ns)));
    await done(apply(service("b", { b: needs("a") }, ns)));
    api.thaw("goes on");

    for (const name of ["a", "b"]) {
      const { reason, message } = await until(`${name} to be held`, () => condition(name, ns, "Stalled"));
      expect([reason, message.includes("a -> a/a -> b -> b/b -> a")]).toEqual(["DependencyCycle", true]);
    }
    const records = await bench.kubectl(["get", "secrets", "-n", ns, "-l", "owner=helm", "-o", "name"]);
    expect([records.exitCode, records.stdout]).toEqual([0, ""]);
    await until("the webhooks to know of the circle", async () =>
      (await apply(service("a", { a: needs("b"), more: tiny() }, ns), "--dry-run=server")).stderr.includes(
        "was so before",
      )
        ? true
        : undefined,
    );

    // Who cuts the circle lets both go.
    await done(apply(service("b", { b: tiny() }, ns)));
    for (const name of ["b", "a"])
      await until(`${name} to be ready`, async () =>
        (await condition(name, ns, "Ready"))?.reason === "Ready" ? true : undefined,
      );
  });
});

async function condition(name: string, namespace: string, type: string): Promise<Condition | undefined> {
  const status = (await bench.get("usvc", name, namespace))?.status as { conditions?: Condition[] } | undefined;
  return status?.conditions?.find((c) => c.type === type && c.status === "True");
}

describe("a certificate that somebody else brings", () => {
  const HOUR_MS = 3_600_000;
  const newLeaf = (signer: KeyPair) => issueLeaf(signer, ["127.0.0.1"], Date.now(), HOUR_MS);
  let webhook: Running | undefined;
  afterAll(() => endServer(webhook, "SIGKILL"));

  /** Writes them as a Secret that is mounted changes: a folder of its own, and a link that is moved to it. */
  async function mount(folder: string, { cert, key }: KeyPair, ca: string): Promise<void> {
    const version = join(folder, `..${Math.random().toString(36).slice(2)}`);
    await mkdir(version, { recursive: true });
    for (const [name, text] of Object.entries({ "tls.crt": cert, "tls.key": key, "ca.crt": ca })) {
      await writeFile(join(version, name), text);
      await rm(join(folder, name), { force: true });
      await symlink(join("..data", name), join(folder, name));
    }
    await symlink(version, join(folder, "..data.new"));
    await rename(join(folder, "..data.new"), join(folder, "..data"));
  }

  const serves = (port: number) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()!.toString());
        socket.end();
      });
      socket.on("error", reject);
    });
  const served = (port: number, { cert }: KeyPair) =>
    until("the new certificate", async () => ((await serves(port)) === cert ? true : undefined), 60_000);

  test("is taken into use when it changes, its authority too, without a call that fails", async () => {
    for (const replica of replicas.splice(0)) await endServer(replica, "SIGKILL");
    const folder = join(bench.directory, "brought");
    const [one, two] = [await createAuthority(Date.now(), HOUR_MS), await createAuthority(Date.now(), HOUR_MS)];
    const first = await newLeaf(one);
    await mount(folder, first, one.cert);
    const file = (name: string) => join(folder, name);
    const files = ["--tls-cert-file", file("tls.crt"), "--tls-key-file", file("tls.key")];
    webhook = await startWebhook(bench, { args: [...files, "--tls-ca-file", file("ca.crt")] });
    await until("the API server to call it", async () =>
      (await apply(CYCLIC, "--dry-run=server")).stderr.includes("api -> cache -> api") ? true : undefined,
    );
    const load = loadAdmission(access, 2, 20);
    for (const signer of [one, two]) {
      const leaf = await newLeaf(signer);
      await mount(folder, leaf, signer.cert);
      await served(webhook.port, leaf);
    }
    const before = load.count;
    await until("some calls", async () => (load.count > before + 20 ? true : undefined));
    expect((await load.stop()).failures).toEqual([]);
  });

  test("and an authority that others write into the configurations, as cert-manager does, is left as they write it", async () => {
    await endServer(webhook, "SIGKILL");
    const both = "validatingwebhookconfiguration,mutatingwebhookconfiguration";
    await bench.kubectl(["delete", both, "upstart"]);
    const folder = join(bench.directory, "injected");
    const one = await createAuthority(Date.now(), HOUR_MS);
    await mount(folder, await newLeaf(one), one.cert);
    const args = ["--tls-cert-file", join(folder, "tls.crt"), "--tls-key-file", join(folder, "tls.key")];
    webhook = await startWebhook(bench, { args });
    expect((await apply(CYCLIC, "--dry-run=server")).stderr).toContain("failed calling webhook");
    const annotation = "cert-manager.io/inject-ca-from";
    await bench.kubectl(["annotate", both, "upstart", `${annotation}=upstart/webhook`]);
    const caBundle = Buffer.from(one.cert).toString("base64");
    const patchOf = (indexes: number[]) =>
      JSON.stringify(
        indexes.map((i) => ({ op: "add", path: `/webhooks/${i}/clientConfig/caBundle`, value: caBundle })),
      );
    for (const [kind, indexes] of [
      ["validatingwebhookconfiguration", [0, 1]],
      ["mutatingwebhookconfiguration", [0]],
    ] as const)
      await bench.kubectl(["patch", kind, "upstart", "--type=json", "-p", patchOf([...indexes])]);
    await until("the API server to trust it", async () =>
      (await apply(CYCLIC, "--dry-run=server")).stderr.includes("api -> cache -> api") ? true : undefined,
    );
    // What is ours is put back, and nothing else.
    const open = JSON.stringify([{ op: "replace", path: "/webhooks/0/failurePolicy", value: "Ignore" }]);
    await bench.kubectl(["patch", "validatingwebhookconfiguration", "upstart", "--type=json", "-p", open]);
    const configuration = await until("the failurePolicy to be put back", async () => {
      const found = await bench.get("validatingwebhookconfiguration", "upstart");
      return JSON.stringify(found).includes('"failurePolicy":"Fail"') ? found : undefined;
    });
    expect(configuration.metadata.annotations?.[annotation]).toBe("upstart/webhook");
    expect(JSON.stringify(configuration.webhooks)).toContain(caBundle);
  });
});
