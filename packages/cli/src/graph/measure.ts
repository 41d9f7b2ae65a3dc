import { widthOf } from "../output/table.ts";

/** Sizes of type in pixels. */
export const TYPE = { title: 13, frame: 12, note: 11, label: 10.5 } as const;

/** Names longer than this lose their middle in a picture; both ends tell them apart. */
const MAX_NAME = 40;

/**
 * Widths in hundredths of an em, taken from a broad face, so that text fits whatever face the reader has:
 * a box that is a little wide looks well, a name that sticks out does not.
 */
const BROAD: readonly (readonly [string, number])[] = [
  ["mwMW@%&", 104],
  ["ABCDEFGHKNOPQRSTUVXYZ_+=<>~#", 78],
  ["ijlI.,:;'|!", 38],
  ['frt-()[]/\\" ', 46],
];
const WIDTHS = new Map(BROAD.flatMap(([chars, width]) => [...chars].map((c) => [c, width] as const)));

/** The width of a name in the reader's own interface face, in pixels, rather too much than too little. */
export function titleWidth(text: string, size: number = TYPE.title): number {
  let hundredths = 0;
  for (const c of text) hundredths += WIDTHS.get(c) ?? (widthOf(c) === 2 ? 130 : 71);
  return Math.ceil((hundredths / 100) * size);
}

/** The same for a face in which all letters are equally wide. */
export function codeWidth(text: string, size: number = TYPE.label): number {
  return Math.ceil(widthOf(text) * size * 0.615);
}

/** A frame's name, cut in the middle to what fits into a width. */
export function fitTitle(name: string, width: number): string {
  let shown = shortName(name);
  for (let most = [...shown].length - 1; most > 1 && titleWidth(shown, TYPE.frame) > width; most--)
    shown = shortName(name, most);
  return shown;
}

/** A name as a picture shows it: what is too long loses its middle. */
export function shortName(name: string, most = MAX_NAME): string {
  const chars = [...name];
  if (chars.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${chars.slice(0, most - 1 - tail).join("")}…${chars.slice(-tail).join("")}`;
}
