import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ClusterError } from "@upstart/engine";
import { expect, onTestFinished, test } from "vitest";
import { type CredentialSource, type CredentialTerms, credentialsOf } from "./credentials.ts";
import { impersonationHeaders } from "./impersonation.ts";
import { podConnection } from "./in-cluster.ts";
import { connect } from "./kubeconfig.ts";
import { json, page, startServer, status } from "./testing/api-server.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { temporaryFolder, writeFiles, writeProgram } from "./testing/temporary.ts";
import { createTransport } from "./transport.ts";

const V1 = "client.authentication.k8s.io/v1";
const NOW = Date.parse("2030-01-01T00:00:00Z");

/**
 * A plugin in a folder of its own. It notes what it is told, and prints the file `answer`, or ends with the code of the
 * file `exit`.
 */
function plugin({ status: answer, ...more }: { status?: object; answer?: string; exec?: object; terms?: object }) {
  const folder = temporaryFolder();
  const command = writeProgram(
    join(folder, "plugin"),
    `const fs = require("node:fs");
const at = (name) => require("node:path").join(__dirname, name);
const stdin = fs.fstatSync(0);
fs.appendFileSync(at("told"), JSON.stringify({
  info: JSON.parse(process.env.KUBERNETES_EXEC_INFO), args: process.argv.slice(2),
  region: process.env.REGION, home: process.env.HOME, hasInput: !stdin.isCharacterDevice(),
}) + "\\n");
if (fs.existsSync(at("exit"))) process.exit(Number(fs.readFileSync(at("exit"), "utf8")));
process.stdout.write(fs.readFileSync(at("answer"), "utf8"));`,
  );
  const give = (given: object | string) =>
    writeFiles(folder, {
      answer:
        typeof given === "string" ? given : JSON.stringify({ apiVersion: V1, kind: "ExecCredential", status: given }),
    });
  give(more.answer ?? answer ?? { token: "first" });
  const clock = fakeClock(NOW);
  const terms: CredentialTerms = {
    server: "https://one.example",
    cluster: { server: "https://one.example" },
    env: { ...process.env, HOME: "/home/ada" },
    clock,
    isTerminal: false,
    ...more.terms,
  };
  const exec = { apiVersion: V1, command, interactiveMode: "IfAvailable", ...more.exec };
  return {
    folder,
    clock,
    give,
    command,
    open: () => credentialsOf({ exec }, terms),
    told: () => {
      const file = join(folder, "told");
      if (!existsSync(file)) return [];
      return readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    },
  };
}

async function refusedBy(source: CredentialSource): Promise<ClusterError> {
  const error = await source.get().then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ClusterError);
  return error as ClusterError;
}

test("a plugin's token is asked for once, however many want it", async () => {
  const { open, told } = plugin({ status: { token: "t0k3n" } });
  const source = open();
  const all = await Promise.all([source.get(), source.get(), source.get()]);
  all.push(await source.get());
  expect(new Set(all.map((c) => c.authorization))).toEqual(new Set(["Bearer t0k3n"]));
  expect(told()).toHaveLength(1);
});

test("a plugin is told what kubectl tells it, and gets its arguments and variables", async () => {
  const { open, told } = plugin({
    exec: { args: ["--cluster", "c 1"], env: [{ name: "REGION", value: "eu" }] },
  });
  await open().get();
  expect(told()).toEqual([
    {
      info: { apiVersion: V1, kind: "ExecCredential", spec: { interactive: false } },
      args: ["--cluster", "c 1"],
      region: "eu",
      home: "/home/ada",
      hasInput: false,
    },
  ]);
});

test("a plugin that asks for it is told about the cluster, its authority inline", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "ca.crt": "the authority" });
  const { open, told } = plugin({
    exec: { provideClusterInfo: true },
    terms: {
      cluster: {
        "certificate-authority": join(folder, "ca.crt"),
        "tls-server-name": "api",
        extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "x" } }],
      },
    },
  });
  await open().get();
  expect(told()[0].info.spec.cluster).toEqual({
    server: "https://one.example",
    "tls-server-name": "api",
    "certificate-authority-data": Buffer.from("the authority").toString("base64"),
    config: { audience: "x" },
  });
});

