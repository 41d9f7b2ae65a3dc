import { printable } from "../output/printable.ts";

/** A text for within an element or a quoted attribute, of XML and HTML alike, whatever they do to line ends. */
export function escapeXml(text: string): string {
  return printable(text).replaceAll(/[&<>"'\t\n\u2028\u2029]/g, (c) => `&#${c.codePointAt(0)};`);
}
