import { type Drawing, documentOf } from "./documents.ts";

/** Graphs that broke a law of beauty once, made as small as they may be while they did. */
export const COUNTEREXAMPLES: readonly Drawing[] = [
  // An arrow from a service back to a release beside it.
  drawing(
    { a: 2, "": 1 },
    [
      ["a/r0", "loose0"],
      ["loose0", "a"],
    ],
    "lr",
  ),
  // An arrow from a service back, with another service in between.
  drawing(
    { a: 2, b: 1 },
    [
      ["b/r0", "a"],
      ["a/r1", "b"],
    ],
    "lr",
  ),
  // A label of such an arrow where a title is.
  drawing(
    { a: 1, "": 1 },
    [
      ["loose0", "a", "UXJ__R_F_GY_"],
      ["a/r0", "loose0"],
    ],
    "lr",
    [{ from: "loose0", name: "l-", outputs: [] }],
  ),
  // Frames that run into each other.
  drawing(
    { a: 1, b: 2, c: 7, d: 7, e: 4 },
    [
      ["b/r1", "e/r1"],
      ["e/r3", "e/r0"],
      ["e/r0", "a/r0"],
      ["e/r2", "b"],
      ["a/r0", "c/r6"],
      ["d/r4", "b/r0"],
    ],
    "lr",
  ),
  // Frames that run into each other, with more of them.
  drawing(
    { a: 2, b: 8, c: 4, d: 3 },
    [
      ["b/r0", "d/r0"],
      ["d/r1", "c/r2"],
      ["c/r3", "b/r7"],
      ["a/r1", "d/r0"],
    ],
    "lr",
    [
      { from: "d/r2", name: "ⷑ", outputs: ["ni----", "_Q_____FQV", "ryxi", "n-a--", "𒅒🜴𝙻ḡ𑄝🧐"] },
      {
        from: "a/r0",
        name: "n-nwe--",
        outputs: ["𑗌𑃘⇘⠖𝡀𘣹ᵱꔷꪗ", "___", "`tick` **bold** #35; &amp;", "vm-", "_E_", "Q_X"],
      },
    ],
  ),
  // No number for where things stand.
  drawing(
    { a: 8, b: 2, c: 4, d: 8, e: 1 },
    [
      ["d/r2", "b/r1"],
      ["e/r0", "c/r1"],
      ["b/r0", "a/r1"],
      ["c/r0", "c/r3"],
      ["b/r0", "d/r4"],
      ["c/r2", "a/r0"],
    ],
    "tb",
  ),
  // An end that dagre finds no way to.
  drawing(
    { a: 8, b: 2, c: 7, d: 4 },
    [
      ["d/r3", "a/r5"],
      ["c/r5", "b/r1"],
      ["d/r2", "b/r1"],
      ["b/r0", "b/r1"],
      ["a/r4", "d/r1"],
    ],
    "tb",
  ),
];

/** Services by how many releases they have, and who needs what: `a/r1` needs `b`. Those in no service are `loose0`, `loose1`, …. */
function drawing(
  services: Readonly<Record<string, number>>,
  needs: readonly (readonly [from: string, to: string, ...outputs: string[]])[],
  direction: "lr" | "tb",
  missing: Drawing["options"]["missing"] = [],
): Drawing {
  const named = Object.entries(services).map(([service, count]) => [
    service,
    Array.from({ length: count }, (_, i) => `${service === "" ? "loose" : "r"}${i}`),
  ]);
  return { document: documentOf(Object.fromEntries(named), needs), options: { direction, expand: true, missing } };
}
