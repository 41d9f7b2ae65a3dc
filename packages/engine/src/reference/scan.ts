/** A piece of a string: text to keep, something between `<<` and `>>`, or an opening that was meant and never closed. */
export type Piece = { readonly kind: "text"; readonly text: string } | Opening;

/** `<< … >>`, both included, or what reads like one and is not closed. */
export interface Opening {
  readonly kind: "reference" | "unclosed";
  readonly text: string;
  /** Which `<<` of the whole string it starts with, from 0. */
  readonly nth: number;
}

/**
 * Finds everything between `<<` and `>>` on one line, in time linear in the text's length whatever it holds.
 * A reference runs from the last `<<` before its `>>`; `\<<` is a literal `<<`; in its filters, quotes protect `>>`,
 * `<<` and `|`; a shell's `<<WORD … >> file` is text; an opening that is not closed is an error only when
 * `.outputs.` follows it before the next one.
 */
export function* scan(text: string): Generator<Piece> {
  let kept = 0; // everything before it has been given out
  let lineStart = 0;
  const nth = openingCounter(text);
  while (lineStart <= text.length) {
    const lineEnd = endOfLine(text, lineStart);
    for (const found of scanLine(text, lineStart, lineEnd)) {
      if (found.start > kept) yield { kind: "text", text: text.slice(kept, found.start) };
      if (found.kind !== "escape")
        yield { kind: found.kind, text: text.slice(found.start, found.end), nth: nth(found.start) };
      kept = found.end;
    }
    lineStart = lineEnd + 1;
  }
  if (kept < text.length) yield { kind: "text", text: text.slice(kept) };
}

/** How many `<<` stand before a position; positions come in ascending order, so that a text is counted once. */
function openingCounter(text: string): (position: number) => number {
  let count = 0;
  let at = text.indexOf("<<");
  return (position) => {
    for (; at !== -1 && at < position; at = text.indexOf("<<", at + 1)) count += 1;
    return count;
  };
}

interface Found {
  readonly kind: "reference" | "unclosed" | "escape";
  readonly start: number;
  readonly end: number;
}

function* scanLine(text: string, from: number, to: number): Generator<Found> {
  const quotes = quoteCloser(text, to);
  let open = -1;
  let hasPipe = false;
  let inFilters = false;
  let i = from;
  while (i < to) {
    const c = text[i];
    if (c === "<" && text[i + 1] === "<" && i + 1 < to) {
      const escaped = i > from && text[i - 1] === "\\";
      // `<<<`: the later pair opens.
      if (!escaped && text[i + 2] === "<" && i + 2 < to) {
        i += 1;
        continue;
      }
      // The backslash belongs to the escape, not to what stands before it.
      if (open !== -1) yield* abandoned(text, open, escaped ? i - 1 : i);
      // The backslash goes, the two that follow stay.
      if (escaped) yield { kind: "escape", start: i - 1, end: i };
      open = escaped ? -1 : i;
      hasPipe = false;
      inFilters = false;
      i += 2;
    } else if (open !== -1 && c === ">" && text[i + 1] === ">" && i + 1 < to) {
      if (!isHereDocument(text.slice(open + 2, i))) yield { kind: "reference", start: open, end: i + 2 };
      open = -1;
      i += 2;
    } else {
      if (c === "|" && open !== -1 && !hasPipe) {
        hasPipe = true;
        inFilters = readsLikeTarget(text.slice(open + 2, i));
      }
      const close = open !== -1 && inFilters ? quotes(i) : -1;
      i = close === -1 ? i + 1 : close + 1;
    }
  }
  if (open !== -1) yield* abandoned(text, open, to);
}

/** What stands before the first `|` of a reference. Anything else is a shell's: `1 << 2 | sed "s/<< a.outputs.B >>/x/"`. */
function readsLikeTarget(head: string): boolean {
  return head.includes(".") && /^\s*[A-Za-z0-9._-]+\s*$/.test(head);
}

/** An opening that no `>>` closed: meant as a reference when `.outputs.` follows. The mark covers as much as reads like one. */
function* abandoned(text: string, open: number, to: number): Generator<Found> {
  const rest = text.slice(open, to);
  if (!rest.includes(".outputs.")) return;
  yield { kind: "unclosed", start: open, end: open + /^<<\s*\S*/.exec(rest)![0].length };
}

const HERE_DOCUMENT = /^-?(["']?)[A-Za-z0-9_-]+\1[ \t](?:.*[ \t])?$/s;

/** `cat <<EOF >> file`: no blank after `<<`, a word, and a blank before `>>`. */
function isHereDocument(inside: string): boolean {
  return HERE_DOCUMENT.test(inside);
}

/**
 * Where the quote opened at `at` closes, or -1: not a quote, or never closed. Double quotes know `\` escapes,
 * back quotes know none.
 */
export function closeOfQuote(text: string, at: number): number {
  return quoteCloser(text, text.length)(at);
}

/** `closeOfQuote` for many positions of one line: what was learnt of one quote serves the others, so a line costs linear time. */
function quoteCloser(text: string, to: number): (at: number) => number {
  let closes: Int32Array | undefined;
  let base = 0;
  let noMoreBackQuotes = false;
  return (at) => {
    const c = text[at];
    if (c === "`") {
      if (noMoreBackQuotes) return -1;
      const close = text.indexOf("`", at + 1);
      noMoreBackQuotes = close === -1 || close >= to;
      return noMoreBackQuotes ? -1 : close;
    }
    if (c !== '"') return -1;
    if (closes === undefined) {
      base = at;
      closes = doubleQuoteCloses(text, at, to);
    }
    return closes[at + 1 - base] ?? -1;
  };
}

/** For every position from `from`: where a double-quoted text read from there ends; -1 when the line ends first. */
function doubleQuoteCloses(text: string, from: number, to: number): Int32Array {
  const closes = new Int32Array(to - from + 3).fill(-1);
  for (let i = to - 1; i >= from; i--) {
    const c = text[i];
    closes[i - from] = c === '"' ? i : closes[i - from + (c === "\\" ? 2 : 1)]!;
  }
  return closes;
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === "\n" || c === "\r") return i;
  }
  return text.length;
}
