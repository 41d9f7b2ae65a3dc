import {
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

/** Deletes the namespaces that were made for an owner; the names of those that are somebody else's by now are returned. */
export async function deleteNamespaces(
  cluster: Cluster,
  names: readonly string[],
  ownerUid: string,
): Promise<string[]> {
  const left: string[] = [];
  for (const name of names) {
    const key = { apiVersion: "v1", kind: "Namespace", name };
    const existing = await cluster.get(key);
    if (existing === undefined) continue;
    if (ownerOf(existing) !== ownerUid) left.push(name);
    else await cluster.delete(key, existing.metadata.uid === undefined ? {} : { uid: existing.metadata.uid });
  }
  return left;
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
