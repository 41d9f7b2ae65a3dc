import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { HelmError } from "@upstart/engine";
import { stringify } from "yaml";
import { clusterArguments } from "./helm-dialect.ts";
import { podFiles } from "./in-cluster.ts";
import type { KubeFlags } from "./kubeconfig.ts";
import { type Environment, readKubeconfig, textOf } from "./kubeconfig-files.ts";

/** How Helm is brought to the cluster that we talk to ourselves. */
export interface HelmCluster {
  readonly args: readonly string[];
  readonly env: Environment;
}

/** What Helm has neither a flag nor a variable for, and no kubeconfig without secrets can say. */
const UNSAYABLE = {
  clientCertificate: "--client-certificate",
  clientKey: "--client-key",
  asUid: "--as-uid",
  asUserExtra: "--as-user-extra",
} as const;

/**
 * Helm knows fewer flags than kubectl. A token goes through the environment; another cluster or user of the kubeconfig
 * becomes a context in a file of ours, which holds names and no secrets and stands before the person's own. Throws
 * HelmError `HelmUnavailable` for what cannot be passed on: Helm must not end up in another cluster, or as somebody else.
 */
export async function helmClusterOf(
  flags: KubeFlags,
  env: Environment,
  cwd: string,
  cacheDirectory: string,
): Promise<HelmCluster> {
  for (const [key, flag] of Object.entries(UNSAYABLE))
    if (flags[key as keyof typeof UNSAYABLE])
      throw new HelmError(
        "HelmUnavailable",
        `Helm has nothing like ${flag}\n  put it into a user of the kubeconfig, and choose that with --user`,
      );
  const token = flags.token ? { HELM_KUBETOKEN: flags.token } : {};
  if (flags.as && isInPod(flags, env)) {
    // Where there is no kubeconfig, Helm would take the Pod's own account and say nothing of whom it was to act as.
    const file = await writeKubeconfig(podKubeconfig(env), cacheDirectory);
    return { args: clusterArguments({ ...flags, kubeconfig: file }), env: token };
  }
  if (!flags.cluster && !flags.user) return { args: clusterArguments(flags), env: token };
  const { kubeconfig, context: _, ...rest } = flags;
  const file = await writeKubeconfig(kubeconfigOf({ contexts: [{ context: contextOf(flags, env) }] }), cacheDirectory);
  const own = kubeconfig ? resolve(cwd, kubeconfig) : (env.KUBECONFIG ?? join(env.HOME ?? "", ".kube", "config"));
  return { args: clusterArguments(rest), env: { ...token, KUBECONFIG: [file, own].join(delimiter) } };
}

function contextOf(flags: KubeFlags, env: Environment): object {
  const config = readKubeconfig(flags.kubeconfig, env);
  const chosen = config.contexts.get(flags.context || config.currentContext);
  return {
    cluster: flags.cluster || textOf(chosen, "cluster"),
    user: flags.user || textOf(chosen, "user"),
  };
}

/** As `connect` decides it. */
function isInPod(flags: KubeFlags, env: Environment): boolean {
  if (flags.server || flags.cluster || flags.context || !env.KUBERNETES_SERVICE_HOST) return false;
  return readKubeconfig(flags.kubeconfig, env).currentContext === "";
}

/** The Pod's own account, by the names of its files. */
function podKubeconfig(env: Environment): object {
  const { server, tokenFile, authorityFile } = podFiles(env);
  return kubeconfigOf({
    clusters: [{ cluster: { server, "certificate-authority": authorityFile } }],
    users: [{ user: { tokenFile } }],
    contexts: [{ context: { cluster: CHOSEN, user: CHOSEN } }],
  });
}

const CHOSEN = "upstart-chosen";

function kubeconfigOf(parts: Readonly<Record<string, readonly object[]>>): object {
  const named = Object.entries(parts).map(([key, list]) => [key, list.map((part) => ({ name: CHOSEN, ...part }))]);
  return { apiVersion: "v1", kind: "Config", "current-context": CHOSEN, ...Object.fromEntries(named) };
}

/** Named by what it says, so that all who want the same may share it. */
async function writeKubeconfig(kubeconfig: object, cacheDirectory: string): Promise<string> {
  const text = stringify(kubeconfig);
  const folder = join(cacheDirectory, "contexts");
  const file = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.yaml`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
  return file;
}
