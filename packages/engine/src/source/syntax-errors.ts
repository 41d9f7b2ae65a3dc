import type { Document } from "yaml";

type SyntaxError = Document.Parsed["errors"][number];

/**
 * The errors of one document that its author made, of all that the library meets: it goes on after each, and then
 * takes much of what follows a slip for another one. At most one a line, and none after one that may be about more
 * than its line.
 */
export function ownErrors(text: string, errors: readonly SyntaxError[]): SyntaxError[] {
  const own: SyntaxError[] = [];
  let line: Line | undefined;
  for (const error of errors) {
    const [at] = error.pos;
    if (line !== undefined && line.start <= at && at <= line.end) continue;
    line = lineAt(text, at);
    own.push(error);
    if (!staysOnItsLine(text, line, error)) break;
  }
  return own;
}

/** What to do about an error, where that is more than its message says. */
export function helpFor({ code, message }: SyntaxError): string | undefined {
  return isTextBehindQuotes(code, message)
    ? "put all of it in quotes: a ' within '…' is written ''"
    : (HELP as Readonly<Record<string, string>>)[code];
}

const HELP: Partial<Record<SyntaxError["code"], string>> = {
  BAD_DQ_ESCAPE: `write \\\\ for a backslash, or put it in '…'`,
  BAD_SCALAR_START: "put it in quotes",
  BLOCK_AS_IMPLICIT_KEY: "put it in quotes if it is one value; else see how its lines are indented",
  TAB_AS_INDENT: "indent with blanks",
};

/** Slips within a value; after an open quote or bracket, or a wrong indentation, nobody knows what belongs to what. */
function staysOnItsLine(text: string, line: Line, { code, message, pos }: SyntaxError): boolean {
  const [before, after] = [text.slice(line.start, pos[0]), text.slice(pos[0], line.end)];
  switch (code) {
    case "TAB_AS_INDENT":
      return true;
    case "ALIAS_PROPS":
    case "BAD_ALIAS":
    case "BAD_DQ_ESCAPE":
    case "BAD_SCALAR_START":
    case "MULTIPLE_ANCHORS":
    case "MULTIPLE_TAGS":
    case "TAG_RESOLVE_FAILED":
      return isInValue(before);
    case "UNEXPECTED_TOKEN":
      return isTextBehindQuotes(code, message) && isInValue(before);
    case "BLOCK_AS_IMPLICIT_KEY":
      return isInValue(before) && /:(?:\s|$)/.test(after) && !isFollowedByMore(text, line);
    default:
      return false;
  }
}

function isTextBehindQuotes(code: SyntaxError["code"], message: string): boolean {
  return code === "UNEXPECTED_TOKEN" && message.startsWith("Unexpected scalar at node end");
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function lineAt(text: string, offset: number): Line {
  const end = text.indexOf("\n", offset);
  return { start: offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1, end: end === -1 ? text.length : end };
}

/** Behind `key: ` or `- `. */
function isInValue(before: string): boolean {
  return /\S:\s|^\s*-\s/.test(before);
}

/** Whether what comes next stands further in, as if it belonged to the line. */
function isFollowedByMore(text: string, { start, end }: Line): boolean {
  const next = /\n( *)[^\s#]/.exec(text.slice(end, end + NEAR));
  return next !== null && next[1]!.length > text.slice(start, end).search(/\S/);
}

/** So far is looked for the next line: enough for some empty ones and comments. */
const NEAR = 2000;
