import { connect, createCluster } from "@upstart/clients";
import { buildUniverse, type Cluster, endedIn, readEnded, releasesOf, specOfRecord } from "@upstart/engine";
import { viewOfEnded } from "./branch/ended-ones.ts";
import { type EnvironmentView, listBranchEnvironments, viewOf } from "./branch/environment.ts";
import { listKept, OUR_KINDS, specsOfKept } from "./cluster/kept.ts";
import { listReadableRecords } from "./cluster/records.ts";
import type { ClusterFlags } from "./flags.ts";
import type { Host } from "./host.ts";

/** A name and what it is of. */
export type NamedChoice = readonly [name: string, text: string];

/** What is looked for: namespaces, what was applied, with its releases or without, or environments of branches, there or ended. */
export type Wanted = "namespaces" | "objects" | "releases" | "environments" | "ended";

/** Whoever presses TAB waits no longer than this for a cluster. */
const PATIENCE_MS = 1500;

/**
 * Names that a cluster has, for completion: none where it does not answer in time, refuses, or is none. A call that is
 * still under way is left; whoever asks must not wait for it.
 */
export async function namesInCluster(
  host: Host,
  flags: ClusterFlags & { readonly allNamespaces?: boolean },
  wanted: Wanted,
  patienceMs = PATIENCE_MS,
): Promise<readonly NamedChoice[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly NamedChoice[]>((resolve) => {
    timer = setTimeout(resolve, patienceMs, []);
  });
  // Silent: what is wrong with a cluster is for `doctor` to say.
  const asked = ask(host, flags, wanted).catch(() => []);
  return await Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

async function ask(
  host: Host,
  flags: ClusterFlags & { readonly allNamespaces?: boolean },
  wanted: Wanted,
): Promise<readonly NamedChoice[]> {
  const connection = connect(flags, host.env);
  const cluster = createCluster(connection, undefined, OUR_KINDS);
  try {
    if (wanted === "namespaces") return await namespaces(cluster);
    if (wanted === "environments") return await environments(cluster, connection.namespace);
    if (wanted === "ended") return await ended(cluster, connection.namespace);
    return await applied(cluster, flags.allNamespaces === true ? undefined : connection.namespace, wanted);
  } finally {
    cluster.close();
  }
}

async function namespaces(cluster: Cluster): Promise<NamedChoice[]> {
  const all = await cluster.list({ apiVersion: "v1", kind: "Namespace", metadataOnly: true });
  return all.map(({ metadata: { name } }) => [name, ""]);
}

/** With what tells them apart: whose, and how they stand. */
async function environments(cluster: Cluster, namespace: string): Promise<NamedChoice[]> {
  return (await listBranchEnvironments({ cluster, namespace }, {})).map(viewOf).map(choiceOf);
}

/** What is kept of environments that have ended. */
async function ended(cluster: Cluster, namespace: string): Promise<NamedChoice[]> {
  const kept = await cluster.list(endedIn(namespace));
  return kept.flatMap((object) => readEnded(object) ?? []).map((one) => choiceOf(viewOfEnded(one)));
}

function choiceOf({ name, owner, branch, phase }: EnvironmentView): NamedChoice {
  return [name, [branch, owner, phase].filter((part) => part !== undefined).join(", ")];
}

async function applied(
  cluster: Cluster,
  namespace: string | undefined,
  wanted: "objects" | "releases",
): Promise<NamedChoice[]> {
  const [{ records }, kept] = await Promise.all([
    listReadableRecords(cluster, namespace),
    listKept(cluster, namespace),
  ]);
  const specs = [...records.map((r) => specOfRecord(r.record)), ...specsOfKept(kept.objects)];
  const objects = specs.map(({ kind, object }): NamedChoice => [object.name, kind]);
  if (wanted === "objects") return objects;
  const { graph } = buildUniverse(specs, namespace ?? "");
  const releases = releasesOf(graph).map(({ id, owner }): NamedChoice => [id, `release of ${owner.name}`]);
  return [...objects, ...releases.filter(([id]) => !objects.some(([name]) => name === id))];
}
