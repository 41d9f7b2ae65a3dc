import { readFile } from "node:fs/promises";
import type { ApiAccess } from "./api.ts";

/** The context that a sandbox's kubeconfig names. */
export const CONTEXT = "upstart-sandbox";

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { readonly server: string; "certificate-authority-data": string } }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** A kubeconfig of one cluster, one user and one context, as JSON, which every reader of YAML takes. */
export function kubeconfigFor({ server, token, ca }: Required<ApiAccess>): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": CONTEXT,
    clusters: [
      { name: CONTEXT, cluster: { server, "certificate-authority-data": Buffer.from(ca).toString("base64") } },
    ],
    users: [{ name: CONTEXT, user: { token } }],
    contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT, namespace: "default" } }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Reads back what `kubeconfigFor` has made; of no use for any other kubeconfig. */
export async function readAccess(file: string): Promise<Required<ApiAccess>> {
  const config = JSON.parse(await readFile(file, "utf8")) as Kubeconfig;
  const { cluster } = config.clusters[0]!;
  return {
    server: cluster.server,
    token: config.users[0]!.user.token,
    ca: Buffer.from(cluster["certificate-authority-data"], "base64").toString("utf8"),
  };
}
