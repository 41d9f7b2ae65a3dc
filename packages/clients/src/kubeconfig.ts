import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { ClusterError } from "@upstart/engine";
import { parse } from "yaml";

/** kubectl's flags for choosing a cluster and a user; what is absent comes from the kubeconfig. */
export interface KubeFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
  readonly server?: string;
  readonly token?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly asUid?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly tlsServerName?: string;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** A cluster, a user and a namespace, chosen. Credentials stay inside `config`. */
export interface Connection {
  readonly server: string;
  readonly namespace: string;
  /** Empty in a cluster and where only `--server` was given. */
  readonly contextName: string;
  readonly config: KubeConfig;
  readonly impersonate: { readonly user?: string; readonly groups: readonly string[]; readonly uid?: string };
}

type Named = { name: string } & Record<string, Record<string, unknown> | undefined>;
interface Merged {
  clusters: Map<string, Record<string, unknown>>;
  users: Map<string, Record<string, unknown>>;
  contexts: Map<string, Record<string, unknown>>;
  currentContext: string;
}

/**
 * Chooses cluster, user and namespace as kubectl does: `--kubeconfig` must exist; of the files in KUBECONFIG the first
 * to name a thing wins and missing ones are skipped; flags override; without any file the Pod's own credentials are
 * used. Throws ClusterError `BadKubeconfig`.
 */
export function connect(flags: KubeFlags, env: Readonly<Record<string, string | undefined>>): Connection {
  const files = kubeconfigFiles(flags, env);
  const merged = mergeFiles(files);
  const contextName = flags.context ?? merged.currentContext;
  const context = contextName === "" ? undefined : merged.contexts.get(contextName);
  if (contextName !== "" && context === undefined)
    throw bad(`the context "${contextName}" is not in ${describeFiles(files)}`, list("contexts", merged.contexts));
  const inCluster =
    context === undefined &&
    flags.server === undefined &&
    flags.cluster === undefined &&
    env.KUBERNETES_SERVICE_HOST !== undefined;
  if (inCluster) return fromPod(flags);
  const config = new KubeConfig();
  const cluster = clusterOf(flags, merged, context, files);
  const user = userOf(flags, merged, context);
  config.loadFromOptions({
    clusters: [cluster],
    users: [user],
    contexts: [{ name: "chosen", cluster: cluster.name, user: user.name }],
    currentContext: "chosen",
  });
  return {
    server: cluster.server,
    namespace: flags.namespace ?? (text(context?.namespace) || "default"),
    contextName,
    config,
    impersonate: impersonation(flags, merged.users.get(flags.user ?? text(context?.user))),
  };
}

function kubeconfigFiles(flags: KubeFlags, env: Readonly<Record<string, string | undefined>>): string[] {
  if (flags.kubeconfig !== undefined) {
    if (!existsSync(flags.kubeconfig))
      throw bad(`the kubeconfig ${flags.kubeconfig} does not exist`, "check --kubeconfig");
    return [flags.kubeconfig];
  }
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((f) => f !== "");
  return listed.length > 0
    ? listed.filter((f) => existsSync(f))
    : [join(env.HOME ?? homedir(), ".kube", "config")].filter((f) => existsSync(f));
}

function mergeFiles(files: readonly string[]): Merged {
  const merged: Merged = { clusters: new Map(), users: new Map(), contexts: new Map(), currentContext: "" };
  for (const file of files) {
    const config = read(file);
    const folder = dirname(file);
    for (const [list, entry, paths] of [
      ["clusters", "cluster", ["certificate-authority"]],
      ["users", "user", ["client-certificate", "client-key", "tokenFile"]],
      ["contexts", "context", []],
    ] as const) {
      for (const item of (config[list] ?? []) as Named[]) {
        if (!merged[list].has(item.name)) merged[list].set(item.name, withPaths(item[entry] ?? {}, paths, folder));
      }
    }
    if (merged.currentContext === "") merged.currentContext = text(config["current-context"]);
  }
  return merged;
}

function read(file: string): Record<string, unknown> {
  try {
    return (parse(readFileSync(file, "utf8")) ?? {}) as Record<string, unknown>;
  } catch (cause) {
    throw bad(
      `the kubeconfig ${file} cannot be read: ${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)}`,
      "mend it, or name another with --kubeconfig",
      cause,
    );
  }
}