test("a plugin's certificate is used as it is", async () => {
  const { open } = plugin({ status: { clientCertificateData: "CERT", clientKeyData: "KEY" } });
  expect(await open().get()).toEqual({ certificate: { cert: "CERT", key: "KEY" } });
});

test("credentials that run out are asked for anew, and no sooner", async () => {
  const { open, give, clock, told } = plugin({
    status: { token: "first", expirationTimestamp: "2030-01-01T01:00:00Z" },
  });
  const source = open();
  await source.get();
  give({ token: "second" });
  clock.pass(3_599_999);
  expect((await source.get()).authorization).toBe("Bearer first");
  clock.pass(1);
  expect((await source.get()).authorization).toBe("Bearer second");
  expect(told()).toHaveLength(2);
});

test("after a failure the next one who asks gets another try", async () => {
  const { open, folder } = plugin({});
  writeFiles(folder, { exit: "1" });
  const source = open();
  await refusedBy(source);
  rmSync(join(folder, "exit"));
  expect((await source.get()).authorization).toBe("Bearer first");
});

test.each([
  { name: "fails", files: { exit: "7" }, words: /ended with code 7/ },
  { name: "prints no JSON", answer: "t0k3n: secret", words: /not an ExecCredential in JSON/ },
  { name: "prints nothing", answer: "", words: /not an ExecCredential in JSON/ },
  { name: "prints a list", answer: '["secret"]', words: /not an ExecCredential in JSON/ },
  { name: "prints another kind", answer: `{"apiVersion":"${V1}","kind":"Pod"}`, words: /Pod in/ },
  {
    name: "answers in another version",
    answer: `{"apiVersion":"${V1}beta1","kind":"ExecCredential","status":{"token":"secret"}}`,
    words: /not ExecCredential in client\.authentication\.k8s\.io\/v1$/,
  },
  { name: "gives no credentials", status: {}, words: /neither a token nor a certificate/ },
  { name: "gives half a pair", status: { clientCertificateData: "CERT" }, words: /neither a token nor a certificate/ },
  { name: "gives a time that is none", status: { token: "secret", expirationTimestamp: "soon" }, words: /not a time/ },
  { name: "gives a token that is no text", status: { token: ["secret"] }, words: /token .* is not text/ },
])("a plugin that $name is refused, and nothing of its answer is shown", async ({ files, words, ...given }) => {
  const { open, folder } = plugin(given);
  writeFiles(folder, files ?? {});
  const error = await refusedBy(open());
  expect(["Unauthorized", "BadKubeconfig"]).toContain(error.code);
  expect(error.message).toMatch(words);
  expect(error.message).not.toContain("secret");
});

test("a plugin that is not installed: the kubeconfig's hint is passed on", async () => {
  const { open } = plugin({ exec: { command: "no-such-plugin", installHint: "get it from the shop\n" } });
  const error = await refusedBy(open());
  expect(error).toMatchObject({ code: "Unauthorized" });
  expect(error.message).toMatch(/no-such-plugin .*there is no such program\n {2}get it from the shop$/);
});

test("a plugin that always asks needs a terminal", async () => {
  const { open, told } = plugin({ exec: { interactiveMode: "Always" } });
  expect((await refusedBy(open())).message).toContain("standard input is not a terminal");
  expect(told()).toEqual([]);
});

test.each([
  { mode: "IfAvailable", isTerminal: true, want: true },
  { mode: "IfAvailable", isTerminal: false, want: false },
  { mode: "Never", isTerminal: true, want: false },
  { mode: "Always", isTerminal: true, want: true },
])("interactiveMode $mode, a terminal: $isTerminal", async ({ mode, isTerminal, want }) => {
  const { open, told } = plugin({ exec: { interactiveMode: mode }, terms: { isTerminal } });
  await open().get();
  expect(told()[0].info.spec.interactive).toBe(want);
});

test.each([
  { name: "an old apiVersion", exec: { apiVersion: "client.authentication.k8s.io/v1alpha1" } },
  { name: "no apiVersion", exec: { apiVersion: "" } },
  { name: "no command", exec: { command: "" } },
  { name: "an unknown interactiveMode", exec: { interactiveMode: "Sometimes" } },
])("$name is a mistake in the kubeconfig", ({ exec }) => {
  expect(() => plugin({ exec }).open()).toThrow(expect.objectContaining({ code: "BadKubeconfig" }));
});

