import { join } from "node:path";
import { ClusterError } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { type Connection, connect, type KubeFlags } from "./kubeconfig.ts";
import { type Chosen, KUBECONFIG_CASES, type KubeconfigCase } from "./testing/kubeconfig-cases.ts";
import { temporaryFolder, writeFiles } from "./testing/temporary.ts";

/** What a connection has chosen, its secrets included. */
async function chosenBy(connection: Connection): Promise<Chosen> {
  const { tls, impersonate } = connection;
  const credential = await connection.credentials.get();
  return {
    server: connection.server,
    namespace: connection.namespace,
    context: connection.contextName,
    isInsecure: tls.isInsecure,
    serverName: tls.serverName ?? "",
    authority: tls.authority?.read().toString("utf8") ?? "",
    proxyUrl: connection.proxyUrl ?? "",
    authorization: credential.authorization ?? "",
    certificate: String(credential.certificate?.cert ?? ""),
    key: String(credential.certificate?.key ?? ""),
    as: impersonate.user ?? "",
    asGroups: impersonate.groups,
    asUid: impersonate.uid ?? "",
    asExtra: impersonate.extra,
  };
}

/** Lays a case out in a folder and chooses. */
function chooseIn(folder: string, { files, list = ["config"], flags = {}, env = {} }: KubeconfigCase): Connection {
  const at = (text: string) => text.replaceAll("$DIR", folder);
  writeFiles(folder, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, at(text)])));
  const kubeconfig = list.map((name) => join(folder, name)).join(":");
  return connect(JSON.parse(at(JSON.stringify(flags))) as KubeFlags, {
    HOME: "/nowhere",
    ...(kubeconfig === "" ? {} : { KUBECONFIG: kubeconfig }),
    ...JSON.parse(at(JSON.stringify(env))),
  });
}

describe("what is chosen", () => {
  test.each(KUBECONFIG_CASES)("$name", async (given) => {
    const { want } = given;
    const folder = temporaryFolder();
    if ("refused" in want) {
      expect(() => chooseIn(folder, given)).toThrow(want.refused);
      expect(() => chooseIn(folder, given)).toThrow(ClusterError);
    } else expect(await chosenBy(chooseIn(folder, given))).toMatchObject(want);
  });
});

const SECRETS = ["t0k3n", "hunter2", "the key"];

test("neither a connection nor a mistake in a kubeconfig shows a secret", () => {
  const folder = temporaryFolder();
  const key = Buffer.from("the key").toString("base64");
  const good = `current-context: x
clusters: [{name: c, cluster: {server: "https://c.example"}}]
users: [{name: u, user: {token: t0k3n, password: hunter2, client-certificate-data: eA==, client-key-data: ${key}}}]
contexts: [{name: x, context: {cluster: c, user: u}}]`;
  const connection = chooseIn(folder, { name: "", files: { config: good }, want: {} });
  const broken = [
    good.replace("token: t0k3n", "token: {t0k3n: hunter2"),
    good.replace("token: t0k3n", "token: [t0k3n]"),
  ];
  const messages = broken.map((config) => {
    try {
      return String(chooseIn(folder, { name: "", files: { config }, want: {} }).server);
    } catch (error) {
      return (error as Error).message;
    }
  });
  const printed = [JSON.stringify(connection), ...messages].join("\n");
  for (const secret of [...SECRETS, key]) expect(printed).not.toContain(secret);
  expect(messages.join("\n")).not.toContain("https://c.example");
});

test.each([
  { said: undefined, want: undefined },
  { said: "", want: undefined },
  { said: "45", want: 45_000 },
  { said: "1m30s", want: 90_000 },
  { said: "250ms", want: 250 },
  { said: "0", want: Number.POSITIVE_INFINITY },
  { said: "0s", want: Number.POSITIVE_INFINITY },
])("--request-timeout $said", ({ said, want }) => {
  const flags = { server: "https://x.example", ...(said === undefined ? {} : { requestTimeout: said }) };
  expect(connect(flags, { HOME: "/nowhere" }).timeoutMs).toBe(want);
});

test.each(["soon", "-5s", "1.5.2", "5 apples"])("--request-timeout %s is refused", (requestTimeout) => {
  expect(() => connect({ server: "https://x.example", requestTimeout }, { HOME: "/nowhere" })).toThrow(
    /not a duration/,
  );
});
