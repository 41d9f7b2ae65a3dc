import { headOf, widthOf } from "./table.ts";

/** A name cut to a width, with an ellipsis where something was lost: what tells names apart is at both ends, and more so at the last. */
export function cutMiddle(name: string, width: number, ellipsis = "…"): string {
  if (width <= 0 || widthOf(name) <= width) return name;
  const room = width - widthOf(ellipsis);
  if (room <= 0) return ellipsis.slice(0, width);
  const head = headOf(name, Math.floor(room / 3));
  return `${head}${ellipsis}${tailOf(name, room - widthOf(head))}`;
}

/** As much of a text's end as has room; what would join a sign that is not in it is left out. */
function tailOf(text: string, room: number): string {
  let tail = "";
  let left = room;
  for (const c of [...text].reverse()) {
    left -= widthOf(c);
    if (left < 0) break;
    tail = `${c}${tail}`;
  }
  return tail.replace(/^\p{M}+/u, "");
}
