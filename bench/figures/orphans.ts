import { randomBytes } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { findOrphans, type KubeObject } from "@upstart/engine";
import type { Context } from "../../packages/controller/src/context.ts";
import { readEstate } from "../../packages/controller/src/orphans/estate-reader.ts";
import { homeOf, RELEASES } from "../branch-workload.ts";
import { heldBytes } from "../memory.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { bytesText, type Row, timeText } from "../table.ts";
import { countTraffic, type Traffic } from "../traffic.ts";
import type { Figure } from "./figure.ts";

const ENVIRONMENTS = 300;
/** As large as Helm's record of a chart with a dozen templates. */
const RECORD_BYTES = 12_000;
const PAGE = 500;
/** One for each of ten kinds, and one for each further page of Helm's records. */
const LIMIT_CALLS = 10 + Math.ceil((ENVIRONMENTS * RELEASES) / PAGE) - 1;
const AT_ONCE = 16;

/** What it costs to look through a whole cluster for what nobody keeps any more. */
export const orphansFigure: Figure = {
  name: "orphans",
  about: `a look for orphans beside ${ENVIRONMENTS} environments of ${RELEASES} releases: calls, bytes, time and memory, where all is kept and where nothing is`,
  measure: async (rig) => {
    const { kubeconfig } = await rig.sandbox();
    const connection = connect({ kubeconfig }, {});
    const traffic = await countTraffic(connection.server);
    rig.onClose(async () => traffic.close());
    const cluster = createCluster({ ...connection, server: traffic.server }, traffic.observer);
    rig.onClose(async () => cluster.close());
    await settle(cluster);
    const rows: Row[] = [];
    for (const isKept of [true, false]) {
      const looks: Look[] = [];
      for (let run = 0; run < Math.max(rig.options.runs, 3); run++)
        looks.push(await look(rig, cluster, traffic, isKept));
      rows.push(rowOf(isKept ? "all is kept" : "nothing is kept", looks));
    }
    return { rows };
  },
};

interface Look {
  readonly ms: number;
  /** The longest in which nothing else could be done. */
  readonly blockedMs: number;
  readonly calls: number;
  readonly bytes: number;
  readonly held: number;
}

async function look(rig: Rig, cluster: KubernetesCluster, traffic: Traffic, isKept: boolean): Promise<Look> {
  const context = contextOf(cluster, isKept);
  const before = heldBytes();
  traffic.reset();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  const { estate, unread } = await readEstate(context, new Set());
  const found = findOrphans(estate).length;
  const ms = performance.now() - begun;
  delay.disable();
  const held = heldBytes() - before;
  const wanted = isKept ? 0 : ENVIRONMENTS * (1 + RELEASES);
  if (found !== wanted || unread.length > 0 || estate.records.length === 0)
    throw new Error(`a look has found ${found} orphans and not ${wanted}; ${unread.join("; ")}`);
  rig.options.say(`  ${timeText(ms)}`);
  return { ms, blockedMs: delay.max / 1e6, calls: traffic.calls, bytes: traffic.bytes, held };
}

/** What the controllers watch anyway is there, without a question. */
function contextOf(cluster: KubernetesCluster, isKept: boolean): Context {
  const uids = names().map((name) => ({ metadata: { name, uid: `uid-of-${name}` } }));
  const homes = names().map(home);
  return {
    cluster,
    homes: { list: () => homes },
    objects: { list: (kind: string) => (isKept && kind === "UpstartEnvironment" ? uids : []) },
    clientRecords: { uids: () => [], knows: () => isKept },
    world: undefined,
  } as unknown as Context;
}

function names(): string[] {
  return Array.from({ length: ENVIRONMENTS }, (_, n) => `branch-${n}`);
}

function home(name: string): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: homeOf(name),
      uid: `uid of ${homeOf(name)}`,
      labels: { "app.kubernetes.io/managed-by": "upstart", "upstart.com/environment": name },
      annotations: { "upstart.com/owner-uid": `uid-of-${name}` },
    },
  };
}

/** Puts into the cluster what as many environments leave there: a home, Helm's records, a volume, and a role of a chart. */
async function settle(cluster: KubernetesCluster): Promise<void> {
  const data = randomBytes(RECORD_BYTES).toString("base64");
  const todo = names().flatMap((name): (() => Promise<unknown>)[] => [
    async () => {
      const { uid: _, ...metadata } = home(name).metadata;
      await cluster.create({ ...home(name), metadata });
      await Promise.all(
        Array.from({ length: RELEASES }, (_, n) => cluster.create(record(homeOf(name), `web-${n}`, data))),
      );
    },
    () => cluster.create(volume(homeOf(name))),
    () => cluster.create(role(homeOf(name))),
  ]);
  const worker = async () => {
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function record(namespace: string, release: string, data: string): KubeObject {
  const labels = {
    name: release,
    owner: "helm",
    status: "deployed",
    version: "1",
    "app.kubernetes.io/managed-by": "upstart",
  };
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: `sh.helm.release.v1.${release}.v1`,
      namespace,
      labels: { ...labels, "upstart.com/digest": "0".repeat(63) },
    },
    type: "helm.sh/release.v1",
    data: { release: data },
  };
}

function volume(namespace: string): KubeObject {
  const claimRef = { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name: "data-db-0" };
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `pv-${namespace}` },
    spec: {
      accessModes: ["ReadWriteOnce"],
      capacity: { storage: "1Gi" },
      claimRef,
      csi: { driver: "csi.example.com", volumeHandle: namespace },
      persistentVolumeReclaimPolicy: "Retain",
      storageClassName: "standard",
    },
  };
}

function role(namespace: string): KubeObject {
  const annotations = { "meta.helm.sh/release-name": "web-0", "meta.helm.sh/release-namespace": namespace };
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: `web-${namespace}`, labels: { "app.kubernetes.io/managed-by": "Helm" }, annotations },
    rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] }],
  };
}

function rowOf(which: string, looks: readonly Look[]): Row {
  const middle = (of: (look: Look) => number) => median(looks.map(of));
  const calls = Math.max(...looks.map((l) => l.calls));
  const cost = [
    timeText(middle((l) => l.ms)),
    `${calls} calls`,
    `${Math.round(middle((l) => l.bytes) / 1000)} kB`,
    `${bytesText(middle((l) => l.held))} held`,
    `the program stopped for ${timeText(middle((l) => l.blockedMs))} at most`,
  ];
  return {
    what: `controllers: a look for orphans beside ${ENVIRONMENTS} environments, ${which}`,
    ours: cost.join(", "),
    bar: `${LIMIT_CALLS} calls at most`,
    met: calls <= LIMIT_CALLS,
  };
}
