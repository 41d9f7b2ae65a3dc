import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@upstart/engine";
import { credentialsOf } from "./credentials.ts";
import { fileValue } from "./file-value.ts";
import { impersonationOf } from "./impersonation.ts";
import type { Connection, KubeFlags } from "./kubeconfig.ts";
import { badKubeconfig, type Environment } from "./kubeconfig-files.ts";

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The cluster this Pod runs in, as its service account. Throws ClusterError `BadKubeconfig` where no account is
 * mounted. `folder` is where it is.
 */
export function podConnection(
  flags: KubeFlags,
  env: Environment,
  clock: Clock,
  folder: string = SERVICE_ACCOUNT,
): Connection {
  const { server, tokenFile, authorityFile } = podFiles(env, folder);
  if (flags.token === undefined && !existsSync(tokenFile))
    throw badKubeconfig(
      "there is no kubeconfig, and this Pod has no service account token",
      "set KUBECONFIG or --kubeconfig, or let the Pod mount its token (automountServiceAccountToken)",
    );
  const user = flags.token ? { token: flags.token } : { tokenFile };
  return {
    server,
    namespace: flags.namespace || env.POD_NAMESPACE || mounted(folder, "namespace") || "default",
    contextName: "",
    tls: {
      isInsecure: flags.insecureSkipTlsVerify === true,
      ...(flags.tlsServerName ? { serverName: flags.tlsServerName } : {}),
      authority: fileValue(flags.certificateAuthority || authorityFile, clock),
    },
    credentials: credentialsOf(user, { server, cluster: {}, env, clock, isTerminal: false }),
    impersonate: impersonationOf(flags, {}),
  };
}

/** Where a Pod finds its cluster and its account. */
export function podFiles(env: Environment, folder: string = SERVICE_ACCOUNT) {
  const host = env.KUBERNETES_SERVICE_HOST ?? "";
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? "443"}`,
    tokenFile: join(folder, "token"),
    authorityFile: join(folder, "ca.crt"),
  };
}

function mounted(folder: string, name: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}
