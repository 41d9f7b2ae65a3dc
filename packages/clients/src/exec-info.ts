import { readFileSync } from "node:fs";
import type { CredentialTerms } from "./credentials.ts";
import type { ExecPlugin } from "./exec-credential.ts";
import { type Entry, isEntry, textOf } from "./kubeconfig-files.ts";

/** Where a kubeconfig keeps what a plugin wants to know about a cluster. */
const EXTENSION = "client.authentication.k8s.io/exec";

/** The value of KUBERNETES_EXEC_INFO: what a credential plugin is told, about the cluster too if it wishes. */
export function execInfo(plugin: ExecPlugin, terms: CredentialTerms, interactive: boolean): string {
  return JSON.stringify({
    apiVersion: plugin.apiVersion,
    kind: "ExecCredential",
    spec: { interactive, ...(plugin.provideClusterInfo ? { cluster: clusterInfo(terms) } : {}) },
  });
}

function clusterInfo({ server, cluster }: CredentialTerms): Entry {
  const authority = authorityOf(cluster);
  return {
    server,
    ...present("tls-server-name", textOf(cluster, "tls-server-name")),
    ...(cluster["insecure-skip-tls-verify"] === true ? { "insecure-skip-tls-verify": true } : {}),
    ...present("certificate-authority-data", authority),
    ...present("proxy-url", textOf(cluster, "proxy-url")),
    ...(cluster["disable-compression"] === true ? { "disable-compression": true } : {}),
    config: extensionOf(cluster) ?? null,
  };
}

/** Always inline: the plugin need not be able to read our files. */
function authorityOf(cluster: Entry): string {
  const data = textOf(cluster, "certificate-authority-data");
  const file = textOf(cluster, "certificate-authority");
  return data !== "" || file === "" ? data : readFileSync(file).toString("base64");
}

function extensionOf({ extensions }: Entry): unknown {
  const found = (Array.isArray(extensions) ? extensions : []).find((e) => isEntry(e) && e.name === EXTENSION);
  return isEntry(found) ? found.extension : undefined;
}

function present(key: string, value: string): Record<string, string> {
  return value === "" ? {} : { [key]: value };
}
