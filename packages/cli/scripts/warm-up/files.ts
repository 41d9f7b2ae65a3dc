import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "tar";
import { stringify } from "yaml";
import { outputsOf, RELEASES } from "./releases.ts";

/** Writes what a person would have: services, a kubeconfig, a Helm and a chart repository. Returns what the program is to see of the environment. */
export async function writeFiles(folder: string, server: string): Promise<Record<string, string>> {
  const at = (name: string) => join(folder, name);
  await mkdir(at("tiny"));
  await writeFile(at("tiny/Chart.yaml"), "apiVersion: v2\nname: tiny\nversion: 0.1.0\n");
  await create({ cwd: folder, file: at("tiny-0.1.0.tgz"), gzip: true }, ["tiny"]);
  await writeFile(at("services.yaml"), stringify(service()));
  await writeFile(at("kubeconfig"), stringify(kubeconfig(server)));
  await writeFile(
    at("repositories.yaml"),
    stringify({ repositories: [{ name: "charts", url: "http://127.0.0.1:1" }] }),
  );
  await writeFile(at("helm"), helm(at("tiny-0.1.0.tgz")));
  await chmod(at("helm"), 0o755);
  return {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    UPSTART_CACHE: at("cache"),
    KUBECONFIG: at("kubeconfig"),
    HELM_BIN: at("helm"),
    HELM_REPOSITORY_CONFIG: at("repositories.yaml"),
  };
}

/** A chain: each release takes a value from the one before it. */
function service() {
  const releases = RELEASES.map((name, i) => {
    const before = RELEASES[i - 1];
    return [
      name,
      {
        chart: "charts/tiny",
        version: "0.1.0",
        ...(before === undefined ? {} : { dependencies: [{ name: before }] }),
        values: { value: before === undefined ? "1" : `<< ${before}.outputs.value >>` },
        outputsFrom: [{ configMapRef: { name: outputsOf(name) }, scope: "external", keys: ["value"] }],
      },
    ];
  });
  return {
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    metadata: { name: "warm" },
    spec: { helmReleases: Object.fromEntries(releases) },
  };
}

function kubeconfig(server: string) {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "warm",
    clusters: [{ name: "warm", cluster: { server } }],
    users: [{ name: "warm", user: { token: "none" } }],
    contexts: [{ name: "warm", context: { cluster: "warm", user: "warm", namespace: "warm" } }],
  };
}

/** Fetches the one chart that there is, and says of every release that it is deployed. */
function helm(chart: string): string {
  const manifest = String.raw`---\n# Source: tiny/templates/outputs.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: $2-outputs\ndata:\n  value: \"1\"\n`;
  return `#!/bin/sh
case $1 in
  pull) while [ "$1" != --destination ]; do shift; done; exec cp '${chart}' "$2/" ;;
esac
cat >/dev/null
printf '%s' '{"name":"'"$2"'","version":1,"info":{"status":"deployed"},"chart":{"metadata":{"name":"tiny","version":"0.1.0"}},"manifest":"${manifest.replace("$2", `'"$2"'`)}"}'
`;
}
