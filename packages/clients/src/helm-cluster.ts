import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { HelmError } from "@upstart/engine";
import { stringify } from "yaml";
import { clusterArguments } from "./helm-dialect.ts";
import type { KubeFlags } from "./kubeconfig.ts";
import { type Environment, readKubeconfig, textOf } from "./kubeconfig-files.ts";

/** How Helm is brought to the cluster that we talk to ourselves. */
export interface HelmCluster {
  readonly args: readonly string[];
  readonly env: Environment;
}

/** What Helm has neither a flag nor a variable for, and no kubeconfig without secrets can say. */
const UNSAYABLE = { clientCertificate: "--client-certificate", clientKey: "--client-key", asUid: "--as-uid" } as const;

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
  if (!flags.cluster && !flags.user) return { args: clusterArguments(flags), env: token };
  const { kubeconfig, context: _, ...rest } = flags;
  const file = await writeContext(contextOf(flags, env), cacheDirectory);
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

/** Named by what it says, so that all who want the same may share it. */
async function writeContext(context: object, cacheDirectory: string): Promise<string> {
  const name = "upstart-chosen";
  const text = stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    contexts: [{ name, context }],
  });
  const folder = join(cacheDirectory, "contexts");
  const file = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.yaml`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
  return file;
}
