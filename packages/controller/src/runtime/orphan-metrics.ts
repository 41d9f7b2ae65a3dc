import type { OrphanKind } from "@upstart/engine";
import { Gauge, type Registry } from "prom-client";

/** Orphans by their kind, counted when the metrics are asked for. */
export function orphanMetrics(registry: Registry, count: () => Readonly<Record<OrphanKind, number>>): void {
  new Gauge({
    name: "upstart_orphans",
    help: "What nobody keeps any more, by its kind, as of the last look",
    labelNames: ["kind"],
    registers: [registry],
    collect() {
      for (const [kind, many] of Object.entries(count())) this.set({ kind }, many);
    },
  });
}
