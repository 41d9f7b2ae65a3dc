import {
  type Clock,
  type Cluster,
  ClusterError,
  type Graph,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  OWNER_UID_ANNOTATION,
  type Service,
} from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";

const LOOK_MS = 300;

/** The namespaces that the environments of a graph make, each with the service (the first one, where they share). */
export function environmentNamespaces(graph: Graph, environment: string): Map<string, Service> {
  const namespaces = new Map<string, Service>();
  for (const node of graph.nodes.values()) {
    if (node.kind === "service" && node.environment?.name === environment && !namespaces.has(node.namespace))
      namespaces.set(node.namespace, node);
  }
  return namespaces;
}

/**
 * Makes the namespaces of an environment, labelled and marked with the uid of its record. One that exists and is not
 * the environment's is never taken.
 */
export async function makeNamespaces(
  cluster: Cluster,
  namespaces: ReadonlyMap<string, Service>,
  ownerUid: string,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([...namespaces].map(([name, service]) => makeNamespace(cluster, name, service, ownerUid, signal)));
}

async function makeNamespace(
  cluster: Cluster,
  name: string,
  service: Service,
  ownerUid: string,
  signal: AbortSignal,
): Promise<void> {
  const key = { apiVersion: "v1", kind: "Namespace", name };
  let existing = await cluster.get(key);
  // One that is on its way out, of an earlier life of the environment, is waited for.
  while (existing?.metadata.deletionTimestamp !== undefined) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 500));
    existing = await cluster.get(key);
  }
  if (existing !== undefined) {
    if (ownerOf(existing) !== ownerUid) throw conflict(name, service);
    return;
  }
  const environment = service.environment!.name;
  try {
    await cluster.create({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name,
        labels: {
          [LABELS.managedBy]: MANAGED_BY,
          [LABELS.environment]: environment,
          ...(name === environment ? {} : { [LABELS.service]: service.object.name }),
        },
        annotations: { [OWNER_UID_ANNOTATION]: ownerUid },
      },
    });
  } catch (error) {
    if (error instanceof ClusterError && error.code === "AlreadyExists") throw conflict(name, service);
    throw error;
  }
}

/** Deletes the namespaces that were made for an owner. `left` are those that are somebody else's by now. */
export async function deleteNamespaces(
  cluster: Cluster,
  names: readonly string[],
  ownerUid: string,
): Promise<{ readonly deleted: readonly string[]; readonly left: readonly string[] }> {
  const left: string[] = [];
  const deleted: string[] = [];
  for (const name of names) {
    const key = { apiVersion: "v1", kind: "Namespace", name };
    const existing = await cluster.get(key);
    if (existing === undefined) continue;
    if (ownerOf(existing) !== ownerUid) left.push(name);
    else {
      await cluster.delete(key, existing.metadata.uid === undefined ? {} : { uid: existing.metadata.uid });
      deleted.push(name);
    }
  }
  return { deleted, left };
}

/** Waits for namespaces to be gone; returns those that are not when the signal is aborted. */
export async function namespacesGone(
  cluster: Cluster,
  clock: Clock,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  let open = [...names];
  for (;;) {
    const there = await Promise.all(open.map((name) => cluster.get({ apiVersion: "v1", kind: "Namespace", name })));
    open = open.filter((_, i) => there[i] !== undefined);
    if (open.length === 0 || signal.aborted) return open;
    await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));
  }
}

function ownerOf(namespace: KubeObject): string | undefined {
  return namespace.metadata.annotations?.[OWNER_UID_ANNOTATION];
}

function conflict(name: string, service: Service): CliError {
  return new CliError(
    EXIT.no,
    `NamespaceConflict: the namespace "${name}" exists and was not made for the service "${service.key}" of ${service.environment!.name}`,
    `delete it if nothing of it is needed, or give the environment or service another name`,
  );
}
