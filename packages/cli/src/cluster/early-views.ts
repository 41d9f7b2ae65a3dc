import { type Cluster, type Graph, viewsNeededBy } from "@upstart/engine";

/**
 * Opens the views that a rollout of the graph begins with, so that they fill while other things are done. The rollout
 * shares them. Returns what is to be called once it has opened its own; what cannot be watched, the rollout says.
 */
export function openViewsEarly(cluster: Cluster, graph: Graph): () => void {
  const watches = viewsNeededBy(graph).map((selection) => cluster.watch(selection, () => undefined));
  for (const watch of watches) watch.synced.catch(() => undefined);
  return () => {
    for (const watch of watches) watch.stop();
  };
}
