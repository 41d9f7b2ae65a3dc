import { readFile } from "node:fs/promises";
import type { KubernetesCluster } from "@upstart/clients";
import { steadyClock } from "@upstart/controller/runtime/clock";
import type { Log } from "@upstart/controller/runtime/log";
import { runServer } from "@upstart/controller/runtime/server";
import { type Config, readConfig } from "./config.ts";
import { createMetrics } from "./metrics.ts";
import { Peers } from "./peers/peers.ts";
import { rememberedRights } from "./server/remembered-rights.ts";
import { VERSION } from "./version.ts";
import { Webhook } from "./webhook.ts";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  await runServer(process, argv, {
    name: "upstart-webhook",
    version: VERSION,
    readConfig,
    begin: (config, log) => ({ create: (cluster) => createWebhook(config, cluster, log) }),
  });
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
