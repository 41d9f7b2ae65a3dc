import { readFile } from "node:fs/promises";
import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { give, isAnswer } from "@upstart/controller/runtime/arguments";
import { steadyClock } from "@upstart/controller/runtime/clock";
import { createLog, type Log } from "@upstart/controller/runtime/log";
import { runProcess } from "@upstart/controller/runtime/process";
import { ClusterError } from "@upstart/engine";
import { type Config, readConfig } from "./config.ts";
import { createMetrics } from "./metrics.ts";
import { Peers } from "./peers/peers.ts";
import { rememberedRights } from "./server/remembered-rights.ts";
import { VERSION } from "./version.ts";
import { Webhook } from "./webhook.ts";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  const config = readConfig(argv);
  if (isAnswer(config)) return give(config, process);
  const write = (line: string) => void process.stderr.write(line);
  const log = createLog({ level: config.logLevel, write, now: () => steadyClock.now() });
  const cluster = open(config, log);
  if (cluster === undefined) return;
  log.info("upstart-webhook", { version: VERSION, server: cluster.connection.server });
  const webhook = createWebhook(config, cluster, log);
  const run = () => webhook.run().finally(() => cluster.close());
  await runProcess(process, { run, stop: () => webhook.stop(), abort: () => webhook.abort() }, log, steadyClock);
}

function open({ kubeconfig }: Config, log: Log): KubernetesCluster | undefined {
  try {
    return createCluster(connect(kubeconfig === undefined ? {} : { kubeconfig }, process.env));
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.error("there is no cluster to talk to", { error });
    process.exitCode = 2;
    return undefined;
  }
}

function createWebhook(config: Config, cluster: KubernetesCluster, log: Log): Webhook {
  const peers = new Peers();
  const metrics = createMetrics({ cacheObjects: () => peers.size, isSynced: () => webhook.isSynced });
  const webhook: Webhook = new Webhook({
    cluster,
    isAllowed: rememberedRights(steadyClock, (user, right) => cluster.may(user, right)),
    clock: steadyClock,
    random: Math.random,
    log,
    metrics,
    peers,
    config,
    namespace: cluster.connection.namespace,
    readFile: (file) => readFile(file, "utf8"),
  });
  return webhook;
}
