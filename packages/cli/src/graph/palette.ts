/** What the colours of a picture are for. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly frame: string;
  readonly frameLine: string;
  readonly box: string;
  readonly boxLine: string;
  readonly line: string;
  readonly accent: string;
  readonly plate: string;
  readonly plateLine: string;
  readonly bad: string;
  readonly badPlate: string;
}

export const LIGHT: Palette = {
  paper: "#ffffff",
  ink: "#1f2328",
  soft: "#59636e",
  frame: "#f6f8fa",
  frameLine: "#d1d9e0",
  box: "#ffffff",
  boxLine: "#b3bcc6",
  line: "#8c959f",
  accent: "#0550ae",
  plate: "#eff5fe",
  plateLine: "#c5dafa",
  bad: "#cf222e",
  badPlate: "#fff0ef",
};

export const DARK: Palette = {
  paper: "#0d1117",
  ink: "#e6edf3",
  soft: "#9aa4af",
  frame: "#151b23",
  frameLine: "#2f3742",
  box: "#1d252f",
  boxLine: "#4a5461",
  line: "#717c88",
  accent: "#8ac2ff",
  plate: "#11243d",
  plateLine: "#24466f",
  bad: "#ff7b72",
  badPlate: "#391719",
};

/**
 * The style of a picture in both colour schemes. Colours are written out, not variables, so that programs which know
 * little of CSS still show the light one; paper is light.
 */
export function pictureStyle(): string {
  return `${SHAPES}${colorsOf(LIGHT)}@media screen and (prefers-color-scheme: dark) {\n${colorsOf(DARK)}}\n`;
}

const SHAPES = rules({
  "": 'font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;',
  text: "text-anchor: middle;",
  // Lines that run under a title keep off its letters.
  ".frame-title text": "font-size: 12px; font-weight: 600; text-anchor: start; paint-order: stroke; stroke-width: 5;",
  ".title": "font-size: 13px; font-weight: 600;",
  ".note": "font-size: 11px;",
  ".label text, .caption": "font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 10.5px;",
  ".caption": "font-size: 11px; text-anchor: start;",
  ".box rect": "stroke-width: 1.2;",
  ".line": "fill: none; stroke-width: 1.5;",
  ".missing rect, .missing .line": "stroke-dasharray: 5 4;",
  ".cyclic .line, .box.cyclic rect": "stroke-width: 2;",
});

function colorsOf(c: Palette): string {
  return rules({
    ".paper": `fill: ${c.paper};`,
    ".frame rect": `fill: ${c.frame}; stroke: ${c.frameLine};`,
    ".frame-title text": `stroke: ${c.frame};`,
    ".frame-title text, .note, .missing .title, .caption": `fill: ${c.soft};`,
    ".box rect": `fill: ${c.box}; stroke: ${c.boxLine};`,
    ".title": `fill: ${c.ink};`,
    ".line": `stroke: ${c.line};`,
    ".head": `fill: ${c.line};`,
    ".label rect": `fill: ${c.plate}; stroke: ${c.plateLine};`,
    ".label text": `fill: ${c.accent};`,
    ".cyclic rect, .cyclic .line": `stroke: ${c.bad};`,
    ".cyclic .head, .label.cyclic text, .frame-title.cyclic text, .caption.cyclic": `fill: ${c.bad};`,
    ".label.cyclic rect": `fill: ${c.badPlate};`,
  });
}

/** Rules for within a picture only: one that stands in a page must not dress the page. */
function rules(table: Readonly<Record<string, string>>): string {
  const within = (selectors: string) =>
    selectors
      .split(", ")
      .map((s) => `.upstart-graph ${s}`.trimEnd())
      .join(", ");
  return Object.entries(table)
    .map(([selectors, body]) => `${within(selectors)} { ${body} }\n`)
    .join("");
}
