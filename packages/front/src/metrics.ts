import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { State } from "./entry/situation.ts";

/** What is counted. By state, never by name: how many environments there are, nobody knows. */
export interface Metrics {
  readonly registry: Registry;
  readonly answered: (state: State) => void;
}

/** Metrics of one process, with Node's own (memory, event loop, garbage collection) unless told otherwise. */
export function createMetrics(known: () => number, options: { readonly ofNode?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofNode !== false) collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "upstart_front_environments",
    help: "Environments that have a URL",
    registers: [registry],
    collect() {
      this.set(known());
    },
  });
  const answers = new Counter({
    name: "upstart_front_requests_total",
    help: "Requests, by how their environment stood: serving went on to its Service, the others got the page",
    labelNames: ["state"],
    registers: [registry],
  });
  for (const state of ["serving", "building", "asleep", "failed", "unreachable", "unknown"]) answers.inc({ state }, 0);
  return { registry, answered: (state) => answers.inc({ state }) };
}
