import { chartOfRevision } from "@upstart/clients";
import { ClusterError, type NodeId, type Release, recordedName } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Picked } from "./observe.ts";

/**
 * The chart of each release as Helm writes it, `web-1.0.0`: the one that is installed, whoever installed it. Where none
 * is, or where that may not be seen, what the spec says.
 */
export async function chartsOf(seen: Picked): Promise<ReadonlyMap<NodeId, string>> {
  const recorded = new Map(seen.records.flatMap((r) => Object.entries(r.record.releases)));
  const charts = await atOnce(seen.picked, async (release) => {
    const known = recorded.get(recordedName(release)) ?? (await installed(seen, release));
    return [release.id, known === undefined ? written(release) : `${known.chart}-${known.version}`] as const;
  });
  return new Map(charts);
}

type Installed = { readonly chart: string; readonly version: string } | undefined;

/** Helm is asked only where the spec does not tell: of a range, and of what is not as wanted. */
async function installed({ session, steps, observation }: Picked, release: Release): Promise<Installed> {
  const revision = observation.get(release.id)?.helm?.revision;
  if (revision === undefined || (isExact(release) && steps.get(release.id)?.do === "nothing")) return undefined;
  try {
    return await chartOfRevision(session.cluster, { ...release, revision });
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Forbidden") return undefined;
    throw error;
  }
}

function written(release: Release): string {
  const { chart, version } = release;
  return isExact(release) ? `${chart.split("/").at(-1)}-${version}` : chart;
}

function isExact({ version }: Release): boolean {
  return version !== undefined && /^v?\d+\.\d+\.\d+/.test(version);
}
