import type { ClusterObserver } from "@upstart/clients";
import type { Clock } from "@upstart/engine";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export interface ClusterMetrics {
  readonly observer: ClusterObserver;
  /** How long ago watches last heard of the server is read when the metrics are asked for. */
  readonly readWatches: (cluster: { lastHeard(): ReadonlyMap<string, number> }, clock: Clock) => void;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Requests to the API server and what watches do, under client-go's names. What is sure to come is there from the
 * start, at 0: requests to `host`, and lists and streams of `resources`.
 */
export function clusterMetrics(
  registry: Registry,
  known: { readonly host: string; readonly resources: readonly string[] },
): ClusterMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: "rest_client_requests_total",
    help: "Answers of the API server by status; <error> where none came",
    labelNames: ["code", "method", "host"],
    registers,
  });
  const durations = new Histogram({
    name: "rest_client_request_duration_seconds",
    help: "Time from sending a request until its answer begins",
    labelNames: ["method", "host"],
    buckets: SECONDS,
    registers,
  });
  for (const method of METHODS) {
    requests.inc({ code: "200", method, host: known.host }, 0);
    durations.zero({ method, host: known.host });
  }
  const ofResource = (name: string, help: string) =>
    new Counter({ name: `reflector_${name}_total`, help, labelNames: ["resource", "code"], registers });
  const lists = ofResource("lists", "Lists of a resource, by the status of the answer");
  const watches = ofResource(
    "watches",
    "Streams of a resource that were opened or refused, by the status of the answer",
  );
  const errors = ofResource("watch_errors", "Lists and streams of a resource that failed, and are begun again");
  for (const resource of known.resources) {
    for (const counter of [lists, watches]) counter.inc({ resource, code: "200" }, 0);
    errors.inc({ resource, code: "<error>" }, 0);
  }
  return {
    observer: {
      answered: ({ code, method, host, ms }) => {
        requests.inc({ code, method, host });
        durations.observe({ method, host }, ms / 1000);
      },
      listed: (resource, code) => lists.inc({ resource, code }),
      watched: (resource, code) => watches.inc({ resource, code }),
      failed: (resource, code) => errors.inc({ resource, code }),
    },
    readWatches: (cluster, clock) => readWatches(registry, cluster, clock),
  };
}

function readWatches(registry: Registry, cluster: { lastHeard(): ReadonlyMap<string, number> }, clock: Clock): void {
  new Gauge({
    name: "reflector_last_event_seconds",
    help: "Time since the quietest watch of a resource last heard of the server, bookmarks included",
    labelNames: ["resource"],
    registers: [registry],
    collect() {
      this.reset(); // watches that are over are told no more
      for (const [resource, at] of cluster.lastHeard()) this.set({ resource }, Math.max(0, clock.now() - at) / 1000);
    },
  });
}
