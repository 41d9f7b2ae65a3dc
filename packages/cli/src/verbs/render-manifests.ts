import type { RenderedRelease } from "@upstart/engine";
import { openHelm } from "../cluster/offline-helm.ts";
import type { Host } from "../host.ts";

/** Prints each release's chart as Helm renders it with the values that are known. */
export async function printManifests(host: Host, releases: readonly RenderedRelease[]): Promise<void> {
  const helm = openHelm(host);
  for (const { id, releaseName, namespace, chart, version, values } of releases) {
    const fetched = await helm.fetchChart({ chart, ...(version === undefined ? {} : { version }) });
    const manifest = await helm.template({ releaseName, namespace, chart: fetched, values });
    host.stdout.write(`# ${id}: ${chart} ${fetched.version}\n${manifest.trimEnd()}\n`);
  }
}
