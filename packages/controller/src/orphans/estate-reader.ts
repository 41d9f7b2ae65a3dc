import {
  type Cluster,
  ClusterError,
  type Estate,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  recordedName,
  type Selection,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { helmReleaseOf } from "../names.ts";

/** What was seen, and what may not be looked at, in the server's words. */
export interface Sight {
  readonly estate: Estate;
  readonly unread: readonly string[];
}

/** Of Helm's records those that stand for a release that is there. */
const RECORDS: Selection = {
  apiVersion: "v1",
  kind: "Secret",
  labelSelector: `owner=helm,${LABELS.managedBy}=${MANAGED_BY},status!=superseded`,
  metadataOnly: true,
};

/** Whose claim a volume was for is not in its metadata. */
const VOLUMES: Selection = { apiVersion: "v1", kind: "PersistentVolume" };

/** What charts make outside of namespaces. */
const CLUSTER_KINDS = [
  ["rbac.authorization.k8s.io/v1", "ClusterRole"],
  ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding"],
  ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ["admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"],
  ["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"],
  ["storage.k8s.io/v1", "StorageClass"],
  ["scheduling.k8s.io/v1", "PriorityClass"],
  ["networking.k8s.io/v1", "IngressClass"],
] as const;

const CLUSTER_OBJECTS: readonly Selection[] = CLUSTER_KINDS.map(([apiVersion, kind]) => ({
  apiVersion,
  kind,
  labelSelector: "app.kubernetes.io/managed-by=Helm",
  metadataOnly: true,
}));

/**
 * Reads what there is: what is watched anyway from the watches, and the rest in one list a kind, page by page. What may
 * not be listed is as if it were not there, and told. Throws ClusterError, where a list fails in another way.
 */
export async function readEstate(context: Context, formerNamespaces: ReadonlySet<string>): Promise<Sight> {
  const unread: string[] = [];
  const list = (selection: Selection) => listUnlessForbidden(context.cluster, selection, unread);
  const records = await list(RECORDS);
  const volumes = await list(VOLUMES);
  const clusterObjects: KubeObject[] = [];
  for (const selection of CLUSTER_OBJECTS) clusterObjects.push(...(await list(selection)));
  const { homes, objects } = context;
  // Whoever keeps something is read after it, so that what is new is not taken for an orphan.
  const [environments, services, releases] = [
    objects.list("UpstartEnvironment"),
    objects.list("UpstartService"),
    objects.list("HelmRelease"),
  ];
  const makers = new Set([...environments, ...services].map((o) => o.metadata.uid ?? ""));
  for (const uid of context.clientRecords.uids()) makers.add(uid);
  const kept = new Set([...releases.map(helmReleaseOf), ...(context.world?.releases.values() ?? [])].map(recordedName));
  const estate: Estate = {
    namespaces: homes.list(),
    formerNamespaces,
    objects: [...services, ...releases],
    makers,
    isKept: (release) => kept.has(recordedName(release)) || context.clientRecords.knows(release),
    records,
    volumes,
    clusterObjects,
  };
  return { estate, unread };
}

async function listUnlessForbidden(
  cluster: Pick<Cluster, "list">,
  selection: Selection,
  unread: string[],
): Promise<readonly KubeObject[]> {
  try {
    return await cluster.list(selection);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.code === "UnknownKind" || error.code === "NotFound") return [];
    if (error.code !== "Forbidden") throw error;
    unread.push(error.message);
    return [];
  }
}
