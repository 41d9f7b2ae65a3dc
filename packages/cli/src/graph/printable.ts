/** A name with a replacement for what no form can hold: half pairs, and control characters other than white space. */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(UNPRINTABLE, "\ufffd");
}

/** The same for within an element or a quoted attribute, of XML and HTML alike, whatever they do to line ends. */
export function escapeXml(text: string): string {
  return printable(text).replaceAll(/[&<>"'\t\n\r\u2028\u2029]/g, (c) => `&#${c.codePointAt(0)};`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids and terminals obey
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;
