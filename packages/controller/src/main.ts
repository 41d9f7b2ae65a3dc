import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import {
  connect,
  createCluster,
  type KubernetesCluster,
  orphansGone,
  probeUrl,
  readDeployed,
  readManifest,
  readRecord,
  systemClock,
  unlockRelease,
} from "@upstart/clients";
import {
  API_VERSION,
  actingUserOf,
  ClusterError,
  KINDS,
  leaseNameOf,
  type Release,
  WATCHED_ANNOTATION,
} from "@upstart/engine";
import { type Config, readConfig } from "./config.ts";
import { type HelmHome, openHelmHome } from "./helm-home.ts";
import { createManager, type Leading } from "./manager.ts";
import { createReconcilers } from "./reconcilers/reconcilers.ts";
import { give, isAnswer } from "./runtime/arguments.ts";
import { steadyClock } from "./runtime/clock.ts";
import { clusterMetrics } from "./runtime/cluster-metrics.ts";
import { EventRecorder } from "./runtime/events.ts";
import { helmMetrics, releaseMetrics } from "./runtime/helm-metrics.ts";
import { leadersOnly } from "./runtime/leaders-only.ts";
import { createLog, type Log } from "./runtime/log.ts";
import { createMetrics, type Metrics } from "./runtime/metrics.ts";
import { type Runnable, runProcess } from "./runtime/process.ts";
import { RELEASE_STATES } from "./status/release-status.ts";
import { VERSION } from "./version.ts";

/** What is watched from the start. */
const RESOURCES = ["upstartenvironments", "upstartservices", "helmreleases", "namespaces"];
const HELM_PROCESSES = 4;

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  const config = readConfig(argv);
  if (isAnswer(config)) return give(config, process);
  const write = (line: string) => void process.stderr.write(line);
  const { shard } = config;
  const fields = shard === "" ? {} : { shard };
  const log = createLog({ level: "info", write, now: () => steadyClock.now(), fields });
  const metrics = createMetrics({ labels: fields });
  const cluster = open(config, log, metrics);
  if (cluster === undefined) return;
  log.info("upstart-controller", { version: VERSION, server: cluster.connection.server });
  const observer = helmMetrics(metrics.registry);
  const home = await openHelmHome(config, { env: process.env, cluster, clock: steadyClock, observer });
  const manager = createManagerOf(config, cluster, home, log, metrics);
  const run = () => manager.run().finally(() => home.close());
  await runProcess(process, { run, stop: () => manager.stop(), abort: () => manager.abort() }, log, steadyClock);
}

function open({ kubeconfig }: Config, log: Log, { registry }: Metrics): KubernetesCluster | undefined {
  try {
    const connection = connect(kubeconfig === undefined ? {} : { kubeconfig }, process.env);
    const { host } = new URL(connection.server);
    const { observer, readWatches } = clusterMetrics(registry, { host, resources: RESOURCES });
    const cluster = createCluster(connection, observer);
    readWatches(cluster, systemClock);
    return cluster;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.error("there is no cluster to talk to", { error });
    process.exitCode = 2;
    return undefined;
  }
}

function createManagerOf(
  config: Config,
  shared: KubernetesCluster,
  home: HelmHome,
  log: Log,
  metrics: Metrics,
): Runnable {
  const { namespace } = shared.connection;
  const identity = `${hostname()}_${randomUUID()}`;
  const watched = config.watchNamespaces.length === 0 ? "*" : config.watchNamespaces.join(",");
  const { shard } = config;
  const election = { namespace, name: leaseNameOf(shard), identity, annotations: { [WATCHED_ANNOTATION]: watched } };
  const clock = steadyClock;
  const events = new EventRecorder({ cluster: shared, clock, log, instance: hostname(), observe: metrics.event });
  const cluster = leadersOnly(shared, () => manager.isLeading);
  const isNamespaced = (apiVersion: string, kind: string) => shared.isNamespaced(apiVersion, kind);
  const clusterAs = (user: string | undefined) =>
    user === undefined ? cluster : leadersOnly(shared.as(user), () => manager.isLeading);
  const clusterOf = (release: Release) => clusterAs(actingUserOf(release));
  const manager: Leading = createManager({
    cluster: shared,
    clock,
    random: Math.random,
    log,
    metrics,
    events,
    listen: config.listen,
    kinds: { apiVersion: API_VERSION, kinds: KINDS, namespace: config.watchNamespaces[0] ?? namespace },
    ...(config.leaderElection ? { election } : {}),
    reconcilers: createReconcilers({
      cluster,
      helm: home.helm,
      onChartsChanged: (retry) => home.onChange(retry),
      clock,
      log,
      events,
      identity,
      watchNamespaces: config.watchNamespaces,
      shard,
      leaseNamespace: namespace,
      maxParallel: HELM_PROCESSES,
      readReleases: (count) => releaseMetrics(metrics.registry, RELEASE_STATES, count),
      // The Lease says that whoever started a run is gone; on this machine its Helm may still be at work.
      unlock: async (release, signal, digest) =>
        (await orphansGone(release, signal))
          ? await unlockRelease(clusterOf(release), release.namespace, release.releaseName, digest)
          : "locked",
      readDeployed: (release, revision) => readDeployed(clusterOf(release), { ...release, revision }, isNamespaced),
      readRecord: (release) => readRecord(clusterAs(release.asUser), release, isNamespaced),
      clusterAs,
      probe: (url, how) => probeUrl(url, how),
      drift: {
        clusterOf,
        readManifest: (release, revision) => readManifest(clusterOf(release), release, revision, isNamespaced),
      },
    }),
  });
  return manager;
}
