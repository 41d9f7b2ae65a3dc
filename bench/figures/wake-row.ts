import { setTimeout as sleep } from "node:timers/promises";
import type { KubernetesCluster } from "@upstart/clients";
import { Applier } from "../applier.ts";
import { createHelmLog, type HelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { median, percentile } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { operatorServices } from "../workloads.ts";

export const SAMPLES = 40;
const BAR_MS = 1000;
const FIRST = "FIRST";
const KEY = "LAST";

/** Has objects rolled out in a namespace by whoever is measured; with this Helm. */
export interface Waiting {
  /** Rejects when that fails: what waits for it would wait in vain. */
  readonly failed: Promise<never>;
  /** Resolves when everything is ready, and what was started has ended. */
  end(): Promise<unknown>;
}

/**
 * How long after the last output key appears the dependent's Helm starts. Something that behaves as an operator writes
 * each Secret in two steps; the time runs from before the request that adds the last key to the start of the process.
 */
export async function wakeRow(
  rig: Rig,
  what: string,
  begin: (objects: readonly object[], namespace: string, log: HelmLog) => Promise<Waiting>,
): Promise<Row> {
  const delays = await sampleWakes(rig, what, begin);
  const p95 = percentile(delays, 95);
  return {
    what,
    ours: `p95 ${timeText(p95)} (median ${timeText(median(delays))}, ${delays.length} samples)`,
    bar: "p95 under 1 s",
    met: p95 < BAR_MS,
  };
}

async function sampleWakes(rig: Rig, what: string, begin: Parameters<typeof wakeRow>[2]): Promise<number[]> {
  const namespace = await rig.namespace();
  const log = await createHelmLog(rig.directory, what.replaceAll(/\W+/g, "-"), (await rig.sandbox()).helm);
  const { cluster } = await Applier.open(rig);
  const { failed, end } = await begin(operatorServices(SAMPLES, KEY), namespace, log);
  const delays: number[] = [];
  await Promise.race([failed, until(() => endedCalls(log) === SAMPLES)]);
  const secrets = secretsOf(cluster, namespace);
  for (let i = 0; i < SAMPLES; i++) {
    await secrets.create(`late-${i}`, FIRST);
    await sleep(100 + ((i * 37) % 150)); // at no fixed distance from anything
    const appearedAt = await secrets.addKey(`late-${i}`, KEY);
    await Promise.race([failed, until(() => startOf(log, `user-${i}`) !== undefined)]);
    delays.push(startOf(log, `user-${i}`)! - appearedAt);
  }
  await end();
  return delays;
}

/** What an operator does to Secrets, on a connection that is there already. Each tells when its request was sent. */
function secretsOf(cluster: KubernetesCluster, namespace: string) {
  const secret = (name: string, keys: readonly string[]) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace },
    stringData: Object.fromEntries(keys.map((key) => [key, "1"])),
  });
  const timed = async (write: () => Promise<unknown>) => {
    const sentAt = performance.timeOrigin + performance.now();
    await write();
    return sentAt;
  };
  return {
    create: (name: string, key: string) => timed(() => cluster.create(secret(name, [key]))),
    addKey: (name: string, key: string) => timed(() => cluster.update(secret(name, [FIRST, key]))),
  };
}

function endedCalls(log: HelmLog): number {
  return log.calls().filter((call) => call.args[0] === "upgrade" && call.endedAt !== undefined).length;
}

function startOf(log: HelmLog, release: string): number | undefined {
  return log.calls().find((call) => call.args[1] === release)?.startedAt;
}

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!check()) {
    if (Date.now() > deadline) throw new Error("a dependent that has all that it needs did not start");
    await sleep(5);
  }
}
