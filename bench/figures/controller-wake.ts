import { Applier } from "../applier.ts";
import { ControllerProcess } from "../controller.ts";
import type { Figure } from "./figure.ts";
import { SAMPLES, wakeRow } from "./wake-row.ts";

/** Controllers that keep services which wait for outputs. */
export const controllerWakeFigure: Figure = {
  name: "controller-wake",
  about: `the same in the controllers: ${SAMPLES} samples`,
  measure: async (rig) => {
    const what = "controllers: last output key appears -> Helm starts";
    const row = await wakeRow(rig, what, async (objects, namespace, log) => {
      const controller = await ControllerProcess.start(rig, { helm: log.binary });
      await controller.leading();
      const applier = await Applier.open(rig);
      await applier.make(objects, namespace);
      const end = () => applier.remove(namespace).then(() => controller.end("SIGTERM"));
      return { failed: controller.failed, end };
    });
    return { rows: [row] };
  },
};
