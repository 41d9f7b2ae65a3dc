import { ClusterError } from "@upstart/engine";
import type { Transport } from "./transport.ts";

/** Where the API keeps a kind. */
export interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Finds resources by kind. */
export interface Discovery {
  /** Throws ClusterError `UnknownKind` when the server has no such kind. */
  resource(apiVersion: string, kind: string): Promise<Resource>;
}

/** Kinds that every cluster has and that nearly every chart uses: these need no call. */
const CORE: Readonly<Record<string, Resource>> = {
  "v1/ConfigMap": { plural: "configmaps", namespaced: true },
  "v1/Secret": { plural: "secrets", namespaced: true },
  "v1/Service": { plural: "services", namespaced: true },
  "v1/ServiceAccount": { plural: "serviceaccounts", namespaced: true },
  "v1/Pod": { plural: "pods", namespaced: true },
  "v1/PersistentVolumeClaim": { plural: "persistentvolumeclaims", namespaced: true },
  "v1/Namespace": { plural: "namespaces", namespaced: false },
  "v1/Event": { plural: "events", namespaced: true },
  "apps/v1/Deployment": { plural: "deployments", namespaced: true },
  "apps/v1/StatefulSet": { plural: "statefulsets", namespaced: true },
  "apps/v1/DaemonSet": { plural: "daemonsets", namespaced: true },
  "apps/v1/ReplicaSet": { plural: "replicasets", namespaced: true },
  "batch/v1/Job": { plural: "jobs", namespaced: true },
  "batch/v1/CronJob": { plural: "cronjobs", namespaced: true },
  "networking.k8s.io/v1/Ingress": { plural: "ingresses", namespaced: true },
  "networking.k8s.io/v1/NetworkPolicy": { plural: "networkpolicies", namespaced: true },
  "rbac.authorization.k8s.io/v1/Role": { plural: "roles", namespaced: true },
  "rbac.authorization.k8s.io/v1/RoleBinding": { plural: "rolebindings", namespaced: true },
  "rbac.authorization.k8s.io/v1/ClusterRole": { plural: "clusterroles", namespaced: false },
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": { plural: "clusterrolebindings", namespaced: false },
  "coordination.k8s.io/v1/Lease": { plural: "leases", namespaced: true },
  "policy/v1/PodDisruptionBudget": { plural: "poddisruptionbudgets", namespaced: true },
};

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

interface DiscoveryList {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly scope: string;
        readonly responseKind?: { readonly kind?: string };
      }[];
    }[];
  }[];
}

/**
 * Asks the server once, and once more for a kind that it did not have: CRDs come and go. `sure` are kinds by
 * `apiVersion/Kind` for which it is not asked.
 */
export function createDiscovery(transport: Transport, sure: Readonly<Record<string, Resource>> = {}): Discovery {
  let known: Promise<Map<string, Resource>> | undefined;
  const fetchAll = async (): Promise<Map<string, Resource>> => {
    const lists = await Promise.all(
      ["/api", "/apis"].map(
        (path) =>
          transport.json({
            method: "GET",
            path,
            accept: AGGREGATED,
            doing: "discover the kinds of the cluster",
          }) as Promise<DiscoveryList>,
      ),
    );
    const found = new Map<string, Resource>();
    for (const group of lists.flatMap((l) => l.items ?? [])) {
      for (const { version, resources } of group.versions ?? []) {
        const apiVersion = group.metadata?.name ? `${group.metadata.name}/${version}` : version;
        for (const r of resources ?? [])
          if (r.responseKind?.kind !== undefined)
            found.set(`${apiVersion}/${r.responseKind.kind}`, {
              plural: r.resource,
              namespaced: r.scope === "Namespaced",
            });
      }
    }
    return found;
  };
  return {
    resource: async (apiVersion, kind) => {
      const key = `${apiVersion}/${kind}`;
      const core = CORE[key] ?? sure[key];
      if (core !== undefined) return core;
      for (const isSecond of [false, true]) {
        if (known === undefined || isSecond) known = fetchAll();
        const found = (
          await known.catch((error: unknown) => {
            known = undefined;
            throw error;
          })
        ).get(key);
        if (found !== undefined) return found;
      }
      throw new ClusterError("UnknownKind", `the cluster has no kind ${kind} in ${apiVersion}`);
    },
  };
}
