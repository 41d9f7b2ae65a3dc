import { createServer } from "node:http";
import { connect as openSocket } from "node:net";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { connect, type KubeFlags } from "../../packages/clients/src/kubeconfig.ts";
import { json, listen, type Received, startServer } from "../../packages/clients/src/testing/api-server.ts";
import { createAuthority } from "../../packages/clients/src/testing/certificates.ts";
import { temporaryFolder, writeFiles, writeProgram } from "../../packages/clients/src/testing/temporary.ts";
import { createTransport } from "../../packages/clients/src/transport.ts";
import { findKubectl } from "./kubectl.ts";

let kubectl: string;
beforeAll(async () => {
  kubectl = await findKubectl();
});

interface Row {
  readonly name: string;
  /** YAML of the cluster's entry besides its server. */
  readonly cluster?: string;
  readonly user?: string;
  readonly flags?: KubeFlags;
}

const EXEC = "apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: ./plugin";
const ADA = "client-certificate: ada.crt, client-key: ada.key";
const GRACE = "client-certificate: grace.crt, client-key: grace.key";

// Left out: --token over a token file. There kubectl takes the file, and we take what the person has typed.
const ROWS: readonly Row[] = [
  { name: "a token", user: "token: t1" },
  { name: "a token file and a token", user: "tokenFile: token, token: stale" },
  { name: "a name and a password", user: "username: ada, password: pw" },
  { name: "a certificate", user: ADA },
  { name: "a certificate and a token", user: `${ADA}, token: t1` },
  { name: "an exec plugin", user: `exec: {${EXEC}}` },
  { name: "an exec plugin that gives a certificate", user: `exec: {${EXEC}, env: [{name: GIVE, value: certificate}]}` },
  { name: "an exec plugin and a token", user: `token: t1, exec: {${EXEC}}` },
  { name: "an exec plugin that is told about the cluster", user: `exec: {${EXEC}, provideClusterInfo: true}` },
  { name: "--token over a certificate", user: ADA, flags: { token: "flag" } },
  { name: "--token over an exec plugin", user: `exec: {${EXEC}}`, flags: { token: "flag" } },
  {
    name: "--client-certificate over that of the user",
    user: ADA,
    flags: { clientCertificate: "$DIR/grace.crt", clientKey: "$DIR/grace.key" },
  },
  { name: "--user", user: "token: t1", flags: { user: "grace" } },
  { name: "--as", user: "token: t1", flags: { as: "alan", asGroup: ["dev", "ops"], asUid: "8" } },
  { name: "to act as of the user", user: "token: t1, as: alan, as-uid: '7', as-groups: [dev]" },
  { name: "extra to act as", user: "token: t1, as: alan, as-user-extra: {a/b: [one, two], 'c d(e)': [three]}" },
  {
    name: "--as over the user's, whose groups stay",
    user: "token: t1, as: alan, as-groups: [dev]",
    flags: { as: "eve" },
  },
  { name: "tls-server-name", cluster: "tls-server-name: localhost", user: "token: t1" },
  { name: "--tls-server-name", user: "token: t1", flags: { tlsServerName: "localhost" } },
  {
    name: "insecure-skip-tls-verify of a flag",
    cluster: "certificate-authority: ca.crt",
    user: "token: t1",
    flags: { insecureSkipTlsVerify: true },
  },
  { name: "a proxy-url", cluster: 'proxy-url: "$PROXY"', user: "token: t1" },
];

test.each(ROWS)("kubectl sends the same: $name", async (row) => {
  const { server, proxied, folder } = await setUp(row);
  const flags = JSON.parse(JSON.stringify(row.flags ?? {}).replaceAll("$DIR", folder)) as KubeFlags;
  const env = { HOME: folder, KUBECONFIG: join(folder, "config"), PATH: process.env.PATH };
  const { stderr } = await execa(kubectl, ["get", "--raw", "/probe", ...argumentsOf(flags)], {
    reject: false,
    extendEnv: false,
    stdin: "ignore",
    timeout: 30_000,
    env,
  });
  const probes = () => server.requests.filter((r) => r.path === "/probe").map(seen);
  const theirs = probes();
  const transport = createTransport(connect(flags, env));
  await transport.json({ method: "GET", path: "/probe", doing: "probe" }).finally(() => transport.close());
  const ours = probes().slice(theirs.length);
  expect(stderr).toBe("");
  expect(theirs).toHaveLength(1);
  expect(ours).toEqual(theirs);
  expect(proxied.length > 0).toBe(row.cluster?.includes("$PROXY") === true);
});

async function setUp({ cluster = "", user = "" }: Row) {
  const authority = await createAuthority();
  const server = await startServer({
    ...(await authority.server()),
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.answer(json({}));
  const proxied: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    proxied.push(request.url!);
    const upstream = openSocket(server.port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const side of [upstream, socket]) side.on("error", () => undefined); // whoever goes first
  });
  const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
  const folder = temporaryFolder();
  const [ada, grace] = [await authority.client("ada"), await authority.client("grace")];
  const trust = cluster.includes("authority") ? "" : ", certificate-authority: ca.crt";
  writeFiles(folder, {
    "ca.crt": authority.cert,
    "ada.crt": ada.cert,
    "ada.key": ada.key,
    "grace.crt": grace.cert,
    "grace.key": grace.key,
    token: "from-file\n",
    config: `apiVersion: v1
kind: Config
current-context: x
clusters:
- {name: c, cluster: {server: "${server.url}"${trust}${cluster === "" ? "" : `, ${cluster.replace("$PROXY", proxyUrl)}`}}}
users:
- {name: u, user: {${user}}}
- {name: grace, user: {${GRACE}}}
contexts:
- {name: x, context: {cluster: c, user: u}}
`,
  });
  writeProgram(join(folder, "plugin"), PLUGIN);
  return { server, proxied, folder };
}

/** Its token is a digest of what it is told, so that two who tell it the same get the same. */
const PLUGIN = `
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
const file = (name) => readFileSync(__dirname + "/" + name, "utf8");
const sorted = (v) => v && typeof v === "object" ? Object.fromEntries(Object.keys(v).sort().map((k) => [k, sorted(v[k])])) : v;
const told = createHash("sha256").update(JSON.stringify(sorted(info))).digest("hex");
const status = process.env.GIVE === "certificate"
  ? { clientCertificateData: file("grace.crt"), clientKeyData: file("grace.key") }
  : { token: told };
console.log(JSON.stringify({ apiVersion: info.apiVersion, kind: "ExecCredential", status }));
`;

function argumentsOf(flags: KubeFlags): string[] {
  const kebab = (name: string) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
  return Object.entries(flags).flatMap(([name, value]) => [value].flat().map((v) => `${kebab(name)}=${v}`));
}

/** What a server learns of the caller. */
function seen(request: Received) {
  const named = request.rawHeaders
    .map((name, i): [string, string] => [name.toLowerCase(), request.rawHeaders[i + 1] ?? ""])
    .filter(([name], i) => i % 2 === 0 && (name === "authorization" || name.startsWith("impersonate-")));
  return {
    certificate: request.certificateName,
    serverName: (request.socket as TLSSocket).servername,
    headers: named.sort(([a, x], [b, y]) => `${a}${x}`.localeCompare(`${b}${y}`)),
  };
}
