/** Colours that mean something: red failed, yellow needs a look, green good, blue structure, dim unimportant. */
export type Color = "red" | "yellow" | "green" | "blue" | "cyan" | "magenta" | "bold" | "dim";

const CODES: Readonly<Record<Color, readonly [number, number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  blue: [34, 39],
  cyan: [36, 39],
  magenta: [35, 39],
  bold: [1, 22],
  dim: [2, 22],
};

export interface Glyphs {
  readonly ok: string;
  readonly failed: string;
  readonly warning: string;
  readonly waiting: string;
  readonly arrow: string;
  readonly from: string;
  readonly branch: string;
  readonly last: string;
  readonly pipe: string;
  readonly ellipsis: string;
}

const UNICODE: Glyphs = {
  ok: "✓",
  failed: "✗",
  warning: "!",
  waiting: "·",
  arrow: "→",
  from: "←",
  branch: "├─",
  last: "└─",
  pipe: "│ ",
  ellipsis: "…",
};
const ASCII: Glyphs = {
  ok: "+",
  failed: "x",
  warning: "!",
  waiting: ".",
  arrow: "->",
  from: "<-",
  branch: "|-",
  last: "`-",
  pipe: "| ",
  ellipsis: "...",
};

/** How to draw on one stream. */
export interface Style {
  readonly color: boolean;
  readonly glyphs: Glyphs;
  /** Columns to keep within; 0 where nobody says. */
  readonly columns: number;
  paint(color: Color, text: string): string;
}

/**
 * Decides once: the flag, then NO_COLOR, then FORCE_COLOR or CLICOLOR_FORCE, then whether a person sees it on a
 * terminal that can. Glyphs are ASCII where the locale is not UTF-8.
 */
export function styleFor(terminal: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly color?: "auto" | "always" | "never";
}): Style {
  const { env } = terminal;
  const color = wantsColor(terminal);
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  const isUtf8 = /utf-?8/i.test(locale) || (locale === "" && !terminal.isTTY);
  return {
    color,
    glyphs: isUtf8 ? UNICODE : ASCII,
    columns: terminal.columns,
    paint: (name, text) => (color && text !== "" ? `\u001b[${CODES[name][0]}m${text}\u001b[${CODES[name][1]}m` : text),
  };
}

/** Text as it is, for files and tests. */
export const PLAIN: Style = { color: false, glyphs: UNICODE, columns: 0, paint: (_, text) => text };

function wantsColor({
  env,
  isTTY,
  color,
}: {
  env: Readonly<Record<string, string | undefined>>;
  isTTY: boolean;
  color?: string;
}): boolean {
  if (color === "always") return true;
  if (color === "never" || isSet(env.NO_COLOR)) return false;
  for (const forced of [env.FORCE_COLOR, env.CLICOLOR_FORCE]) if (isSet(forced)) return forced !== "0";
  return isTTY && env.TERM !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
