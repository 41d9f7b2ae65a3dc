import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "./journal.ts";

/** What the programs of one cluster are told. */
export interface ClusterLayout {
  readonly directory: string;
  readonly bin: string;
  readonly ports: ClusterPorts;
  /** Whether the API server writes down each request. */
  readonly audit: boolean;
  readonly apiServerFlags: Readonly<Record<string, string>>;
}

export interface ClusterPorts {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly api: number;
  readonly controllers: number;
  readonly scheduler: number;
  readonly kwok: number;
}

/** Where a cluster keeps its files. */
export const clusterFiles = (directory: string) => ({
  journal: join(directory, "processes.json"),
  kubeconfig: join(directory, "kubeconfig"),
  tokens: join(directory, "tokens.csv"),
  serviceAccountKey: join(directory, "service-account.key"),
  certificates: join(directory, "certificates"),
  serverCertificate: join(directory, "certificates", "apiserver.crt"),
  serverKey: join(directory, "certificates", "apiserver.key"),
  auditPolicy: join(directory, "audit-policy.yaml"),
  auditLog: join(directory, "audit.log"),
});

/** The store and the API server: first, because everything else talks to them. */
export function serverPrograms(layout: ClusterLayout): readonly [etcd: Program, apiServer: Program] {
  const { directory, ports, audit, apiServerFlags } = layout;
  const files = clusterFiles(directory);
  const etcd = `http://127.0.0.1:${ports.etcd}`;
  return [
    program(layout, "etcd", {
      "data-dir": join(directory, "etcd"),
      "listen-client-urls": etcd,
      "advertise-client-urls": etcd,
      "listen-peer-urls": `http://127.0.0.1:${ports.etcdPeer}`,
      // Nothing in it must survive a power cut.
      "unsafe-no-fsync": "true",
      "log-level": "error",
    }),
    program(layout, "kube-apiserver", {
      "etcd-servers": etcd,
      "secure-port": `${ports.api}`,
      "bind-address": "127.0.0.1",
      "cert-dir": files.certificates,
      "service-account-key-file": files.serviceAccountKey,
      "service-account-signing-key-file": files.serviceAccountKey,
      "service-account-issuer": "https://kubernetes.default.svc",
      "token-auth-file": files.tokens,
      "authorization-mode": "RBAC",
      "service-cluster-ip-range": "10.96.0.0/16",
      // There is no network of Services: webhooks behind one are called at its endpoints.
      "enable-aggregator-routing": "true",
      // No kubelet says that a node is ready before its pods may come, and no container needs a token.
      "disable-admission-plugins": "ServiceAccount,TaintNodesByCondition",
      ...(audit ? { "audit-policy-file": files.auditPolicy, "audit-log-path": files.auditLog } : {}),
      ...apiServerFlags,
    }),
  ];
}

/** What makes objects come alive: controllers, scheduler, and kwok in place of a kubelet. */
export function workerPrograms(layout: ClusterLayout): readonly Program[] {
  const { directory, ports } = layout;
  const { kubeconfig, serviceAccountKey } = clusterFiles(directory);
  const own = (port: number, name: string) => ({
    kubeconfig,
    "leader-elect": "false",
    "bind-address": "127.0.0.1",
    "secure-port": `${port}`,
    "cert-dir": join(directory, `certificates-${name}`),
  });
  return [
    program(layout, "kube-controller-manager", {
      ...own(ports.controllers, "controllers"),
      // The one node has no heartbeat and no cloud.
      controllers: "*,-nodeipam,-nodelifecycle,-cloud-node-lifecycle",
      "service-account-private-key-file": serviceAccountKey,
      "enable-hostpath-provisioner": "true",
    }),
    program(layout, "kube-scheduler", own(ports.scheduler, "scheduler")),
    {
      ...program(layout, "kwok", {
        kubeconfig,
        "manage-all-nodes": "true",
        config: fileURLToPath(new URL("../stages/stages.yaml", import.meta.url)),
        "server-address": `127.0.0.1:${ports.kwok}`,
      }),
      env: ONE_THREAD,
    },
  ];
}

/**
 * kwok 0.8.0 prepares each kind of stage when the first object for it comes, and two at once write to one map of its
 * CEL library, at which Go ends the process: pods and Jobs stand still from then on.
 */
const ONE_THREAD = { GOMAXPROCS: "1" };

function program(layout: ClusterLayout, name: string, flags: Readonly<Record<string, string>>): Program {
  return {
    name,
    command: join(layout.bin, name),
    args: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    log: join(layout.directory, `${name}.log`),
  };
}
