import { type Graph, type HelmReleaseSpec, type KubeObject, type Release, recordedName } from "@upstart/engine";
import type { StoredRecord } from "../cluster/records.ts";
import { unwantedReleases } from "../cluster/unwanted.ts";

/** A release that goes when all else is as wanted: the files no longer have it. */
export interface PlannedRemoval {
  /** `namespace/release name`. */
  readonly id: string;
  readonly chart: string;
}

/** What an apply from here takes away, by what is recorded of the objects of the files. */
export function removalsOfRecords(own: readonly Release[], records: readonly StoredRecord[]): PlannedRemoval[] {
  const wanted = new Set(own.map(recordedName));
  return records
    .flatMap(({ record }) => Object.entries(record.releases))
    .filter(([name]) => !wanted.has(name))
    .map(([id, { chart, version }]) => ({ id, chart: `${chart} ${version}` }));
}

/** What the controllers take away when they read the files' objects, by the objects that they keep. */
export function removalsOfKept(
  graph: Graph,
  owners: ReadonlySet<string>,
  objects: readonly KubeObject[],
): PlannedRemoval[] {
  return unwantedReleases(graph, owners, objects).map(({ id, object }) => {
    const { chart, version } = object.spec as HelmReleaseSpec;
    return { id, chart: version === undefined ? chart : `${chart} ${version}` };
  });
}
