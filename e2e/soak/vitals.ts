import { readdirSync } from "node:fs";
import type { Running } from "../controller/processes.ts";
import type { Stage } from "../controller/stage.ts";

/** What a controller takes at one moment. */
export interface Vitals {
  readonly heapMiB: number;
  readonly residentMiB: number;
  /** Open files, sockets among them; 0 where the system does not tell. */
  readonly files: number;
  readonly connections: number;
  readonly queued: number;
}

/** Reads them off its metrics, the system and the proxy. */
export async function vitalsOf(controller: Running, stage: Stage): Promise<Vitals> {
  const { text } = await controller.get("/metrics");
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+]+)$`, "gm"))].reduce((n, m) => n + Number(m[1]), 0);
  return {
    heapMiB: sum("nodejs_heap_size_used_bytes") / 2 ** 20,
    residentMiB: sum("process_resident_memory_bytes") / 2 ** 20,
    files: filesOf(controller.child.pid!),
    connections: await stage.api.connections(),
    queued: sum("workqueue_depth"),
  };
}

function filesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0; // not Linux
  }
}
