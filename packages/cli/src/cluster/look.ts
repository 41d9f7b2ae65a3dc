import {
  analyze,
  type Graph,
  type NodeId,
  type Observation,
  type Release,
  Rollout,
  releasesOf,
  type Step,
  specOfRecord,
} from "@upstart/engine";
import { inventoryOf, listRecords, type StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";

/** What is applied, as it is right now. */
export interface Look {
  readonly records: readonly StoredRecord[];
  readonly graph: Graph;
  readonly releases: readonly Release[];
  readonly steps: ReadonlyMap<NodeId, Step>;
  readonly observation: Observation;
}

/** Time for looking at everything once. */
const LOOK_MS = 30_000;

/** Looks at everything that was applied from clients in the session's namespace, or in all. Changes nothing. */
export async function look(session: Session, options: { readonly allNamespaces?: boolean } = {}): Promise<Look> {
  const records = await listRecords(session.cluster, options.allNamespaces === true ? undefined : session.namespace);
  const { graph } = analyze(
    records.map((r) => specOfRecord(r.record)),
    { namespace: session.namespace },
  );
  const rollout = new Rollout(
    {
      graph,
      foreign: new Set(),
      inventory: inventoryOf(
        graph,
        records.map((r) => r.record),
      ),
      lookOnly: true,
    },
    {
      helm: session.helm,
      cluster: session.cluster,
      clock: session.clock,
      reporter: { report: () => undefined },
      recorder: { deployed: () => undefined },
      unlock: async () => undefined,
    },
    { maxParallel: 1, timeoutMs: LOOK_MS },
  );
  const { steps, observation } = await rollout.run();
  return { records, graph, releases: releasesOf(graph), steps, observation };
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
