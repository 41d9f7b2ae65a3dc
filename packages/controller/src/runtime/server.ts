import { connect, createCluster, type KubernetesCluster, systemClock } from "@upstart/clients";
import { ClusterError } from "@upstart/engine";
import type { Registry } from "prom-client";
import { type Answer, give, isAnswer } from "./arguments.ts";
import { steadyClock } from "./clock.ts";
import { clusterMetrics } from "./cluster-metrics.ts";
import { createLog, type Log, type LogFields, type LogLevel } from "./log.ts";
import { type ProcessEvents, type Runnable, runProcess } from "./process.ts";

/** What is special about a server; the rest is the same for all of them. */
export interface Server<C extends ServerConfig> {
  readonly name: string;
  readonly version: string;
  readonly readConfig: (argv: readonly string[]) => C | Answer;
  /** What each of its lines says. */
  readonly fields?: (config: C) => LogFields;
  /** Begins with what needs no cluster. Undefined where something is missing for that, which it has said then. */
  readonly begin: (config: C, log: Log) => Begun | undefined | Promise<Begun | undefined>;
}

/** What every server may be told. */
export interface ServerConfig {
  /** Absent: as kubectl, or the Pod's own credentials. */
  readonly kubeconfig?: string;
  /** Absent: `info`. */
  readonly logLevel?: LogLevel;
}

/** A server that lacks nothing but its cluster. */
export interface Begun {
  /** What its first line says besides its version and the API server. */
  readonly facts?: LogFields;
  /** Where requests to the API server are counted, and lists and streams of these resources. */
  readonly measured?: { readonly registry: Registry; readonly resources: readonly string[] };
  readonly create: (cluster: KubernetesCluster) => Runnable | Promise<Runnable>;
}

/** The process that a server runs in. */
export type Host = ProcessEvents & Pick<NodeJS.Process, "stdout" | "stderr" | "env" | "exitCode">;

/**
 * A server's life: its arguments, its log, its cluster, and then what it does until it ends. Where it cannot begin, the
 * exit code is 2.
 */
export async function runServer<C extends ServerConfig>(
  host: Host,
  argv: readonly string[],
  server: Server<C>,
): Promise<void> {
  const config = server.readConfig(argv);
  if (isAnswer(config)) return give(config, host);
  const log = createLog({
    level: config.logLevel ?? "info",
    write: (line) => void host.stderr.write(line),
    now: () => steadyClock.now(),
    fields: server.fields?.(config) ?? {},
  });
  const begun = await server.begin(config, log);
  const cluster = begun === undefined ? undefined : open(config, begun, host.env, log);
  if (begun === undefined || cluster === undefined) {
    host.exitCode = 2;
    return;
  }
  log.info(server.name, { version: server.version, server: cluster.connection.server, ...begun.facts });
  const runnable = await begun.create(cluster);
  const run = () => runnable.run().finally(() => cluster.close());
  await runProcess(host, { run, stop: () => runnable.stop(), abort: () => runnable.abort() }, log, steadyClock);
}

function open(
  { kubeconfig }: ServerConfig,
  { measured }: Begun,
  env: Host["env"],
  log: Log,
): KubernetesCluster | undefined {
  try {
    const connection = connect(kubeconfig === undefined ? {} : { kubeconfig }, env);
    if (measured === undefined) return createCluster(connection);
    const { host } = new URL(connection.server);
    const { observer, readWatches } = clusterMetrics(measured.registry, { host, resources: measured.resources });
    const cluster = createCluster(connection, observer);
    readWatches(cluster, systemClock);
    return cluster;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.error("there is no cluster to talk to", { error });
    return undefined;
  }
}
