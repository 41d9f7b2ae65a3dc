/** A text for within an element or a quoted attribute, of XML and HTML alike. */
export function escapeXml(text: string): string {
  return cleanXml(text).replaceAll(/[&<>"'\t\n\r]/g, (c) => `&#${c.codePointAt(0)};`);
}

/** A text with replacement characters for what XML cannot hold in any way. */
export function cleanXml(text: string): string {
  return text.toWellFormed().replaceAll(FORBIDDEN, "\ufffd");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
