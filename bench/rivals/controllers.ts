import { Applier } from "../applier.ts";
import type { ControllerProcess } from "../controller.ts";
import { treeCpuMs } from "../machine.ts";
import type { Rig } from "../rig.ts";
import { servicesOf, type Workload } from "../workloads.ts";
import type { Contestant } from "./rival.ts";

/**
 * A controller that is at work already. What it was given is taken away again after the time is taken, so that it has
 * no more to do in the last round than in the first.
 */
export async function controllers(rig: Rig, controller: ControllerProcess, workload: Workload): Promise<Contestant> {
  const applier = await Applier.open(rig);
  const objects = servicesOf(workload);
  return {
    name: "controllers",
    install: async (namespace) => {
      const cpuBefore = treeCpuMs(controller.pid);
      const ms = await Promise.race([applier.install(objects, namespace), controller.failed]);
      const cpuMs = treeCpuMs(controller.pid) - cpuBefore;
      await Promise.race([applier.remove(namespace), controller.failed]);
      return { ms, cpuMs };
    },
  };
}
