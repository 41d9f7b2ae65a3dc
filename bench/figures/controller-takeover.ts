import { setTimeout as sleep } from "node:timers/promises";
import { Applier } from "../applier.ts";
import { ControllerProcess } from "../controller.ts";
import { createHelmLog, type HelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { servicesOf, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const ENDS = [
  { signal: "SIGKILL", barMs: 20_000 },
  { signal: "SIGTERM", barMs: 3000 },
] as const;
const RELEASES = 100;

/** Of two controllers that keep a hundred releases, the one that works ends, and somebody applies something. */
export const controllerTakeoverFigure: Figure = {
  name: "controller-takeover",
  about: "of two controllers the leader ends; the other calls Helm for what is applied in that moment",
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "takeover", (await rig.sandbox()).helm);
    const applier = await Applier.open(rig);
    let leader = await ControllerProcess.start(rig, { helm: log.binary });
    await leader.leading();
    await applier.install(servicesOf({ name: "kept", nodes: wide(RELEASES) }), await rig.namespace());
    const rows: Row[] = [];
    for (const { signal, barMs } of ENDS) {
      const times: number[] = [];
      for (let round = 0; round < rig.options.runs; round++) {
        const standby = await ControllerProcess.start(rig, { helm: log.binary });
        await standby.ready();
        await sleep(1000 + ((round * 700) % 2000)); // at no fixed distance from a renewal
        times.push(await takeOver(rig, leader, signal, log));
        leader = standby;
      }
      rig.options.say(`  ${signal} ${times.map(timeText).join(", ")}`);
      const worst = Math.max(...times);
      const ours = `${timeText(worst)} at worst (median ${timeText(median(times))})`;
      rows.push({
        what: `controllers: take-over after ${signal}`,
        ours,
        bar: `≤ ${barMs / 1000} s`,
        met: worst <= barMs,
      });
    }
    await leader.end("SIGTERM");
    return { rows };
  },
};

/** From the signal until Helm starts for what was applied right after it. */
async function takeOver(
  rig: Rig,
  leader: ControllerProcess,
  signal: "SIGKILL" | "SIGTERM",
  log: HelmLog,
): Promise<number> {
  const { cluster } = await Applier.open(rig);
  const namespace = await rig.namespace();
  const calls = log.calls().length;
  const begun = performance.timeOrigin + performance.now();
  const ended = leader.end(signal);
  const [service] = servicesOf({ name: "after", nodes: wide(1) }) as [{ readonly metadata: object }];
  await cluster.create({ ...service, metadata: { ...service.metadata, namespace } } as never);
  const deadline = Date.now() + 60_000;
  while (log.calls().length === calls) {
    if (Date.now() > deadline) throw new Error(`nobody took over after ${signal}`);
    await sleep(5);
  }
  await ended;
  return log.calls()[calls]!.startedAt - begun;
}
