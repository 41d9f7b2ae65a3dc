import type { HelmObserver } from "@upstart/clients";
import { Gauge, Histogram, type Registry } from "prom-client";

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const OPERATIONS = ["upgrade", "uninstall", "pull", "repo"];
const RESULTS = ["success", "error", "cancelled"];

/** Runs of Helm: how long each took, by its first word and how it ended, and how many there are right now. */
export function helmMetrics(registry: Registry): HelmObserver {
  const durations = new Histogram({
    name: "helm_operation_duration_seconds",
    help: "Time of a run of Helm",
    labelNames: ["op", "result"],
    buckets: SECONDS,
    registers: [registry],
  });
  for (const op of OPERATIONS) for (const result of RESULTS) durations.zero({ op, result });
  const processes = new Gauge({ name: "helm_processes", help: "Helm processes right now", registers: [registry] });
  processes.set(0);
  return {
    started: (op) => {
      processes.inc();
      const startedAt = performance.now();
      return (result) => {
        processes.dec();
        durations.observe({ op, result }, (performance.now() - startedAt) / 1000);
      };
    },
  };
}

/** Releases by their state, counted when the metrics are asked for. */
export function releaseMetrics(
  registry: Registry,
  states: readonly string[],
  count: () => ReadonlyMap<string, number>,
): void {
  new Gauge({
    name: "releases",
    help: "Releases that are to be kept in sync, by the state that their status tells",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      const counted = count();
      for (const state of states) this.set({ state }, counted.get(state) ?? 0);
    },
  });
}
