import { afterState } from "../output/detail.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold, padTo, widthOf } from "../output/table.ts";
import type { TreeNode } from "./nodes.ts";

/** All in the same columns; a detail that does not fit goes on below itself, beside the branches. */
export function drawTree(roots: readonly TreeNode[], style: Style): string {
  const lines = roots.flatMap((root) => linesOf(root, style));
  const width = Math.max(0, ...lines.map((l) => widthOf(l.name)));
  const indent = width + 3 + STATE_WIDTH + 1;
  return lines
    .map(({ name, below, node }) => {
      const state = padTo(paint(node.state ?? "", style), STATE_WIDTH);
      const detail = printable(afterState(node.state ?? "", node.detail ?? ""));
      const room = style.columns - indent;
      const isOnTheLine = style.columns === 0 || room >= MIN_DETAIL || widthOf(detail) <= room;
      const start = isOnTheLine ? indent : widthOf(below) + 4;
      const text = fold(detail, style.columns, start).split("\n");
      const head = `${padTo(name, width)}   ${state} ${style.paint("dim", isOnTheLine ? text.shift()! : "")}`;
      return [head, ...text.map((l) => `${padTo(below, start)}${style.paint("dim", l.trimStart())}`)]
        .map((l) => `${l.trimEnd()}\n`)
        .join("");
    })
    .join("");
}

const STATE_WIDTH = 12;
/** What is narrower is no column to read in. */
const MIN_DETAIL = 30;

interface TreeLine {
  readonly name: string;
  /** The branches that go on below it. */
  readonly below: string;
  readonly node: TreeNode;
}

function linesOf(node: TreeNode, style: Style, prefix = "", below = ""): TreeLine[] {
  const { branch, last, pipe } = style.glyphs;
  const children = node.children ?? [];
  return [
    { name: `${prefix}${node.kind}/${node.name}`, below: children.length > 0 ? `${below}${pipe}` : below, node },
    ...children.flatMap((child, i) =>
      i === children.length - 1
        ? linesOf(child, style, `${below}${last} `, `${below}   `)
        : linesOf(child, style, `${below}${branch} `, `${below}${pipe} `),
    ),
  ];
}

function paint(state: string, style: Style): string {
  const [ready, all] = state.split(/[ /]/).map(Number);
  const isGood = state === "ready" || (!Number.isNaN(ready) && ready === all);
  return style.paint(isGood ? "green" : state === "failed" ? "red" : "yellow", state);
}
