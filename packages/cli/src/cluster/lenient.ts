import { type Cluster, ClusterError, type Graph, type Release, releasesOf, type Watch } from "@upstart/engine";

/**
 * A cluster to look at with a graph. How releases stand that controllers keep is told by them, so whoever may see that
 * need not be able to read Secrets: what may not be watched in namespaces where all releases are kept reads as empty.
 * `onUnseen` hears of these namespaces.
 */
export function lenientCluster(
  cluster: Cluster,
  graph: Graph,
  isKept: (release: Release) => boolean,
  onUnseen: (namespace: string) => void = () => undefined,
): Cluster {
  const homes = Map.groupBy(releasesOf(graph), (r) => r.namespace);
  const isAllKept = (namespace: string) => homes.get(namespace)?.every(isKept) ?? false;
  return {
    get: (key) => cluster.get(key),
    list: (selection) => cluster.list(selection),
    create: (object) => cluster.create(object),
    update: (object) => cluster.update(object),
    apply: (object, options) => cluster.apply(object, options),
    delete: (key, options) => cluster.delete(key, options),
    scale: (key, replicas, options) => cluster.scale(key, replicas, options),
    logs: (pod) => cluster.logs(pod),
    watch: (selection, onEvent) => {
      const watch = cluster.watch(selection, onEvent);
      const { namespace = "" } = selection;
      return isAllKept(namespace) ? emptyWhereForbidden(watch, () => onUnseen(namespace)) : watch;
    },
  };
}

function emptyWhereForbidden(watch: Watch, onUnseen: () => void): Watch {
  const synced = watch.synced.catch((error: unknown) => {
    if (!(error instanceof ClusterError && error.code === "Forbidden")) throw error;
    onUnseen();
  });
  return {
    synced,
    get: (name, namespace) => watch.get(name, namespace),
    list: () => watch.list(),
    stop: () => watch.stop(),
  };
}
