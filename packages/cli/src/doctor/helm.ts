import { readRepositories } from "@upstart/clients";
import { openHelm } from "../cluster/offline-helm.ts";
import type { Host } from "../host.ts";
import { wayTo } from "../input/fetch.ts";
import type { Add, Found } from "./check.ts";

/** Time for a chart repository to answer. */
const REPOSITORY_MS = 5_000;

/** Looks at Helm and at the chart repositories that it knows. */
export async function checkHelm(host: Host, add: Add): Promise<void> {
  const helm = openHelm(host);
  await add("helm", "program", async () => {
    const [version, program] = [await helm.version(), host.env.HELM_BIN || "helm"];
    return /^v?[34]\./.test(version)
      ? { result: "ok", detail: `${program} ${version}` }
      : {
          result: "failed",
          detail: `${program} is ${version}, neither Helm 3 nor 4`,
          help: "install Helm 3 or 4, or set HELM_BIN",
        };
  });
  const repositories = readRepositories(host.env);
  if (repositories.length === 0)
    await add("helm", "chart repositories", async () => ({
      result: "warning",
      detail: "none: charts can be named by oci://, address or path only",
      help: "helm repo add NAME URL",
    }));
  for (const { name, url } of repositories)
    await add("helm", `repository ${name}`, () => checkRepository(host, name, url));
}

/** Whether a repository answers at all: credentials and content are Helm's. */
async function checkRepository({ env }: Host, name: string, url: string): Promise<Found> {
  if (!/^https?:/.test(url)) return { result: "ok", detail: url };
  const way = await wayTo(url, env);
  const reason = await way
    .fetch(`${url.replace(/\/$/, "")}/index.yaml`, {
      method: "HEAD",
      signal: AbortSignal.timeout(REPOSITORY_MS),
    })
    .then(
      ({ status }) => (status === 404 || status >= 500 ? `answers ${status}` : undefined),
      (error: Error) =>
        error.name === "TimeoutError" ? `no answer within ${REPOSITORY_MS / 1000}s` : "is out of reach",
    );
  if (reason === undefined) return { result: "ok", detail: url };
  return {
    result: "warning",
    detail: `${url} ${reason}: its charts cannot be fetched now`,
    help: `helm repo update ${name} tells more`,
  };
}
