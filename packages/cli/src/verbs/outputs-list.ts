import { printable } from "../output/printable.ts";
import { cutTo, fold, padTo, widthOf } from "../output/table.ts";

/** An output as it is listed. */
export interface ListedOutput {
  readonly release: string;
  readonly key: string;
  readonly value: string;
  /** `Secret/postgres`. */
  readonly object: string;
  readonly scope: string;
  readonly usedBy: readonly string[];
}

const INDENT = 2;
const MAX_KEY = 32;
const MIN_VALUE = 12;

/**
 * Outputs for a terminal that is too narrow for their table: a heading for each object, its keys below it, and who uses
 * each at the end of its line, or below where that is too long.
 *
 *     shop/postgres  Secret/postgres  external
 *       PG_HOST  10.0.0.7     used by api, worker
 */
export function outputsList(rows: readonly ListedOutput[], columns: number): string {
  const key = Math.min(MAX_KEY, Math.max(...rows.map((r) => widthOf(r.key))));
  const groups = Map.groupBy(rows, (r) => cutTo(`${r.release}  ${r.object}  ${r.scope}`, columns));
  return [...groups]
    .map(([heading, own]) => `${heading}\n${own.map((row) => line(row, key, columns)).join("")}`)
    .join("");
}

function line({ release, key, value, usedBy }: ListedOutput, width: number, columns: number): string {
  const text = printable(value.replaceAll("\n", "⏎"));
  const users = usedBy.length === 0 ? "" : `used by ${usedBy.map((id) => nameFor(release, id)).join(", ")}`;
  const start = INDENT + width + 2;
  const head = `${" ".repeat(INDENT)}${padTo(cutTo(key, width), width)}  `;
  const room = columns - start - (users === "" ? 0 : widthOf(users) + 2);
  if (users === "" || room >= Math.min(MIN_VALUE, widthOf(text)))
    return `${head}${cutTo(text, room)}${users === "" ? "" : `  ${users}`}\n`;
  const below = 2 * INDENT;
  return `${head}${cutTo(text, columns - start)}\n${" ".repeat(below)}${fold(users, columns, below)}\n`;
}

/** Within its own service a release needs no more than its key. */
export function nameFor(from: string, id: string): string {
  const service = from.slice(0, from.lastIndexOf("/") + 1);
  return service !== "" && id.startsWith(service) ? id.slice(service.length) : id;
}
