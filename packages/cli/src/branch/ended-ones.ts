import {
  branchOf,
  ClusterError,
  type EndedEnvironment,
  endedIn,
  endedKey,
  forgottenAt,
  type KubeObject,
  readEnded,
} from "@upstart/engine";
import type { Host } from "../host.ts";
import type { At, EnvironmentView } from "./environment.ts";

/** What is kept of the environment of that name that ended last; undefined where none did, or that is forgotten. */
export async function endedNamed({ cluster, namespace }: At, name: string): Promise<EndedEnvironment | undefined> {
  const found = await cluster.get(endedKey(namespace, name));
  return found === undefined ? undefined : readEnded(found);
}

/** Environments that have ended and are still known, but for those that are there again. What may not be read is said, and taken as nothing. */
export async function listEnded(
  host: Pick<Host, "stderr">,
  { cluster, namespace }: At,
  { allNamespaces }: { readonly allNamespaces?: boolean },
  there: readonly KubeObject[],
): Promise<readonly EndedEnvironment[]> {
  try {
    const all = await cluster.list(endedIn(allNamespaces === true ? undefined : namespace));
    const taken = new Set(there.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    return all
      .flatMap((object) => readEnded(object) ?? [])
      .filter((ended) => !taken.has(`${ended.namespace}/${ended.name}`));
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    host.stderr.write(`warning: environments that have ended cannot be told: ${error.message}\n`);
    return [];
  }
}

/** As the other environments are shown; what `expiresAt` says of it is when it is forgotten. */
export function viewOfEnded(ended: EndedEnvironment): EnvironmentView {
  const { name, namespace, createdAt, endedAt, because, url, spec } = ended;
  const { owner, source, from } = spec ?? {};
  return {
    name,
    namespace,
    phase: "Terminated",
    ready: false,
    ...(owner === undefined ? {} : { owner }),
    ...(source === undefined ? {} : { repository: source.repository, branch: branchOf(source.ref) }),
    ...(source?.sha === undefined ? {} : { sha: source.sha }),
    ...(from === undefined ? {} : { template: `${from.namespace ?? namespace}/${from.name}` }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(url === undefined ? {} : { url }),
    endedAt,
    expiresAt: new Date(forgottenAt(ended)).toISOString().replace(".000Z", "Z"),
    expiresReason: /^(Expired|Evicted): /.exec(because)?.[1]?.toLowerCase() ?? "deleted",
    message: because,
  };
}
