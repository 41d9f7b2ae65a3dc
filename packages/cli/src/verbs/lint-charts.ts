import { objectDataOf } from "@upstart/clients";
import {
  type Diagnostic,
  diagnose,
  type Graph,
  HelmError,
  nearest,
  needsOf,
  type Release,
  releasesOf,
  render,
  visibleSources,
} from "@upstart/engine";
import { openHelm } from "../cluster/offline-helm.ts";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";

/** Keys of each Secret and ConfigMap that a chart renders: `Secret/postgres` -> keys. */
type Rendered = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Renders every chart and checks that each output that is used is in the object that should hold it. An object that no
 * chart renders may be made by an operator, and is not spoken of.
 */
export async function lintCharts(host: Host, universe: Universe): Promise<LocatedDiagnostic[]> {
  const { graph } = universe.analysis;
  const helm = openHelm(host);
  const values = new Map(render(graph).releases.map((r) => [r.id, r.values]));
  const rendered = new Map<string, Rendered>();
  for (const release of releasesOf(graph)) {
    try {
      const chart = await helm.fetchChart({
        chart: release.chart,
        ...(release.version === undefined ? {} : { version: release.version }),
      });
      rendered.set(
        release.id,
        objectDataOf(
          await helm.template({
            releaseName: release.releaseName,
            namespace: release.namespace,
            chart,
            values: values.get(release.id)!,
          }),
        ),
      );
    } catch (error) {
      if (!(error instanceof HelmError)) throw error;
      throw new CliError(error.code === "Failed" ? EXIT.no : EXIT.unreachable, `${release.id}: ${error.message}`);
    }
  }
  return locateAll(
    { objects: universe.loaded.objects, faults: [] },
    releasesOf(graph).flatMap((r) => check(graph, r, rendered)),
    universe.sources,
  );
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
