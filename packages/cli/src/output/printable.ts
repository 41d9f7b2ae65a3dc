/**
 * A text without what no form can hold and what would steer the terminal that shows it: each half pair, control
 * character other than tab and line feed, and turn of the writing's direction reads as one visible sign.
 */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(UNPRINTABLE, "\ufffd");
}

const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids and terminals obey
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
