import { type Clock, type ClusterError, parseDuration } from "@upstart/engine";
import { systemClock } from "./clock.ts";
import { type CredentialSource, credentialsOf } from "./credentials.ts";
import { type CertificateAuthority, fileOrData } from "./file-value.ts";
import { type Impersonation, impersonationOf } from "./impersonation.ts";
import { podConnection } from "./in-cluster.ts";
import {
  badKubeconfig,
  type Entry,
  type Environment,
  isEntry,
  type Kubeconfig,
  readKubeconfig,
  textOf,
} from "./kubeconfig-files.ts";
import { proxyFor } from "./proxy.ts";

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
  /** `key=value`, a key as often as it has values. */
  readonly asUserExtra?: readonly string[];
  readonly insecureSkipTlsVerify?: boolean;
  readonly tlsServerName?: string;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** A Go duration or whole seconds; `0` is no limit. */
  readonly requestTimeout?: string;
}

/** A cluster, a user and a namespace, chosen. It shows no secret when printed: credentials come on asking only. */
export interface Connection {
  readonly server: string;
  readonly namespace: string;
  /** Empty in a cluster and where only `--server` was given. */
  readonly contextName: string;
  readonly tls: {
    readonly isInsecure: boolean;
    readonly serverName?: string;
    readonly authority?: CertificateAuthority;
  };
  readonly proxyUrl?: string;
  readonly credentials: CredentialSource;
  readonly impersonate: Impersonation;
  /** Time for one answer, where `--request-timeout` says one. */
  readonly timeoutMs?: number;
}

/**
 * Chooses cluster, user and namespace as kubectl does: from the kubeconfig, flags override, and without any of both
 * the Pod's own service account. Throws ClusterError `BadKubeconfig`.
 */
export function connect(flags: KubeFlags, env: Environment, clock: Clock = systemClock): Connection {
  const config = readKubeconfig(flags.kubeconfig, env);
  const contextName = flags.context || config.currentContext;
  const context = contextName === "" ? undefined : named("context", config, contextName);
  const timeout = timeoutOf(flags.requestTimeout);
  if (context === undefined && !flags.server && !flags.cluster && env.KUBERNETES_SERVICE_HOST)
    return { ...podConnection(flags, env, clock), ...timeout };
  const user = userOf(flags, config, context);
  const cluster = clusterOf(flags, config, context, { hasCertificate: hasCertificate(user), clock });
  const proxyUrl = proxyFor(cluster.server, cluster.proxyUrl, env);
  return {
    server: cluster.server,
    namespace: flags.namespace || textOf(context, "namespace") || "default",
    contextName,
    tls: cluster.tls,
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    credentials: credentialsOf(user, {
      server: cluster.server,
      cluster: cluster.entry,
      env,
      clock,
      // Looking at standard input opens it: only for who wants to know.
      get isTerminal() {
        return process.stdin.isTTY === true;
      },
    }),
    impersonate: impersonationOf(flags, user),
    ...timeout,
  };
}

function clusterOf(
  flags: KubeFlags,
  config: Kubeconfig,
  context: Entry | undefined,
  { hasCertificate, clock }: { readonly hasCertificate: boolean; readonly clock: Clock },
) {
  const name = flags.cluster || textOf(context, "cluster");
  const entry = withClusterFlags(name === "" ? {} : named("cluster", config, name), flags);
  const server = textOf(entry, "server");
  if (server === "") throw noCluster(config, name);
  const authority = fileOrData(
    textOf(entry, "certificate-authority"),
    textOf(entry, "certificate-authority-data"),
    clock,
  );
  const isInsecure = entry["insecure-skip-tls-verify"] === true;
  const serverName = textOf(entry, "tls-server-name");
  return {
    entry,
    server: addressOf(server, isInsecure || authority !== undefined || hasCertificate),
    proxyUrl: textOf(entry, "proxy-url"),
    tls: {
      isInsecure,
      ...(serverName === "" ? {} : { serverName }),
      ...(authority === undefined ? {} : { authority }),
    },
  };
}

function noCluster({ files, contexts }: Kubeconfig, name: string): ClusterError {
  if (name !== "") return badKubeconfig(`cluster "${name}" has no server`, `add one; read from ${files.join(", ")}`);
  if (contexts.size > 0)
    return badKubeconfig(
      "no context is chosen: the kubeconfig has no current-context",
      `choose one with --context: ${[...contexts.keys()].join(", ")}`,
    );
  return badKubeconfig(
    "there is no cluster to talk to: no kubeconfig names one",
    "set KUBECONFIG or --kubeconfig, or start a throwaway cluster with: upstart sandbox up",
  );
}

/** Another server has another name, and another authority nothing in common with the one of the kubeconfig. */
function withClusterFlags(entry: Entry, flags: KubeFlags): Entry {
  const { server, tlsServerName, certificateAuthority, insecureSkipTlsVerify } = flags;
  const changed: Record<string, unknown> = { ...entry };
  if (server) changed.server = server;
  if (tlsServerName || server) changed["tls-server-name"] = tlsServerName;
  if (insecureSkipTlsVerify === true || certificateAuthority) {
    changed["insecure-skip-tls-verify"] = insecureSkipTlsVerify === true;
    changed["certificate-authority"] = certificateAuthority;
    delete changed["certificate-authority-data"];
  } else if (insecureSkipTlsVerify === false) changed["insecure-skip-tls-verify"] = false;
  return changed;
}

function userOf(flags: KubeFlags, config: Kubeconfig, context: Entry | undefined): Entry {
  const name = flags.user || textOf(context, "user");
  const user: Record<string, unknown> = { ...(name === "" ? {} : named("user", config, name)) };
  if (flags.token) {
    user.token = flags.token;
    delete user.tokenFile;
  }
  if (flags.clientCertificate) {
    user["client-certificate"] = flags.clientCertificate;
    delete user["client-certificate-data"];
  }
  if (flags.clientKey) {
    user["client-key"] = flags.clientKey;
    delete user["client-key-data"];
  }
  return user;
}

function hasCertificate(user: Entry): boolean {
  return textOf(user, "client-certificate") !== "" || textOf(user, "client-certificate-data") !== "";
}

function named(what: "context" | "cluster" | "user", config: Kubeconfig, name: string): Entry {
  const entries = config[`${what}s`];
  const entry = entries.get(name);
  if (isEntry(entry)) return entry;
  const where = config.files.length === 0 ? "there is no kubeconfig" : `read from ${config.files.join(", ")}`;
  const known = entries.size === 0 ? `no ${what}s are known` : `known are ${[...entries.keys()].join(", ")}`;
  throw badKubeconfig(`${what} "${name}" does not exist`, `${known}; ${where}`);
}

/** As kubectl, a server may be written without its scheme. */
function addressOf(server: string, isTls: boolean): string {
  const url = /^https?:\/\//i.test(server) ? server : `${isTls ? "https" : "http"}://${server}`;
  if (!URL.canParse(url)) throw badKubeconfig(`"${server}" is not the address of a server`, "write https://host:port");
  return url.replace(/\/+$/, "");
}

/** `--request-timeout` in milliseconds: a Go duration or, as kubectl has it, whole seconds. */
function parseTimeout(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
}

function timeoutOf(text: string | undefined): { timeoutMs?: number } {
  if (text === undefined || text === "") return {};
  const ms = parseTimeout(text);
  if (ms === undefined)
    throw badKubeconfig(`--request-timeout "${text}" is not a duration`, "write it such as 30s or 2m");
  return { timeoutMs: ms === 0 ? Number.POSITIVE_INFINITY : ms };
}