/** Relative paths are relative to the file that names them. */
function withPaths(entry: Record<string, unknown>, names: readonly string[], folder: string): Record<string, unknown> {
  const resolved = { ...entry };
  for (const name of names)
    if (text(entry[name]) !== "" && !isAbsolute(text(entry[name]))) resolved[name] = join(folder, text(entry[name]));
  const exec = entry.exec as { command?: string } | undefined;
  if (exec?.command?.includes("/") === true && !isAbsolute(exec.command))
    resolved.exec = { ...exec, command: join(folder, exec.command) };
  return resolved;
}

function clusterOf(
  flags: KubeFlags,
  merged: Merged,
  context: Record<string, unknown> | undefined,
  files: readonly string[],
) {
  const name = flags.cluster ?? text(context?.cluster);
  const entry = merged.clusters.get(name);
  if (entry === undefined && name !== "")
    throw bad(`the cluster "${name}" is not in ${describeFiles(files)}`, list("clusters", merged.clusters));
  const server = flags.server ?? text(entry?.server);
  if (server === "")
    throw bad(
      "there is no cluster to talk to: no kubeconfig names one",
      "set KUBECONFIG or --kubeconfig, or start a throwaway cluster with: upstart sandbox up",
    );
  const caFile = flags.certificateAuthority ?? text(entry?.["certificate-authority"]);
  return {
    name: "chosen",
    server: server.replace(/\/$/, ""),
    skipTLSVerify: flags.insecureSkipTlsVerify ?? entry?.["insecure-skip-tls-verify"] === true,
    ...(text(entry?.["certificate-authority-data"]) === "" || flags.certificateAuthority !== undefined
      ? {}
      : { caData: text(entry?.["certificate-authority-data"]) }),
    ...(caFile === "" ? {} : { caFile }),
    ...optional("tlsServerName", flags.tlsServerName ?? text(entry?.["tls-server-name"])),
    ...optional("proxyUrl", text(entry?.["proxy-url"])),
  };
}

function userOf(flags: KubeFlags, merged: Merged, context: Record<string, unknown> | undefined) {
  const name = flags.user ?? text(context?.user);
  const entry = merged.users.get(name) ?? {};
  return {
    name: "chosen",
    ...optional("certData", flags.clientCertificate === undefined ? text(entry["client-certificate-data"]) : ""),
    ...optional("certFile", flags.clientCertificate ?? text(entry["client-certificate"])),
    ...optional("keyData", flags.clientKey === undefined ? text(entry["client-key-data"]) : ""),
    ...optional("keyFile", flags.clientKey ?? text(entry["client-key"])),
    ...optional("token", flags.token ?? text(entry.token)),
    ...optional("username", text(entry.username)),
    ...optional("password", text(entry.password)),
    ...(entry.exec === undefined ? {} : { exec: entry.exec }),
    ...authProvider(flags, entry),
  };
}

/** A token file is read again as it changes, by client-node's file authenticator. */
function authProvider(flags: KubeFlags, entry: Record<string, unknown>): object {
  if (flags.token !== undefined) return {};
  if (text(entry.tokenFile) !== "")
    return { authProvider: { name: "tokenFile", config: { tokenFile: text(entry.tokenFile) } } };
  return entry["auth-provider"] === undefined ? {} : { authProvider: entry["auth-provider"] };
}

function impersonation(flags: KubeFlags, entry: Record<string, unknown> | undefined): Connection["impersonate"] {
  const user = flags.as ?? text(entry?.as);
  const groups = flags.asGroup ?? (entry?.["as-groups"] as string[] | undefined) ?? [];
  return { ...(user === "" ? {} : { user }), groups, ...optional("uid", flags.asUid ?? text(entry?.["as-uid"])) };
}

function fromPod(flags: KubeFlags): Connection {
  const config = new KubeConfig();
  config.loadFromCluster();
  const file = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";
  const own = existsSync(file) ? readFileSync(file, "utf8").trim() : "default";
  return {
    server: config.getCurrentCluster()?.server ?? "",
    namespace: flags.namespace ?? own,
    contextName: "",
    config,
    impersonate: impersonation(flags, undefined),
  };
}

function optional<K extends string>(key: K, value: string): { [P in K]?: string } {
  return (value === "" ? {} : { [key]: value }) as { [P in K]?: string };
}

function list(what: string, names: ReadonlyMap<string, unknown>): string {
  return names.size === 0 ? `there are no ${what}` : `there are ${[...names.keys()].join(", ")}`;
}

function describeFiles(files: readonly string[]): string {
  return files.length === 0 ? "any kubeconfig" : files.join(", ");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function bad(message: string, help: string, cause?: unknown): ClusterError {
  return new ClusterError("BadKubeconfig", `${message}\n  ${help}`, cause === undefined ? {} : { cause });
}
