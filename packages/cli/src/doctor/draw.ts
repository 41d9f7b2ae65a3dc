import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
import type { Check } from "./check.ts";

/** The checks for a person: a section each, what helps below what is wrong, and a verdict. */
export function drawChecks(style: Style, checks: readonly Check[]): string {
  const signs = {
    ok: style.paint("green", style.glyphs.ok),
    warning: style.paint("yellow", style.glyphs.warning),
    failed: style.paint("red", style.glyphs.failed),
  };
  const width = Math.max(...checks.map((c) => c.name.length));
  const pad = " ".repeat(width + 5);
  const sections = Map.groupBy(checks, (c) => c.section);
  const lines = [...sections].flatMap(([section, members]) => [
    style.paint("bold", section),
    ...members.flatMap(({ result, name, detail, help }) => [
      ` ${signs[result]} ${name.padEnd(width)}  ${fold(printable(detail.split("\n")[0]!), style.columns, width + 5)}`,
      ...(help ?? "")
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [`${pad}${style.paint("dim", fold(line, style.columns, width + 5))}`])),
    ]),
    "",
  ]);
  return `${[...lines, verdict(style, checks)].join("\n")}\n`;
}

function verdict(style: Style, checks: readonly Check[]): string {
  const count = (result: Check["result"]) => checks.filter((c) => c.result === result).length;
  const [failed, warnings] = [count("failed"), count("warning")];
  if (failed > 0)
    return style.paint(
      "red",
      `${style.glyphs.failed} ${failed} of ${checks.length} checks failed: mend the first one first`,
    );
  const all = `${style.glyphs.ok} all is well`;
  return warnings === 0
    ? style.paint("green", all)
    : `${style.paint("green", all)}, ${warnings} thing${warnings === 1 ? "" : "s"} to look at`;
}
