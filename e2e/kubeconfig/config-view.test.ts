import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import {
  type Chosen,
  KUBECONFIG_CASES,
  type KubeconfigCase,
} from "../../packages/clients/src/testing/kubeconfig-cases.ts";
import { temporaryFolder, writeFiles } from "../../packages/clients/src/testing/temporary.ts";
import { findKubectl } from "./kubectl.ts";

let kubectl: string;
beforeAll(async () => {
  kubectl = await findKubectl();
});

/** What `kubectl config view` says, as far as it is read. */
interface View {
  readonly "current-context": string;
  readonly clusters: readonly { readonly cluster: Record<string, unknown> }[];
  readonly contexts: readonly { readonly context: Record<string, string> }[];
  readonly users: readonly { readonly user: Record<string, unknown> }[] | null;
}

const asked = KUBECONFIG_CASES.filter((c) => c.notAsKubectl === undefined);

test.each(asked)("kubectl sees the same: $name", async (given) => {
  const folder = temporaryFolder();
  const { exitCode, stdout, stderr } = await view(folder, given);
  if ("refused" in given.want) {
    expect(exitCode).not.toBe(0);
    return;
  }
  expect(stderr).toBe("");
  expect(chosenIn(JSON.parse(stdout) as View, folder)).toMatchObject(given.want);
});

/** Lays the case out and asks kubectl. */
async function view(folder: string, { files, list = ["config"], flags = {}, env = {} }: KubeconfigCase) {
  const at = (text: string) => text.replaceAll("$DIR", folder);
  writeFiles(folder, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, at(text)])));
  const chosen = [
    ...(flags.kubeconfig === undefined ? [] : ["--kubeconfig", at(flags.kubeconfig)]),
    ...(flags.context === undefined ? [] : ["--context", flags.context]),
  ];
  return await execa(kubectl, ["config", "view", "--minify", "--raw", "--flatten", "-o", "json", ...chosen], {
    reject: false,
    extendEnv: false,
    env: {
      PATH: process.env.PATH,
      HOME: "/nowhere",
      ...(list.length === 0 ? {} : { KUBECONFIG: list.map((name) => join(folder, name)).join(":") }),
      ...(JSON.parse(at(JSON.stringify(env))) as Record<string, string>),
    },
  });
}

function chosenIn(config: View, folder: string): Chosen {
  const cluster = config.clusters[0]?.cluster ?? {};
  const user = config.users?.[0]?.user ?? {};
  const text = (entry: Record<string, unknown>, key: string) => String(entry[key] ?? "");
  const decoded = (entry: Record<string, unknown>, key: string) => Buffer.from(text(entry, key), "base64").toString();
  return {
    server: text(cluster, "server"),
    namespace: config.contexts[0]?.context.namespace ?? "default",
    context: config["current-context"],
    isInsecure: cluster["insecure-skip-tls-verify"] === true,
    serverName: text(cluster, "tls-server-name"),
    authority: decoded(cluster, "certificate-authority-data"),
    proxyUrl: text(cluster, "proxy-url"),
    authorization: authorizationOf(user, folder),
    certificate: decoded(user, "client-certificate-data"),
    key: decoded(user, "client-key-data"),
    as: text(user, "as"),
    asGroups: (user["as-groups"] as string[] | undefined) ?? [],
    asUid: text(user, "as-uid"),
    asExtra: (user["as-user-extra"] as Record<string, string[]> | undefined) ?? {},
  };
}

function authorizationOf(user: Record<string, unknown>, folder: string): string {
  // Shown as it is written, unlike the other paths.
  const file = resolve(folder, String(user.tokenFile ?? ""));
  if (user.tokenFile !== undefined) return `Bearer ${readFileSync(file, "utf8").trim()}`;
  if (user.token !== undefined) return `Bearer ${user.token}`;
  if (user.username === undefined) return "";
  return `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
}