/** A transport with a user of a kubeconfig, on a fake clock. */
function transportOf(server: string, user: object) {
  const folder = temporaryFolder();
  const clock = fakeClock(NOW);
  writeFiles(folder, {
    config: JSON.stringify({
      clusters: [{ name: "c", cluster: { server } }],
      users: [{ name: "u", user }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    }),
  });
  const connection = connect({ kubeconfig: `${folder}/config` }, { ...process.env, KUBECONFIG: "" }, clock);
  const transport = createTransport(connection, clock);
  onTestFinished(() => transport.close());
  return { transport, clock };
}

const GET = { method: "GET", path: "/api", doing: "look" } as const;
const POST = { ...GET, method: "POST", body: {} } as const;

test.each([GET, POST])("401 renews a plugin's credentials once, for $method too", async (request) => {
  const { command, give, told } = plugin({ status: { token: "first" } });
  const server = await startServer();
  server.answer((response, received) => {
    const isSecond = received.headers.authorization === "Bearer second";
    give({ token: "second" });
    (isSecond ? json({ ok: true }) : status(401))(response, received);
  });
  const { transport } = transportOf(server.url, { exec: { apiVersion: V1, command, interactiveMode: "Never" } });
  expect(await transport.json(request)).toEqual({ ok: true });
  expect(told()).toHaveLength(2);
  expect(server.requests).toHaveLength(2);
});

test("401 that stays is an error after two tries, which says that the credentials are not accepted", async () => {
  const { command, told } = plugin({});
  const server = await startServer();
  server.answer(status(401, { message: "Unauthorized" }));
  const { transport } = transportOf(server.url, { exec: { apiVersion: V1, command, interactiveMode: "Never" } });
  await expect(transport.json(GET)).rejects.toMatchObject({
    code: "Unauthorized",
    message: expect.stringContaining("does not accept the credentials"),
  });
  expect(told()).toHaveLength(2);
});

test("401 with a token that cannot be renewed is asked once", async () => {
  const server = await startServer();
  server.answer(status(401));
  const { transport } = transportOf(server.url, { token: "t0k3n" });
  await expect(transport.json(GET)).rejects.toMatchObject({ code: "Unauthorized", status: 401 });
  expect(server.requests).toHaveLength(1);
});

test("a plugin that fails is named in what could not be done", async () => {
  const { command, folder } = plugin({});
  writeFiles(folder, { exit: "3" });
  const { transport } = transportOf("http://127.0.0.1:1", { exec: { apiVersion: V1, command } });
  await expect(transport.json(GET)).rejects.toMatchObject({
    code: "Unauthorized",
    message: expect.stringMatching(
      /^cannot look: the credential plugin .*plugin gives no credentials: it ended with code 3/,
    ),
  });
});

test("a token file that changes is read again after a minute, and at once when the server says 401", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { token: "one\n" });
  const server = await startServer();
  const { transport, clock } = transportOf(server.url, { tokenFile: join(folder, "token") });
  await transport.json(GET);
  writeFiles(folder, { token: "two\n" });
  await transport.json(GET);
  clock.pass(60_000);
  await transport.json(GET);
  writeFiles(folder, { token: "three\n" });
  server.answer(status(401), json({}));
  await transport.json(GET);
  const seen = server.requests.map((r) => r.headers.authorization);
  expect(seen).toEqual(["one", "one", "two", "two", "three"].map((t) => `Bearer ${t}`));
});

test("401 with a token file that is as it was is asked once", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { token: "one" });
  const server = await startServer();
  server.answer(status(401));
  const { transport } = transportOf(server.url, { tokenFile: join(folder, "token") });
  await expect(transport.json(GET)).rejects.toMatchObject({ code: "Unauthorized", status: 401 });
  expect(server.requests).toHaveLength(1);
});

test("a token file that is gone still counts as it was, and one that never was is a mistake", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { token: "one" });
  const server = await startServer();
  const { transport, clock } = transportOf(server.url, { tokenFile: join(folder, "token") });
  await transport.json(GET);
  rmSync(join(folder, "token"));
  clock.pass(600_000);
  await transport.json(GET);
  expect(server.requests[1]!.headers.authorization).toBe("Bearer one");
  const never = transportOf(server.url, { tokenFile: join(folder, "never") }).transport;
  await expect(never.json(GET)).rejects.toMatchObject({
    code: "BadKubeconfig",
    message: expect.stringMatching(/^cannot look: .*never, which the kubeconfig names, cannot be read: ENOENT/),
  });
});

