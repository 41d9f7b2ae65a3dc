import { countOf } from "./document.ts";
import type { Size } from "./geometry.ts";
import { codeWidth, shortName, TYPE, titleWidth } from "./measure.ts";
import type { PictureArrow, PictureBox } from "./picture.ts";

/** What stands in a box, and how big it is therefore. */
export interface BoxContent extends Size {
  /** The name, in a length that fits. */
  readonly shownTitle: string;
  /** A smaller line below, which may be empty. */
  readonly note: string;
}

/** Where the lines of text in a box stand, from its middle. */
export const BOX_TEXT = { alone: 4.5, title: -3, note: 14 } as const;
export const LABEL_LINE = 14;

const INSET = 14;
const LEAST_WIDTH = 104;
const HEIGHT = { withNote: 48, titleOnly: 38 } as const;
const PORT_ROOM = 11;
const MAX_PORTS = 24;

/** The content and size of a box. A side where many arrows end, `ports`, is long enough to keep them apart. */
export function contentOf(box: PictureBox, ports: number, isDown: boolean): BoxContent {
  const shownTitle = shortName(box.title);
  const note = shortName(noteOf(box));
  const text = Math.max(titleWidth(shownTitle), titleWidth(note, TYPE.note));
  const width = Math.max(LEAST_WIDTH, text + 2 * INSET);
  const height = note === "" ? HEIGHT.titleOnly : HEIGHT.withNote;
  const side = 16 + Math.min(ports, MAX_PORTS) * PORT_ROOM;
  return {
    shownTitle,
    note,
    width: isDown ? Math.max(width, side) : width,
    height: isDown ? height : Math.max(height, side),
  };
}

/** The lines of an arrow's label: an output each; of many the first ones and how many more. */
export function labelLines({ outputs }: PictureArrow, isCrowded: boolean): string[] {
  const [most, of] = isCrowded ? [2, 1] : [4, 2];
  const shown = outputs.length <= most ? outputs : [...outputs.slice(0, of), `+${outputs.length - of}`];
  return shown.map((name) => shortName(name, 32));
}

/** The room that a label takes. */
export function labelSize(lines: readonly string[]): Size {
  return { width: Math.max(...lines.map((l) => codeWidth(l))) + 14, height: lines.length * LABEL_LINE + 6 };
}

function noteOf({ kind, chart, version, releases }: PictureBox): string {
  switch (kind) {
    case "missing":
      return "not in these files";
    case "service":
      return releases === undefined || releases === 0 ? "service" : countOf(releases, "release");
    case "release":
      // Where a chart comes from is long, and mostly the same.
      return [chart?.split("/").at(-1), version].filter((s) => s !== undefined && s !== "").join(" ");
  }
}
