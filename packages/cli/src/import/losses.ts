import { fitTable } from "../output/fit-table.ts";
import { printable } from "../output/printable.ts";
import { lineOf, placeOf } from "./places.ts";
import type { Loss } from "./services.ts";

/** What was lost as a table for a terminal of so many columns (0: any), a line for each thing with all releases that lost it. */
export function lossesText(losses: readonly Loss[], columns: number): string {
  if (losses.length === 0) return "";
  const groups = Map.groupBy(
    losses.toSorted((a, b) => lineOf(a.at) - lineOf(b.at)),
    ({ what, advice }) => JSON.stringify([what, advice]),
  );
  const rows = [...groups.values()].map((group) => {
    const { what, advice, at } = group[0]!;
    return [placeOf(at), what, namesOf(group), advice].map(printable);
  });
  const room = columns === 0 ? 0 : columns - INDENT.length;
  const table = fitTable(["PLACE", "WHAT", "RELEASES", "INSTEAD"], rows, {
    columns: room,
    spare: ["PLACE", "RELEASES"],
  });
  return `not as in the helmfile:\n${table.replace(/^(?=.)/gm, INDENT)}`;
}

const INDENT = "  ";
const SHOWN = 3;

function namesOf(losses: readonly Loss[]): string {
  const names = losses.flatMap(({ release }) => release ?? []);
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `${names.slice(0, SHOWN).join(", ")}${more}`;
}
