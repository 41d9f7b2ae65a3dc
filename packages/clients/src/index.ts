// The engine's ports made real.

// Helm through its command line.
export { readRepositories } from "./chart-repositories.ts";
export { neverEarly, systemClock } from "./clock.ts";
// Kubernetes: choosing a cluster as kubectl does, and talking to it.
export type { AnsweredRequest, ClusterObserver } from "./cluster-observer.ts";
export { createHelm, type HelmCommand, type HelmObserver, type HelmOptions } from "./helm.ts";
export { type Connection, connect, type KubeFlags } from "./kubeconfig.ts";
export { createCluster, type KubernetesCluster } from "./kubernetes.ts";
export { objectDataOf, objectsOf } from "./manifest.ts";
// Helm runs that outlive who started them.
export { orphansGone } from "./orphans.ts";
export type { LogLine, LogRequest } from "./pod-log.ts";
// Other servers, through the environment's proxies. `proxy-fetch`, which is large, and `url-probe`, which loads Node's own
// fetch along, are entries of their own.
export { proxyFor } from "./proxy.ts";
export {
  chartOfRevision,
  decodeRelease,
  helmsWord,
  newestRevision,
  readDeployed,
  readManifest,
  readRecord,
  unlockRelease,
} from "./release-secret.ts";
