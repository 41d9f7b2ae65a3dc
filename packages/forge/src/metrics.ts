import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** What is counted besides what every server of ours counts. */
export interface ForgeMetrics {
  /** A delivery and what became of it. */
  readonly delivery: (event: string, outcome: DeliveryOutcome) => void;
  /** A sweep begins; what is returned is called at its end. */
  readonly sweep: (repository: string) => (outcome: SweepOutcome) => void;
  readonly wrote: (what: "created" | "changed" | "deleted" | "revived") => void;
  /** Deletions that wait for a person. */
  readonly held: (repository: string, count: number) => void;
  readonly answered: (method: string, code: string, ms: number) => void;
  readonly reported: (what: "deployment" | "comment") => void;
}

export type DeliveryOutcome = "taken" | "repeated" | "unsigned" | "ignored" | "refused";
export type SweepOutcome = "complete" | "doubtful" | "failed";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const EVENTS: ReadonlySet<string> = new Set(["push", "delete", "pull_request", "deployment", "issue_comment", "ping"]);

export function forgeMetrics(
  registry: Registry,
  read: { readonly now: () => number; readonly remaining: () => number | undefined },
): ForgeMetrics {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const deliveries = counter("upstart_forge_deliveries_total", "Deliveries, by what became of them", [
    "event",
    "outcome",
  ]);
  const sweeps = counter("upstart_forge_sweeps_total", "Sweeps of a repository, by how far they are believed", [
    "outcome",
  ]);
  const writes = counter("upstart_forge_environments_total", "Environments that were written", ["action"]);
  const requests = counter("upstart_forge_requests_total", "Answers of the forge by status; <error> where none came", [
    "code",
    "method",
  ]);
  const reports = counter("upstart_forge_reports_total", "What was told to the forge", ["what"]);
  const seconds = new Histogram({
    name: "upstart_forge_sweep_seconds",
    help: "Time of a sweep",
    buckets: SECONDS,
    registers,
  });
  const latency = new Histogram({
    name: "upstart_forge_request_seconds",
    help: "Time of a question to the forge",
    buckets: SECONDS,
    registers,
  });
  const held = new Gauge({
    name: "upstart_forge_held_deletions",
    help: "Environments whose source is gone and that the brake keeps",
    labelNames: ["repository"],
    registers,
  });
  new Gauge({
    name: "upstart_forge_ratelimit_remaining",
    help: "Questions that the forge takes until its hour is over, when it last said so",
    registers,
    collect() {
      this.set(read.remaining() ?? -1);
    },
  });
  for (const outcome of ["complete", "doubtful", "failed"]) sweeps.inc({ outcome }, 0);
  for (const action of ["created", "changed", "deleted"]) writes.inc({ action }, 0);
  return {
    // What an unsigned delivery calls itself may be anything.
    delivery: (event, outcome) => deliveries.inc({ event: EVENTS.has(event) ? event : "other", outcome }),
    sweep: () => {
      const begunAt = read.now();
      return (outcome) => {
        sweeps.inc({ outcome });
        seconds.observe((read.now() - begunAt) / 1000);
      };
    },
    wrote: (action) => writes.inc({ action }),
    held: (repository, count) => held.set({ repository }, count),
    answered: (method, code, ms) => {
      requests.inc({ method, code });
      latency.observe(ms / 1000);
    },
    reported: (what) => reports.inc({ what }),
  };
}
