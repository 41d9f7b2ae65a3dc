import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import https from "node:https";

interface ConfigMap {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
}

const PATH = "/api/v1/configmaps?labelSelector=upstart.com%2Fsandbox-operator%3Dbugsnag";

/**
 * Plays an operator of a third party: for each ConfigMap labelled `upstart.com/sandbox-operator`, writes the Secret that
 * it asks for, after the delay that it asks for. Never ends; what fails is tried again.
 */
export async function runOperator(kubeconfigFile: string): Promise<void> {
  const config = JSON.parse(await readFile(kubeconfigFile, "utf8")) as {
    clusters: { cluster: { server: string } }[];
    users: { user: { token: string } }[];
  };
  const api = client(config.clusters[0]!.cluster.server, config.users[0]!.user.token);
  const handled = new Set<string>();
  const handle = (project: ConfigMap) => {
    if (handled.has(project.metadata.uid)) return;
    handled.add(project.metadata.uid);
    setTimeout(() => {
      api("POST", `/api/v1/namespaces/${project.metadata.namespace}/secrets`, secretFor(project)).catch(() =>
        handled.delete(project.metadata.uid),
      );
    }, milliseconds(project.metadata.annotations?.["upstart.com/sandbox-delay"]));
  };
  for (;;) {
    try {
      const list = JSON.parse(await api("GET", PATH)) as { items: ConfigMap[] };
      for (const item of list.items) handle(item);
    } catch {
      // The API server is not up, or on its way down.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function secretFor({ metadata, data }: ConfigMap): object {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: data?.secretName,
      ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: metadata.name, uid: metadata.uid }],
    },
    stringData: { BUGSNAG_API_KEY: createHash("md5").update(metadata.uid).digest("hex") },
  };
}

function milliseconds(duration: string | undefined): number {
  const [, amount, unit] = /^(\d+)(ms|s)$/.exec(duration ?? "") ?? [];
  return amount === undefined ? 0 : Number(amount) * (unit === "s" ? 1000 : 1);
}

function client(server: string, token: string) {
  return (method: string, path: string, body?: object): Promise<string> =>
    new Promise((resolve, reject) => {
      const outgoing = https.request(
        server + path,
        {
          method,
          rejectUnauthorized: false,
          timeout: 5000,
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () =>
            (response.statusCode ?? 500) < 300 || response.statusCode === 409
              ? resolve(text)
              : reject(new Error(`${response.statusCode}`)),
          );
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error("no answer")));
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
