import { setTimeout as sleep } from "node:timers/promises";
import { Applier } from "../applier.ts";
import { ControllerProcess } from "../controller.ts";
import { createHelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { timeText } from "../table.ts";
import { servicesOf, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const RELEASES = 100;
const BAR_MS = 1000;
/** A forced reconcile of as many by the best operator that was measured. */
const OTHERS_MS = 4800;

/** A controller that starts with everything ready already: what it takes to know that of each release. */
export const controllerPassFigure: Figure = {
  name: "controller-pass",
  about: `a controller starts where ${RELEASES} releases are ready: from its start until it knows that of all`,
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "pass", (await rig.sandbox()).helm);
    const first = await ControllerProcess.start(rig, { helm: log.binary });
    await first.leading();
    const applier = await Applier.open(rig);
    const namespace = await rig.namespace();
    await applier.install(servicesOf({ name: "pass", nodes: wide(RELEASES) }), namespace);
    await first.end("SIGTERM");
    const calls = log.calls().length;
    const times: number[] = [];
    for (let round = 0; round < rig.options.runs; round++) times.push(await pass(rig, log.binary));
    const ms = median(times);
    const called = log.calls().length - calls;
    const last = await ControllerProcess.start(rig);
    await applier.remove(namespace);
    await last.end("SIGTERM");
    return {
      rows: [
        {
          what: `controllers: a pass over ${RELEASES} ready releases, from a cold start`,
          ours: `${timeText(ms)}, ${called} Helm calls`,
          beside: `best operator ${timeText(OTHERS_MS)}`,
          ratio: ms / OTHERS_MS,
          bar: "near 1 s",
          met: ms <= BAR_MS && called === 0,
        },
      ],
    };
  },
};

async function pass(rig: Rig, helm: string): Promise<number> {
  const begun = performance.now();
  const controller = await ControllerProcess.start(rig, { helm });
  while ((await controller.metrics()).get('releases{state="ready"}') !== RELEASES) await sleep(25);
  const ms = performance.now() - begun;
  await controller.end("SIGTERM");
  return ms;
}
