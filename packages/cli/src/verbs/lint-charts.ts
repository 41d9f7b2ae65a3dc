import { objectDataOf } from "@upstart/clients";
import {
  type Diagnostic,
  diagnose,
  type Graph,
  HelmError,
  type NodeId,
  nearest,
  needsOf,
  type Release,
  releasesOf,
  render,
  visibleSources,
} from "@upstart/engine";
import { openHelm } from "../cluster/offline-helm.ts";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { renderChart } from "./render-manifests.ts";
import { unrenderedOutputs } from "./unrendered-outputs.ts";

/** Keys of each Secret and ConfigMap that a chart renders: `Secret/postgres` -> keys. */
type Rendered = ReadonlyMap<string, ReadonlySet<string>>;

/** A chart that could not be looked at, and for which releases. */
export interface ChartFailure {
  readonly error: HelmError;
  readonly releases: readonly NodeId[];
}

/**
 * Renders every chart and checks that each output that is used is in the object that should hold it. Of an object that
 * its chart does not render nothing more is known: it is warned of. A chart that fails stops none of the others.
 */
export async function lintCharts(
  host: Host,
  universe: Universe,
): Promise<{ diagnostics: readonly LocatedDiagnostic[]; failures: readonly ChartFailure[] }> {
  const { graph } = universe.analysis;
  const helm = openHelm(host);
  const rendered = new Map<NodeId, Rendered>();
  const failures = new Map<string, { error: HelmError; releases: NodeId[] }>();
  for (const release of render(graph).releases) {
    try {
      rendered.set(release.id, objectDataOf(await renderChart(helm, release)));
    } catch (error) {
      if (!(error instanceof HelmError)) throw error;
      const known = failures.get(error.message);
      if (known === undefined) failures.set(error.message, { error, releases: [release.id] });
      else known.releases.push(release.id);
    }
  }
  const found = releasesOf(graph).flatMap((release) => {
    const objects = rendered.get(release.id);
    return [
      ...(objects === undefined ? [] : unrenderedOutputs(release, objects.keys())),
      ...check(graph, release, rendered),
    ];
  });
  return {
    diagnostics: locateAll({ objects: universe.loaded.objects, faults: [] }, found, universe.sources),
    failures: [...failures.values()],
  };
}

function check(graph: Graph, release: Release, rendered: ReadonlyMap<string, Rendered>): Diagnostic[] {
  return release.found.references.flatMap(({ reference, path }) => {
    const { target } = reference;
    if (target.kind !== "output" || reference.default !== undefined) return [];
    const edge = needsOf(graph, release.id).find((e) => e.dependency?.name === target.dependency);
    if (edge === undefined) return [];
    const objects = visibleSources(graph, release, graph.nodes.get(edge.to)!).map(({ release: producer, source }) => {
      const name =
        source.secretRef === undefined ? `ConfigMap/${source.configMapRef!.name}` : `Secret/${source.secretRef.name}`;
      return { name, keys: rendered.get(producer.id)?.get(name) };
    });
    if (objects.length === 0 || objects.some((o) => o.keys === undefined || o.keys.has(target.key))) return [];
    const keys = objects.flatMap((o) => [...o.keys!]);
    const close = nearest(target.key, keys);
    return [
      diagnose(
        "UnknownOutput",
        { ...release.placeOf(["values", ...path]), mark: reference.mark },
        `the chart of "${target.dependency}" renders ${objects.map((o) => o.name).join(" and ")} without the key ${target.key}`,
        {
          help: close === undefined ? `there are ${keys.join(", ") || "no keys"}` : `did you mean ${close}?`,
        },
      ),
    ];
  });
}