test("OpenID Connect: the token of the kubeconfig is sent while it lasts", async () => {
  const server = await startServer();
  const claims = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3600 })).toString("base64url");
  const idToken = `e30.${claims}.c2ln`;
  const { transport } = transportOf(server.url, {
    "auth-provider": { name: "oidc", config: { "id-token": idToken, "client-id": "c", "idp-issuer-url": "https://i" } },
  });
  await transport.json(GET);
  expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${idToken}`);
});

test("OpenID Connect: an issuer that cannot be asked is an error that shows no token", async () => {
  const issuer = await startServer();
  issuer.answer(page(500));
  const claims = Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url");
  const { transport } = transportOf("http://127.0.0.1:1", {
    "auth-provider": {
      name: "oidc",
      config: {
        "id-token": `e30.${claims}.c2ln`,
        "refresh-token": "hunter2",
        "client-id": "c",
        "client-secret": "hunter3",
        "idp-issuer-url": issuer.url,
      },
    },
  });
  const error = await transport.json(GET).catch((e: unknown) => e as ClusterError);
  expect(error).toMatchObject({ code: "Unauthorized" });
  expect((error as ClusterError).message).toMatch(/^cannot look: oidc gives no credentials: /);
  expect((error as ClusterError).message).not.toMatch(/hunter/);
});

test("whom to act as in headers; names that no header may have are escaped", () => {
  const extra = { "example.com/team": ["a", "b"], "Größe (cm)": ["9"] };
  expect(impersonationHeaders({ user: "ada", groups: ["dev", "ops"], uid: "7", extra })).toEqual({
    "Impersonate-User": "ada",
    "Impersonate-Group": ["dev", "ops"],
    "Impersonate-Uid": "7",
    "Impersonate-Extra-example.com%2Fteam": ["a", "b"],
    "Impersonate-Extra-Gr%C3%B6%C3%9Fe%20%28cm%29": ["9"],
  });
  expect(impersonationHeaders({ groups: [], extra: {} })).toEqual({});
});

const POD = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "6443" };

test("in a Pod: address, namespace, token and authority are those that are mounted", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { token: "mounted\n", namespace: "shop\n", "ca.crt": "the authority" });
  const connection = podConnection({}, POD, fakeClock(), folder);
  expect(connection).toMatchObject({ server: "https://10.0.0.1:6443", namespace: "shop", contextName: "" });
  expect(connection.tls.authority!.read().toString()).toBe("the authority");
  expect(await connection.credentials.get()).toEqual({ authorization: "Bearer mounted" });
});

test.each([
  {
    name: "an IPv6 address",
    env: { ...POD, KUBERNETES_SERVICE_HOST: "fd00::1" },
    want: { server: "https://[fd00::1]:6443" },
  },
  { name: "POD_NAMESPACE", env: { ...POD, POD_NAMESPACE: "other" }, want: { namespace: "other" } },
  { name: "--namespace", flags: { namespace: "flag" }, want: { namespace: "flag" } },
  { name: "--as", flags: { as: "ada" }, want: { impersonate: { user: "ada" } } },
])("in a Pod: $name", ({ env = POD, flags = {}, want }) => {
  const folder = temporaryFolder();
  writeFiles(folder, { token: "mounted", namespace: "shop" });
  expect(podConnection(flags, env, fakeClock(), folder)).toMatchObject(want);
});

test("in a Pod without a token: what to do is said", () => {
  expect(() => podConnection({}, POD, fakeClock(), temporaryFolder())).toThrow(/automountServiceAccountToken/);
});

test("a Pod with a kubeconfig uses that", () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    config:
      '{"clusters":[{"name":"c","cluster":{"server":"https://c.example"}}],"contexts":[{"name":"x","context":{"cluster":"c"}}],"current-context":"x"}',
  });
  expect(connect({}, { ...POD, KUBECONFIG: join(folder, "config") }).server).toBe("https://c.example");
  expect(connect({ server: "https://flag.example" }, { ...POD, HOME: folder }).server).toBe("https://flag.example");
});
