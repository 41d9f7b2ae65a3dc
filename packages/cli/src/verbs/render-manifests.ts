import { type Helm, HelmError, type RenderedRelease } from "@upstart/engine";
import { openHelm } from "../cluster/offline-helm.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument } from "../print.ts";

/**
 * Prints each release's chart as Helm renders it with the values that are known: YAML that `kubectl apply -f -` takes,
 * or one JSON document. Nothing is printed unless all charts render. Throws HelmError.
 */
export async function printManifests(
  host: Host,
  flags: OutputFlags,
  releases: readonly RenderedRelease[],
): Promise<void> {
  const helm = openHelm(host);
  const rendered: { release: RenderedRelease; manifest: string }[] = [];
  for (const release of releases) rendered.push({ release, manifest: await renderChart(helm, release) });
  if (flags.output !== "json") {
    for (const { release, manifest } of rendered) host.stdout.write(`# ${release.id}: ${release.chart}\n${manifest}\n`);
    return;
  }
  const { objectsOfYaml } = await import("../output/yaml.ts");
  await printDocument(host, "json", {
    releases: rendered.map(({ release: { id, releaseName, namespace, chart, version }, manifest }) => ({
      id,
      releaseName,
      namespace,
      chart,
      ...(version === undefined ? {} : { version }),
      objects: objectsOfYaml(manifest),
    })),
  });
}

/** A release's chart as Helm renders it. Throws HelmError; no cluster is asked, so what is out of reach is the chart. */
export async function renderChart(helm: Helm, release: RenderedRelease): Promise<string> {
  const { releaseName, namespace, chart, version, values } = release;
  const fetched = await helm
    .fetchChart({ chart, ...(version === undefined ? {} : { version }) })
    .catch((error: unknown) => {
      const isOutOfReach =
        error instanceof HelmError && (error.code === "ClusterUnreachable" || error.code === "ChartUnavailable");
      if (!isOutOfReach || error.message.includes(chart.split("/")[0]!)) throw error;
      throw new HelmError("ChartUnavailable", `the chart ${chart} cannot be fetched: ${error.message}`, {
        cause: error,
      });
    });
  return (await helm.template({ releaseName, namespace, chart: fetched, values })).trimEnd();
}
