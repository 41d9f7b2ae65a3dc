import {
  analyze,
  type Graph,
  type KubeObject,
  LABELS,
  type Observation,
  type Release,
  Rollout,
  releasesOf,
  type Seen,
  type Steps,
  specOfRecord,
  type WatchEvent,
} from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import { failuresOf, inventoryOf, isNews, listRecords, type StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";

/** What is applied, as it is right now. */
export interface Look {
  readonly records: readonly StoredRecord[];
  readonly graph: Graph;
  readonly releases: readonly Release[];
  readonly steps: Steps;
  readonly observation: Observation;
}

export interface LookOptions {
  readonly allNamespaces?: boolean;
  /** Goes on looking, woken by what changes, until this is content. Without it: one look. */
  readonly until?: (look: Look) => boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told of records that this version cannot read. */
  readonly onUnreadable?: (names: readonly string[]) => void;
}

/** Time for looking at everything once. */
const LOOK_MS = 30_000;

/** Looks at everything that was applied from clients in the session's namespace, or in all. Changes nothing. */
export async function look(session: Session, options: LookOptions = {}): Promise<Look> {
  const deadline = session.clock.now() + (options.timeoutMs ?? LOOK_MS);
  for (;;) {
    const { end, ...seen } = await lookOnce(session, options, Math.max(0, deadline - session.clock.now()));
    if (end === "graphChanged") continue; // something was applied or deleted meanwhile
    if (end === "timedOut" && options.until === undefined)
      throw new CliError(
        EXIT.unreachable,
        "the cluster did not tell in time what is there",
        "try again, or see whether it is well",
      );
    return seen;
  }
}

async function lookOnce(session: Session, options: LookOptions, timeoutMs: number) {
  const { cluster, helm, clock } = session;
  const namespace = options.allNamespaces === true ? undefined : session.namespace;
  const { records, unreadable } = await listRecords(cluster, namespace);
  if (unreadable.length > 0) options.onUnreadable?.(unreadable);
  const { graph } = analyze(
    records.map((r) => specOfRecord(r.record)),
    { namespace: session.namespace },
  );
  const known = { records, graph, releases: releasesOf(graph) };
  const { until } = options;
  const recordWatch = { apiVersion: "v1", kind: "Secret", labelSelector: LABELS.record };
  const rollout = new Rollout(
    {
      graph,
      foreign: new Set(),
      inventory: inventoryOf(
        graph,
        records.map((r) => r.record),
      ),
      failures: failuresOf(
        graph,
        records.map((r) => r.record),
        { isWaiting: until !== undefined },
      ),
    },
    {
      helm,
      cluster,
      clock,
      reporter: { report: () => undefined },
      recorder: { deployed: () => undefined },
      unlock: async () => "locked" as const,
      readDeployed: async () => undefined,
    },
    {
      maxParallel: 1,
      timeoutMs,
      lookUntil: (seen: Seen) => until === undefined || until({ ...known, ...seen }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(until === undefined
        ? {}
        : {
            graphWatches: [namespace === undefined ? recordWatch : { ...recordWatch, namespace }],
            changesGraph: (event: WatchEvent) => isRecord(event.object) && isNews(event, records),
          }),
    },
  );
  const { end, steps, observation } = await rollout.run();
  return { end, ...known, steps, observation };
}

function isRecord({ kind, metadata }: KubeObject): boolean {
  return kind === "Secret" && metadata.labels?.[LABELS.record] !== undefined;
}

/** The releases that names pick: of an object, a service, a release by id, key or Helm name. All, where none is named. */
export function pick(
  { graph, releases }: Look,
  names: readonly string[],
): { readonly picked: readonly Release[]; readonly unknown: readonly string[] } {
  if (names.length === 0) return { picked: releases, unknown: [] };
  const picked = new Set<Release>();
  const unknown: string[] = [];
  for (const name of names) {
    const plain = name.replace(/^(?:usvc|uenv|uhr|upstartservices?|upstartenvironments?|helmreleases?)\//i, "");
    const hits = releases.filter((r) => {
      const service = r.service === undefined ? undefined : graph.nodes.get(r.service);
      return (
        r.id === plain ||
        r.owner.name === plain ||
        r.key === plain ||
        r.releaseName === plain ||
        (service?.kind === "service" && (service.object.name === plain || service.key === plain))
      );
    });
    // An exact id means that one only.
    const exact = hits.filter((r) => r.id === plain);
    for (const r of exact.length > 0 ? exact : hits) picked.add(r);
    if (hits.length === 0) unknown.push(name);
  }
  return { picked: releases.filter((r) => picked.has(r)), unknown };
}
