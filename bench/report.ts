import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "./figures/figure.ts";
import { machineText } from "./machine.ts";
import { ROOT } from "./rig.ts";
import { markdownTable, type Row } from "./table.ts";

/** A figure as it was measured, or what kept it from being measured. */
export interface Measured {
  readonly name: string;
  readonly result: Findings | { readonly failure: string };
  readonly loadBefore: number;
  readonly loadAfter: number;
}

export interface ReportFacts {
  readonly command: string;
  readonly versions: readonly string[];
  readonly runs: number;
  readonly date: Date;
}

/** The report as Markdown: one table, how it was measured, and where the time went. */
export function report(measured: readonly Measured[], { command, versions, runs, date }: ReportFacts): string {
  const rows = measured.flatMap(({ name, result }): readonly Row[] =>
    "failure" in result ? [{ what: name, ours: "not measured: see below", met: false }] : result.rows,
  );
  const notes = measured.flatMap(({ name, result }) =>
    "failure" in result ? [`${name} was not measured: ${result.failure}`] : (result.notes ?? []),
  );
  const loads = measured.map((m) => `${m.name} ${m.loadBefore.toFixed(1)} → ${m.loadAfter.toFixed(1)}`).join(", ");
  const facts = [
    `\`${command}\` on ${date.toISOString().slice(0, 10)}; ${runs === 1 ? "one run" : `medians of ${runs} runs`}, ratios within one run`,
    `machine: ${machineText()}`,
    `versions: ${versions.join(", ")}`,
    `load average before and after each figure: ${loads}`,
  ];
  return `${markdownTable(rows)}\n${[...facts, ...notes].map((line) => `- ${line}\n`).join("")}`;
}

const README = join(ROOT, "bench/README.md");
const BEGIN = "<!-- figures: written by npm run bench -- --write -->\n";
const END = "<!-- end of figures -->";

/** Puts the report between the markers of bench/README.md. */
export function writeReport(text: string): void {
  const readme = readFileSync(README, "utf8");
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${README} has no markers to write between`);
  writeFileSync(README, `${readme.slice(0, begin + BEGIN.length)}\n${text}\n${readme.slice(end)}`);
}
