import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Rig } from "../rig.ts";
import { ROOT } from "../rig.ts";
import { run } from "../run.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { environmentOfTemplates, manyServices } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const BAR_MS = 1000;
const SERVICES = 1000;
const TEMPLATES = 100;

/** How long `lint` works on 1,000 services with 5,000 releases: its time above that of `--version`. */
export const lintFigure: Figure = {
  name: "lint",
  about: "lint of 1,000 services with 5,000 releases",
  measure: async (rig) => ({
    rows: [
      await lintRow(rig, "lint, 1,000 objects in as many files", manyServices(SERVICES)),
      await lintRow(
        rig,
        `lint, one environment of ${TEMPLATES} templates`,
        environmentOfTemplates(SERVICES, TEMPLATES),
      ),
    ],
  }),
};

async function lintRow(rig: Rig, what: string, objects: readonly object[]): Promise<Row> {
  const folder = rig.folder(what.replaceAll(/\W+/g, "-"));
  for (const [i, object] of objects.entries())
    await writeFile(join(folder, `${String(i).padStart(4, "0")}.yaml`), stringify(object));
  const upstart = (args: readonly string[]) => run(join(ROOT, "node_modules/.bin/upstart"), args, { env: rig.env });
  await upstart(["lint", "-f", folder]); // fills Node's compile cache
  const laps: { lint: number; version: number; cpu: number }[] = [];
  for (let i = 0; i < rig.options.runs; i++) {
    const version = await upstart(["--version"]);
    const lint = await upstart(["lint", "-f", folder]);
    laps.push({ lint: lint.ms, version: version.ms, cpu: lint.cpuMs });
  }
  const work = median(laps.map((lap) => lap.lint - lap.version));
  const whole = `${timeText(median(laps.map((l) => l.lint)))} in all, ${timeText(median(laps.map((l) => l.cpu)))} of CPU`;
  return { what, ours: `${timeText(work)} of work (${whole})`, bar: "under 1 s", met: work < BAR_MS };
}
