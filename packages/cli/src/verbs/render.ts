import {
  type GivenOutputs,
  type Graph,
  nearest,
  needsOf,
  type RenderedRelease,
  render,
  SENSITIVE,
} from "@upstart/engine";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT } from "../exit.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readGivenOutputs } from "../input/given-outputs.ts";
import { readUniverse } from "../input/universe.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { table } from "../output/table.ts";
import { printDocument, styleOf } from "../print.ts";

interface Flags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly outputs?: string;
  readonly showSecrets?: boolean;
  readonly manifests?: boolean;
}

/** Prints the releases with their values; false when something in the files stops. */
export async function renderUniverse(host: Host, flags: Flags): Promise<boolean> {
  if (flags.outputs === "-" && flags.filename.includes("-"))
    throw new CliError(EXIT.usage, "standard input can be read only once", "give -f or --outputs as a file");
  const universe = await readUniverse(host, flags);
  const given = flags.outputs === undefined ? undefined : await readGivenOutputs(host, flags.outputs);
  const rendering = render(universe.analysis.graph, {
    ...(given === undefined ? {} : { outputs: given.outputs }),
    showSecrets: flags.showSecrets === true,
  });
  const invalid = locateAll({ objects: universe.loaded.objects, faults: [] }, rendering.diagnostics, universe.sources);
  const diagnostics = [...universe.diagnostics, ...(given?.diagnostics ?? []), ...invalid];
  writeDiagnostics(host, "stderr", diagnostics, styleOf(host, "stderr", flags));
  const isFaulty = universe.isFaulty || diagnostics.some((d) => d.severity === "error");
  if (given !== undefined && !isFaulty) sayWhatNobodyTakes(host, universe.analysis.graph, given.outputs);
  await print(host, flags, isFaulty ? [] : rendering.releases);
  return !isFaulty;
}

async function print(host: Host, flags: Flags, releases: readonly RenderedRelease[]): Promise<void> {
  if (flags.manifests === true && releases.length > 0)
    await (await import("./render-manifests.ts")).printManifests(host, flags, releases);
  else if (flags.output !== "text") await printDocument(host, flags.output === "json" ? "json" : "yaml", { releases });
  else {
    const style = styleOf(host, "stdout", flags);
    host.stdout.write(releases.map((r) => releaseText(r, style)).join("\n"));
  }
}

/** A name in `--outputs` that no release depends on is a slip that would go unseen. */
function sayWhatNobodyTakes(host: Host, graph: Graph, given: GivenOutputs): void {
  const known = new Set([
    ...graph.nodes.keys(),
    ...[...graph.nodes.keys()].flatMap((id) => needsOf(graph, id).map((e) => e.dependency?.name)),
    ...graph.dangling.map((d) => d.dependency.name),
  ]);
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    const close = nearest(
      name,
      [...known].filter((n) => n !== undefined),
    );
    const hint = close === undefined ? "" : `; did you mean "${close}"?`;
    host.stderr.write(`note: nothing depends on "${name}", whose outputs are given${hint}\n`);
  }
}

function releaseText(release: RenderedRelease, style: Style): string {
  const { id, releaseName, namespace, chart, version, values, unresolved } = release;
  const about = `${chart}${version === undefined ? "" : ` ${version}`} as ${namespace}/${releaseName}`;
  const rows = [...leaves(values)].map(([path, value]) => [`  ${path}`, valueText(value, style)]);
  return [
    `${style.paint("bold", id)}  ${style.paint("dim", about)}\n`,
    table(["", ""], rows, { noHeaders: true }),
    ...(unresolved.length === 0 ? [] : [`  ${style.paint("dim", notKnown(unresolved.length))}\n`]),
  ].join("");
}

function notKnown(n: number): string {
  return n === 1
    ? "1 reference is not filled in yet: --outputs FILE does"
    : `${n} references are not filled in yet: --outputs FILE does`;
}

function valueText(value: unknown, style: Style): string {
  const text = printable(JSON.stringify(value));
  return value === SENSITIVE
    ? style.paint("dim", SENSITIVE)
    : text.replace(/<<[^<>]*>>/g, (reference) => style.paint("yellow", reference));
}

/** Every scalar, and every empty list and map, below a value with its path. */
function* leaves(value: unknown, path = ""): Generator<[string, unknown]> {
  if (typeof value !== "object" || value === null || (path !== "" && Object.keys(value).length === 0))
    yield [path, value];
  else
    for (const [key, child] of Object.entries(value))
      yield* leaves(child, Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
}
