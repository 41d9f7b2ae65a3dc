import { needsOf, SENSITIVE } from "@upstart/engine";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { cutTo, table, widthOf } from "../output/table.ts";
import { printDocument } from "../print.ts";
import { type ObserveFlags, observe, type Picked } from "./observe.ts";
import { nameFor, outputsList } from "./outputs-list.ts";

export interface OutputsFlags extends ObserveFlags, OutputFlags {
  readonly showSecrets?: boolean;
}

/** Prints what releases publish, where it is kept and who uses it. Secrets read `(sensitive)` unless asked for. */
export function outputs(host: Host, flags: OutputsFlags, names: readonly string[]): Promise<void> {
  return observe(host, flags, names, async (seen) => {
    const rows = rowsOf(seen, flags.showSecrets === true);
    if (flags.output === "env")
      host.stdout.write(rows.map((r) => `${r.key.replace(/[^A-Za-z0-9_]/g, "_")}=${quote(r.value)}\n`).join(""));
    else if (flags.output !== "text")
      await printDocument(host, flags.output === "json" ? "json" : "yaml", { outputs: rows });
    else if (rows.length > 0) host.stdout.write(outputsTable(rows, host.stdout.columns));
  });
}

const MAX_VALUE = 48;
const MIN_VALUE = 12;

type OutputRow = ReturnType<typeof rowsOf>[number];

const COLUMNS: Readonly<Record<string, (row: OutputRow, valueWidth: number) => string>> = {
  RELEASE: (r) => r.release,
  OUTPUT: (r) => r.key,
  VALUE: (r, width) => cutTo(printable(r.value.replaceAll("\n", "⏎")), width),
  FROM: (r) => r.object,
  SCOPE: (r) => r.scope,
  "USED BY": (r) => r.usedBy.map((id) => nameFor(r.release, id)).join(", ") || "-",
};
/** What gives way on a narrow terminal, one after the other. */
const SPARE = ["SCOPE", "FROM"];

/** A value gets what the other columns leave of the terminal, where that is nothing they are listed; all of it is in the other forms. */
function outputsTable(rows: readonly OutputRow[], columns: number): string {
  for (let spared = 0; ; spared++) {
    const shown = Object.entries(COLUMNS).filter(([name]) => !SPARE.slice(0, spared).includes(name));
    const draw = (width: number) =>
      table(
        shown.map(([name]) => name),
        rows.map((r) => shown.map(([, cell]) => cell(r, width))),
      );
    const tooWide = columns === 0 ? 0 : Math.max(...draw(MAX_VALUE).split("\n").map(widthOf)) - columns;
    const room = MAX_VALUE - Math.max(0, tooWide);
    if (room >= MIN_VALUE) return draw(room);
    if (spared === SPARE.length) return outputsList(rows, columns);
  }
}

function rowsOf({ graph, picked, observation }: Picked, showSecrets: boolean) {
  return picked.flatMap((release) =>
    release.outputsFrom.flatMap((source, i) => {
      const object = observation.get(release.id)?.outputs[i];
      const keys = Object.keys(object?.data ?? {}).filter(
        (key) => source.keys === undefined || source.keys.includes(key),
      );
      return keys.sort().map((key) => ({
        release: release.id,
        key,
        value: object!.sensitive && !showSecrets ? SENSITIVE : object!.data![key]!,
        sensitive: object!.sensitive,
        object: `${object!.key.kind}/${object!.key.name}`,
        scope: source.scope ?? "internal",
        usedBy: [...graph.nodes.keys()].filter((id) =>
          needsOf(graph, id).some(({ to, outputs: used }) => {
            const isSeen = to === release.id || (to === release.service && source.scope === "external");
            return isSeen && used.includes(key);
          }),
        ),
      }));
    }),
  );
}

/** For a shell: in single quotes, so that nothing in it is read as anything. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
