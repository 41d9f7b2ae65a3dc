import { steadyClock } from "@upstart/controller/runtime/clock";
import { runServer } from "@upstart/controller/runtime/server";
import { readConfig } from "./config.ts";
import { Front } from "./front.ts";
import { VERSION } from "./version.ts";

/** The one place that touches the process: arguments and environment in, exit code out. */
export async function main(argv: readonly string[]): Promise<void> {
  await runServer(process, argv, {
    name: "upstart-front",
    version: VERSION,
    readConfig,
    begin: (config, log) => ({
      create: (cluster) =>
        new Front({ cluster, namespace: cluster.connection.namespace, clock: steadyClock, log, config }),
    }),
  });
}
