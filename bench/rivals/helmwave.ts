import { join } from "node:path";
import type { Rig } from "../rig.ts";
import { ROOT } from "../rig.ts";
import { run } from "../run.ts";
import { FINAL_VALUES, type Workload } from "../workloads.ts";
import type { Contestant } from "./rival.ts";

/** helmwave as it comes, where the options name it; it has Helm within. */
export function helmwave(rig: Rig, workload: Workload): Contestant | undefined {
  const binary = rig.options.helmwave;
  if (binary === undefined) return undefined;
  return {
    name: "helmwave",
    install: async (namespace, more = {}) => {
      const cwd = rig.folder(`helmwave-${namespace}`);
      await rig.file(join(`helmwave-${namespace}`, "values.yml"), JSON.stringify(FINAL_VALUES));
      await rig.file(join(`helmwave-${namespace}`, "helmwave.yml"), JSON.stringify(planOf(workload, namespace)));
      return await run(binary, ["up", "--build"], { ...more, cwd, env: await rig.clusterEnv() });
    },
  };
}

function planOf({ nodes }: Workload, namespace: string): object {
  return {
    releases: nodes.map(({ name, needs }) => ({
      name,
      namespace,
      chart: { name: join(ROOT, "charts/examples/tiny") },
      values: ["values.yml"],
      depends_on: needs.map((need) => `${need}@${namespace}`),
    })),
  };
}

/** For the report. */
export async function helmwaveVersion(rig: Rig): Promise<string | undefined> {
  const binary = rig.options.helmwave;
  if (binary === undefined) return undefined;
  return `helmwave ${(await run(binary, ["version"], { env: rig.env })).stdout.trim()}`;
}
