import { hasErrors, type RenderedRelease, render } from "@upstart/engine";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readGivenOutputs } from "../input/given-outputs.ts";
import { readUniverse } from "../input/universe.ts";
import { printDocument, styleOf } from "../print.ts";

interface Flags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly outputs?: string;
  readonly showSecrets?: boolean;
  readonly manifests?: boolean;
}

/** Prints the releases with their values; false when something in the files stops. */
export async function renderUniverse(host: Host, flags: Flags): Promise<boolean> {
  const universe = await readUniverse(host, flags);
  const outputs = flags.outputs === undefined ? undefined : await readGivenOutputs(host, flags.outputs);
  const rendering = render(universe.analysis.graph, {
    ...(outputs === undefined ? {} : { outputs }),
    showSecrets: flags.showSecrets === true,
  });
  const invalid = locateAll({ objects: universe.loaded.objects, faults: [] }, rendering.diagnostics, universe.sources);
  const isFaulty = universe.isFaulty || hasErrors(rendering.diagnostics);
  writeDiagnostics(host, "stderr", [...universe.diagnostics, ...invalid], styleOf(host, "stderr", flags));
  const releases = isFaulty ? [] : rendering.releases;
  if (flags.manifests === true && !isFaulty) {
    const { printManifests } = await import("./render-manifests.ts");
    await printManifests(host, releases);
  } else if (flags.output === "text") host.stdout.write(releases.map(releaseText).join("\n"));
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", { releases });
  return !isFaulty;
}

function releaseText(release: RenderedRelease): string {
  const { id, releaseName, namespace, chart, version, values, unresolved } = release;
  const lines = [`${id}  ${chart}${version === undefined ? "" : ` ${version}`}  as ${namespace}/${releaseName}`];
  for (const [path, value] of leaves(values)) lines.push(`  ${path} = ${JSON.stringify(value)}`);
  if (unresolved.length > 0) lines.push(`  waits for ${unresolved.join(", ")}`);
  return `${lines.join("\n")}\n`;
}

/** Every scalar below a value with its path. */
function* leaves(value: unknown, path = ""): Generator<[string, unknown]> {
  if (typeof value !== "object" || value === null) yield [path, value];
  else
    for (const [key, child] of Object.entries(value))
      yield* leaves(child, Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
}
