import type { KubernetesCluster } from "@upstart/clients";
import {
  API_VERSION,
  type Cluster,
  ClusterError,
  decode,
  KINDS,
  type Kind,
  type KubeObject,
  makerOf,
  type ObjectRef,
  type Selection,
  type Spec,
  type WatchEvent,
} from "@upstart/engine";

/** Where a cluster keeps our kinds, so that it need not be asked. */
export const OUR_KINDS = {
  [`${API_VERSION}/UpstartService`]: { plural: "upstartservices", namespaced: true },
  [`${API_VERSION}/UpstartEnvironment`]: { plural: "upstartenvironments", namespaced: true },
  [`${API_VERSION}/HelmRelease`]: { plural: "helmreleases", namespaced: true },
  [`${API_VERSION}/EndedEnvironment`]: { plural: "endedenvironments", namespaced: true },
};

/** Objects of our kinds in a cluster: what the controllers keep in sync, and what they made of it. */
export interface Kept {
  readonly objects: readonly KubeObject[];
  /** They may not be looked at: why. */
  readonly forbidden?: string;
  /** To watch them by. Empty where there is nothing to watch. */
  readonly selections: readonly Selection[];
}

/** What is kept where nothing can be. */
export const NOTHING_KEPT: Kept = { objects: [], selections: [] };

/**
 * Whether there may be objects of our kinds: one small request, which anybody may make and which needs to know of no
 * namespace, so it can be sent early.
 */
export async function mayKeep(cluster: Pick<KubernetesCluster, "serves">): Promise<boolean> {
  try {
    return await cluster.serves(API_VERSION);
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Forbidden") return true;
    throw error;
  }
}

/** All objects of our kinds in a namespace, or in all. None where the cluster does not have the kinds. */
export async function listKept(cluster: Pick<Cluster, "list">, namespace?: string): Promise<Kept> {
  const selections = KINDS.map((kind) => ({
    apiVersion: API_VERSION,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
  }));
  try {
    const lists = await Promise.all(selections.map((s) => cluster.list(s)));
    return { objects: lists.flat(), selections };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.code === "NotFound" || error.code === "UnknownKind") return NOTHING_KEPT;
    if (error.code === "Forbidden") return { ...NOTHING_KEPT, forbidden: error.message };
    throw error;
  }
}

/** The same of several namespaces, as one. */
export async function listKeptIn(cluster: Pick<Cluster, "list">, namespaces: readonly string[]): Promise<Kept> {
  const lists = await Promise.all(namespaces.map((namespace) => listKept(cluster, namespace)));
  const forbidden = lists.find((l) => l.forbidden !== undefined)?.forbidden;
  return {
    objects: lists.flatMap((l) => l.objects),
    ...(forbidden === undefined ? {} : { forbidden }),
    selections: lists.flatMap((l) => l.selections),
  };
}

/** Of all namespaces where one may see them, else of one. */
export async function listVisibleKept(cluster: Pick<Cluster, "list">, namespace: string): Promise<Kept> {
  const all = await listKept(cluster);
  return all.forbidden === undefined ? all : await listKept(cluster, namespace);
}

/** What people wrote, as the engine reads it. What the controllers made says the same again; what no schema holds is left out. */
export function specsOfKept(objects: readonly KubeObject[]): Spec[] {
  return objects.flatMap((object) => {
    const { apiVersion, kind, metadata, spec } = object;
    if (makerOf(object) !== undefined) return [];
    const { name, namespace, labels, annotations } = metadata;
    const decoded = decode({ apiVersion, kind, metadata: { name, namespace, labels, annotations }, spec }, {});
    return decoded.spec === undefined || decoded.spec.isPartial === true ? [] : [decoded.spec];
  });
}

/** Finds an object among those that are kept. */
export function findKept(
  objects: readonly KubeObject[],
  kind: Kind,
  { namespace, name }: Pick<ObjectRef, "namespace" | "name">,
): KubeObject | undefined {
  return objects.find((o) => o.kind === kind && o.metadata.name === name && o.metadata.namespace === namespace);
}

/** Whether an event tells of more than a status: of something written, deleted, or new. */
export function changesKept({ type, object }: WatchEvent, known: readonly KubeObject[]): boolean {
  if (object.apiVersion !== API_VERSION || makerOf(object) !== undefined) return false;
  const before = known.find((o) => o.metadata.uid === object.metadata.uid);
  if (type === "deleted") return before !== undefined;
  return before === undefined || before.metadata.generation !== object.metadata.generation;
}
