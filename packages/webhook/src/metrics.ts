import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ReviewRequest } from "./admission/review.ts";

/** The two paths, as labels. */
export type WebhookName = "validate" | "mutate";

/** What is counted and timed; calls are under the names that controller-runtime uses, so that dashboards work. */
export interface Metrics {
  readonly registry: Registry;
  /** A call begins; what is returned is called at its end with the status that it was answered with. */
  readonly call: (webhook: WebhookName) => (code: number, ms: number) => void;
  readonly panicked: () => void;
  readonly decided: (request: ReviewRequest, codes: readonly string[]) => void;
  readonly certificate: (kind: "leaf" | "authority", expiresAt: number) => void;
  readonly certificateRead: (hasFailed: boolean) => void;
}

/** What is read when the metrics are asked for. */
export interface Gauges {
  readonly cacheObjects: () => number;
  readonly isSynced: () => boolean;
}

const TIMES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Metrics of one process, with Node's own (memory, event loop, garbage collection) unless told otherwise. */
export function createMetrics(gauges: Gauges, options: { readonly ofNode?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofNode !== false) collectDefaultMetrics({ register: registry });
  read(registry, "upstart_cache_objects", "Objects that people wrote, as they are known here", gauges.cacheObjects);
  read(registry, "upstart_cache_synced", "1 once all that is stored has been seen", () => Number(gauges.isSynced()));
  const expiry = new Gauge({
    name: "upstart_certificate_expiry_timestamp_seconds",
    help: "When a certificate ends",
    labelNames: ["certificate"],
    registers: [registry],
  });
  const reads = counter(registry, "certwatcher_read_certificate_total", "Certificates that were read");
  const readErrors = counter(
    registry,
    "certwatcher_read_certificate_errors_total",
    "Certificates that could not be used",
  );
  const panics = counter(registry, "controller_runtime_webhook_panics_total", "Calls that failed by a bug");
  for (const c of [reads, readErrors, panics]) c.inc(0);
  return {
    registry,
    call: callMetrics(registry),
    panicked: () => panics.inc(),
    decided: decisionMetrics(registry),
    certificate: (certificate, at) => expiry.set({ certificate }, at / 1000),
    certificateRead: (hasFailed) => (hasFailed ? readErrors : reads).inc(),
  };
}

function callMetrics(registry: Registry): Metrics["call"] {
  const common = { labelNames: ["webhook"], registers: [registry] };
  const latency = new Histogram({
    name: "controller_runtime_webhook_latency_seconds",
    help: "Time of a call",
    buckets: TIMES,
    ...common,
  });
  const total = new Counter({
    name: "controller_runtime_webhook_requests_total",
    help: "Calls, by what they were answered with",
    labelNames: ["webhook", "code"],
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: "controller_runtime_webhook_requests_in_flight",
    help: "Calls under way",
    ...common,
  });
  for (const webhook of ["validate", "mutate"]) {
    inFlight.set({ webhook }, 0);
    for (const code of ["200", "400", "500", "503"]) total.inc({ webhook, code }, 0);
  }
  return (webhook) => {
    inFlight.inc({ webhook });
    return (code, ms) => {
      inFlight.dec({ webhook });
      total.inc({ webhook, code: String(code) });
      latency.observe({ webhook }, ms / 1000);
    };
  };
}

/** By code, never by name or namespace: how many there are of those, nobody knows. */
function decisionMetrics(registry: Registry): Metrics["decided"] {
  const decisions = new Counter({
    name: "upstart_admission_decisions_total",
    help: "Decisions, and for each code the requests that were refused for it",
    labelNames: ["decision", "code", "operation", "dry_run"],
    registers: [registry],
  });
  return ({ operation, dryRun }, codes) => {
    const common = { operation, dry_run: String(dryRun) };
    if (codes.length === 0) decisions.inc({ decision: "allowed", code: "", ...common });
    for (const code of new Set(codes)) decisions.inc({ decision: "refused", code, ...common });
  };
}

function counter(registry: Registry, name: string, help: string): Counter {
  return new Counter({ name, help, registers: [registry] });
}

function read(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
}
