import { createHelmLog, type HelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { FINAL_VALUES, servicesOf, type Workload } from "../workloads.ts";
import type { HelmRun } from "./ideal.ts";
import { runIdeal } from "./ideal.ts";
import type { Contestant } from "./rival.ts";

/** Helm processes at once, of ours and of the ideal's. */
export const PARALLEL = 4;

/** Ourselves. With a log, Helm is the log's wrapper. */
export async function upstart(
  rig: Rig,
  workload: Workload,
  log?: HelmLog,
  flags: readonly string[] = [],
): Promise<Contestant> {
  const file = await rig.objects(`${workload.name.replaceAll(" ", "-")}.yaml`, servicesOf(workload));
  return {
    name: "upstart",
    install: (namespace, more = {}) =>
      rig.upstart(["apply", "-f", file, "-n", namespace, "--max-parallel", `${PARALLEL}`, ...flags], {
        ...more,
        env: log === undefined ? {} : { HELM_BIN: log.binary },
      }),
  };
}

/**
 * The ideal scheduler, with the very words that we give Helm: they are taken from a run of ours, into a namespace of
 * its own, which fetches the chart besides.
 */
export async function ideal(rig: Rig, workload: Workload): Promise<Contestant> {
  const { helm } = await rig.sandbox();
  const log = await createHelmLog(rig.directory, `words-${workload.name.replaceAll(" ", "-")}`, helm);
  const original = await rig.namespace();
  await (await upstart(rig, workload, log)).install(original);
  const words = new Map(log.calls().map(({ args }) => [args[1], args]));
  const env = await rig.clusterEnv();
  const helmRun = (name: string, namespace: string): HelmRun => ({
    args: words.get(name)!.map((word) => (word === original ? namespace : word)),
    input: JSON.stringify(FINAL_VALUES),
  });
  return {
    name: "ideal",
    install: (namespace) =>
      runIdeal(workload.nodes, (name) => helmRun(name, namespace), { helm, env, parallel: PARALLEL }),
  };
}
