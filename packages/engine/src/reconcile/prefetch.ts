import type { Release } from "../graph/graph.ts";
import { type Helm, HelmError } from "../ports/helm.ts";

/** Charts at once: they must not take the line away from what is installed meanwhile. */
const MAX_FETCHES = 2;

/** The chart of a release, as it is asked for. */
export function chartRefOf({ chart, version }: Release) {
  return { chart, ...(version === undefined ? {} : { version }) };
}

/**
 * Brings the charts of releases onto this machine before their turn comes, in the order given, until `isOver`. What
 * fails here is tried again, and told, when the release needs it.
 */
export async function prefetchCharts(
  helm: Pick<Helm, "fetchChart">,
  releases: readonly Release[],
  isOver: () => boolean,
): Promise<void> {
  const left = new Map(releases.map((release) => [JSON.stringify(chartRefOf(release)), chartRefOf(release)])).values();
  const lane = async () => {
    for (const ref of left) {
      if (isOver()) return;
      await helm.fetchChart(ref).catch((error: unknown) => {
        if (!(error instanceof HelmError)) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: MAX_FETCHES }, lane));
}
