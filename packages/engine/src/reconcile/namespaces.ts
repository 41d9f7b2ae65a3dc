import type { Graph, Service } from "../graph/graph.ts";
import { LABELS, MANAGED_BY, OWNER_UID_ANNOTATION } from "../names/labels.ts";
import { type Cluster, ClusterError } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";

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
 * Makes the namespace of an environment's service, labelled and marked with the uid of its owner. `leaving`: there is
 * one of an earlier life, on its way out. `taken`: it exists, was not made for this owner, and is left alone.
 */
export async function claimNamespace(
  cluster: Pick<Cluster, "get" | "create">,
  name: string,
  service: Service,
  ownerUid: string,
): Promise<"ours" | "leaving" | "taken"> {
  const existing = await cluster.get(namespaceKey(name));
  if (existing?.metadata.deletionTimestamp !== undefined) return "leaving";
  if (existing !== undefined) return ownerOf(existing) === ownerUid ? "ours" : "taken";
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
    return "ours";
  } catch (error) {
    if (error instanceof ClusterError && error.code === "AlreadyExists") return "taken";
    throw error;
  }
}

/** Deletes the namespaces that were made for an owner. `left` are those that are somebody else's by now. */
export async function deleteNamespaces(
  cluster: Pick<Cluster, "get" | "delete">,
  names: readonly string[],
  ownerUid: string,
): Promise<{ readonly deleted: readonly string[]; readonly left: readonly string[] }> {
  const left: string[] = [];
  const deleted: string[] = [];
  for (const name of names) {
    const existing = await cluster.get(namespaceKey(name));
    if (existing === undefined) continue;
    if (ownerOf(existing) !== ownerUid) left.push(name);
    else {
      const { uid } = existing.metadata;
      await cluster.delete(namespaceKey(name), uid === undefined ? {} : { uid });
      deleted.push(name);
    }
  }
  return { deleted, left };
}

function namespaceKey(name: string) {
  return { apiVersion: "v1", kind: "Namespace", name };
}

function ownerOf(namespace: KubeObject): string | undefined {
  return namespace.metadata.annotations?.[OWNER_UID_ANNOTATION];
}
