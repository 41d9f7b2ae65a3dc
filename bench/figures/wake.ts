import { PARALLEL } from "../rivals/upstart.ts";
import type { Figure } from "./figure.ts";
import { SAMPLES, wakeRow } from "./wake-row.ts";

/** A client-side apply that waits for outputs. */
export const wakeFigure: Figure = {
  name: "wake",
  about: `the last output key appears, the dependent's Helm starts: ${SAMPLES} samples`,
  measure: async (rig) => {
    const row = await wakeRow(rig, "last output key appears -> Helm starts", async (objects, namespace, log) => {
      const file = await rig.objects("wake.yaml", objects);
      const args = ["apply", "-f", file, "-n", namespace, "--max-parallel", `${PARALLEL}`];
      const applying = rig.upstart(args, { env: { HELM_BIN: log.binary } });
      return { failed: applying.then(() => new Promise<never>(() => undefined)), end: () => applying };
    });
    return { rows: [row] };
  },
};
