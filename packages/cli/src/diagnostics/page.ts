import type { Style } from "../output/style.ts";
import { wrap } from "../output/table.ts";

/** Lines of prose are not longer than this, however wide the terminal is. */
const WIDEST = 100;

/** A page of the docs, which is Markdown, as a person reads it on a terminal. */
export function pageText(page: string, style: Style): string {
  const width = Math.min(style.columns || WIDEST, WIDEST);
  return page
    .split(/^(```[^\n]*\n[\s\S]*?\n```)$/m)
    .map((part) => (part.startsWith("```") ? code(part, style) : prose(part, width, style)))
    .filter((part) => part !== "")
    .join("\n\n");
}

function code(fence: string, style: Style): string {
  return fence
    .split("\n")
    .slice(1, -1)
    .map((line) => style.paint("cyan", `    ${line}`.trimEnd()))
    .join("\n");
}

function prose(text: string, width: number, style: Style): string {
  return text
    .trim()
    .split(/\n{2,}|\n(?=\*\w+\.\*|- )/)
    .map((paragraph) =>
      wrap(paragraph, width)
        .replace(/^\*(\w+\.)\*/, (_, word: string) => style.paint("bold", word))
        .replace(/`([^`]+)`/g, (quoted, word: string) => (style.color ? style.paint("cyan", word) : quoted)),
    )
    .join("\n\n");
}
