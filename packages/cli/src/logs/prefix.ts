import type { Color, Style } from "../output/style.ts";
import type { LogSource } from "./sources.ts";

/** `shop/api/api-7d9f/app`: whose line it is. */
export function nameOfSource({ release, pod, container, previous }: LogSource): string {
  const name = [release, pod, container].filter((part) => part !== undefined).join("/");
  return previous ? `${name} (previous)` : name;
}

/** What stands before each line of a source, in a colour that is always the same for that source. */
export function prefixOf(source: LogSource, style: Style): string {
  const name = nameOfSource(source);
  return `${style.paint(colorOf(name), `[${name}]`)} `;
}

/** Red is for what failed. */
const COLORS: readonly Color[] = ["cyan", "green", "yellow", "magenta", "blue"];

function colorOf(name: string): Color {
  let hash = 0;
  for (const c of name) hash = (hash * 31 + c.codePointAt(0)!) % 1_000_003;
  return COLORS[hash % COLORS.length]!;
}
