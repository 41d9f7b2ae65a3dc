import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { give, isAnswer } from "@upstart/controller/runtime/arguments";
import { steadyClock } from "@upstart/controller/runtime/clock";
import { createLog, type Log } from "@upstart/controller/runtime/log";
import { runProcess } from "@upstart/controller/runtime/process";
import { ClusterError } from "@upstart/engine";
import { type Config, readConfig } from "./config.ts";
import { Front } from "./front.ts";
import { VERSION } from "./version.ts";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  const config = readConfig(argv);
  if (isAnswer(config)) return give(config, process);
  const write = (line: string) => void process.stderr.write(line);
  const log = createLog({ level: config.logLevel, write, now: () => steadyClock.now() });
  const cluster = open(config, log);
  if (cluster === undefined) return;
  const { server, namespace } = cluster.connection;
  log.info("upstart-front", { version: VERSION, server });
  const front = new Front({ cluster, namespace, clock: steadyClock, log, config });
  const run = () => front.run().finally(() => cluster.close());
  await runProcess(process, { run, stop: () => front.stop(), abort: () => front.abort() }, log, steadyClock);
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
