import { busyMs, type HelmCall } from "./helm-log.ts";
import { processCpuMs } from "./machine.ts";
import type { Rig } from "./rig.ts";
import { timeText } from "./table.ts";

/** CPU time by who took it, in milliseconds. */
export interface CpuTime {
  readonly helm: number;
  readonly cluster: number;
  readonly own: number;
}

/** Starts counting what the sandbox's processes take. */
export async function clusterCpu(rig: Rig): Promise<() => number> {
  const { processes } = await rig.sandbox();
  const now = () => processes.reduce((sum, { pid }) => sum + processCpuMs(pid), 0);
  const before = now();
  return () => now() - before;
}

/** CPU time that runs of Helm took. */
export function helmCpu(calls: readonly HelmCall[]): number {
  return calls.reduce((sum, call) => sum + (call.cpuMs ?? 0), 0);
}

/**
 * Where the time from `begun` (since the epoch) went: when Helm ran, what lay before, between and after its runs, and
 * who took the CPU. Assumes that all runs have ended.
 */
export function timeSpent(
  what: string,
  { begun, ms, calls, cpu }: { begun: number; ms: number; calls: readonly HelmCall[]; cpu: CpuTime },
): string {
  const total = cpu.helm + cpu.own + cpu.cluster;
  const before = Math.min(...calls.map((c) => c.startedAt)) - begun;
  const after = begun + ms - Math.max(...calls.map((c) => c.endedAt!));
  const between = ms - before - after - busyMs(calls);
  const share = (part: number) => `${Math.round((100 * part) / total)} %`;
  return (
    `${what}: of ${timeText(ms)}, Helm ran ${timeText(busyMs(calls))}; ${timeText(before)} before the first run, ` +
    `${timeText(between)} between runs, ${timeText(after)} after the last. CPU: Helm ${share(cpu.helm)}, ` +
    `the cluster ${share(cpu.cluster)}, upstart ${share(cpu.own)} (${timeText(cpu.own)}).`
  );
}
