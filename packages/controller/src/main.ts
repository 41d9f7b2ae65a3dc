import {
  type KubernetesCluster,
  orphansGone,
  readDeployed,
  readManifest,
  readRecord,
  unlockRelease,
} from "@upstart/clients";
import { probeUrl } from "@upstart/clients/url-probe";
import { API_VERSION, actingUserOf, KINDS, leaseNameOf, type Release, WATCHED_ANNOTATION } from "@upstart/engine";
import { createCandidate } from "./candidate.ts";
import { type Config, readConfig } from "./config.ts";
import { type HelmHome, openHelmHome } from "./helm-home.ts";
import type { Leading } from "./manager.ts";
import { createReconcilers } from "./reconcilers/reconcilers.ts";
import { steadyClock } from "./runtime/clock.ts";
import { helmMetrics, releaseMetrics } from "./runtime/helm-metrics.ts";
import type { Log } from "./runtime/log.ts";
import { createMetrics, type Metrics } from "./runtime/metrics.ts";
import { orphanMetrics } from "./runtime/orphan-metrics.ts";
import { type Begun, runServer } from "./runtime/server.ts";
import { RELEASE_STATES } from "./status/release-status.ts";
import { VERSION } from "./version.ts";

/** What is watched from the start. */
const RESOURCES = ["upstartenvironments", "upstartservices", "helmreleases", "namespaces"];
const HELM_PROCESSES = 4;

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  await runServer(process, argv, {
    name: "upstart-controller",
    version: VERSION,
    readConfig,
    fields: shardOf,
    begin,
  });
}

/** What tells the lines and metrics of shards apart. */
function shardOf({ shard }: Config): Readonly<Record<string, string>> {
  return shard === "" ? {} : { shard };
}

function begin(config: Config, log: Log): Begun {
  const metrics = createMetrics({ labels: shardOf(config) });
  return {
    measured: { registry: metrics.registry, resources: RESOURCES },
    create: async (cluster) => {
      const observer = helmMetrics(metrics.registry);
      const home = await openHelmHome(config, { env: process.env, cluster, clock: steadyClock, observer });
      const manager = createManagerOf(config, cluster, home, log, metrics);
      const run = () => manager.run().finally(() => home.close());
      return { run, stop: () => manager.stop(), abort: () => manager.abort() };
    },
  };
}

function createManagerOf(
  config: Config,
  shared: KubernetesCluster,
  home: HelmHome,
  log: Log,
  metrics: Metrics,
): Leading {
  const { namespace } = shared.connection;
  const watched = config.watchNamespaces.length === 0 ? "*" : config.watchNamespaces.join(",");
  const { shard } = config;
  const lease = { namespace, name: leaseNameOf(shard) };
  const clock = steadyClock;
  const { identity, events, whileLeading, manage } = createCandidate({ cluster: shared, log, metrics });
  const cluster = whileLeading(shared);
  const isNamespaced = (apiVersion: string, kind: string) => shared.isNamespaced(apiVersion, kind);
  const clusterAs = (user: string | undefined) => (user === undefined ? cluster : whileLeading(shared.as(user)));
  const clusterOf = (release: Release) => clusterAs(actingUserOf(release));
  return manage({
    random: Math.random,
    listen: config.listen,
    kinds: {
      apiVersion: API_VERSION,
      kinds: [...KINDS, "EndedEnvironment"],
      namespace: config.watchNamespaces[0] ?? namespace,
    },
    lease,
    election: config.leaderElection && { annotations: { [WATCHED_ANNOTATION]: watched } },
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
      orphanIntervalMs: config.orphanIntervalMs,
      snapshotTimeoutMs: config.snapshotTimeoutMs,
      readOrphans: (count) => orphanMetrics(metrics.registry, count),
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
}
