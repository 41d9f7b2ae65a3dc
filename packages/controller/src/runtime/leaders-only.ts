import { type Cluster, ClusterError } from "@upstart/engine";

/**
 * A cluster that is written to only while this process leads. One that stood still for longer than its lease lasts
 * wakes with writes about to be made, and another leads by then. Reads pass.
 */
export function leadersOnly(cluster: Cluster, isLeading: () => boolean): Cluster {
  const guarded =
    <A extends unknown[], T>(write: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      isLeading() ? write(...args) : Promise.reject(new ClusterError("Forbidden", "this process does not lead"));
  return {
    ...cluster,
    create: guarded(cluster.create),
    update: guarded(cluster.update),
    apply: guarded(cluster.apply),
    delete: guarded(cluster.delete),
    scale: guarded(cluster.scale),
  };
}
