import {
  type Connection,
  connect,
  createCluster,
  createHelm,
  type HelmCommand,
  type KubernetesCluster,
  systemClock,
} from "@upstart/clients";
import type { Clock } from "@upstart/engine";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { OUR_KINDS } from "./kept.ts";
import { cacheOf } from "./offline-helm.ts";

/** What a verb that talks to a cluster works with. */
export interface Session {
  readonly connection: Connection;
  readonly cluster: KubernetesCluster;
  readonly helm: HelmCommand;
  readonly clock: Clock;
  /** Of `-n`, else of the context. */
  readonly namespace: string;
  close(): void;
}

/** Chooses the cluster; nothing is sent yet. Throws ClusterError `BadKubeconfig`. */
export function openSession(host: Host, flags: ClusterFlags): Session {
  const connection = connect(flags, host.env);
  const cluster = createCluster(connection, undefined, OUR_KINDS);
  const helm = createHelm({
    binary: host.env.HELM_BIN || "helm",
    env: host.env,
    cwd: host.cwd,
    cacheDirectory: cacheOf(host),
    kube: flags,
    isNamespaced: (apiVersion, kind) => cluster.isNamespaced(apiVersion, kind),
  });
  return {
    connection,
    cluster,
    helm,
    clock: systemClock,
    namespace: connection.namespace,
    close: () => {
      helm.close();
      cluster.close();
    },
  };
}
