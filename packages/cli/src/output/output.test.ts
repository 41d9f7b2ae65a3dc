import { describe, expect, test } from "vitest";
import { cutMiddle } from "./cut-middle.ts";
import { afterState } from "./detail.ts";
import { formatDuration } from "./duration.ts";
import { fitTable } from "./fit-table.ts";
import { printable } from "./printable.ts";
import { styleFor } from "./style.ts";
import { cutTo, fold, table, widthOf } from "./table.ts";

describe("colour is decided once", () => {
  test.each([
    [{ isTTY: true }, true],
    [{ isTTY: false }, false],
    [{ isTTY: true, env: { TERM: "dumb" } }, false],
    [{ isTTY: true, env: { NO_COLOR: "1" } }, false],
    [{ isTTY: true, env: { NO_COLOR: "" } }, true],
    [{ isTTY: false, env: { FORCE_COLOR: "1" } }, true],
    [{ isTTY: true, env: { FORCE_COLOR: "0" } }, false],
    [{ isTTY: true, env: { NO_COLOR: "1", FORCE_COLOR: "1" } }, false],
    [{ isTTY: false, env: { NO_COLOR: "1" }, color: "always" as const }, true],
    [{ isTTY: true, color: "never" as const }, false],
  ])("%j: %s", (terminal, want) => expect(styleFor({ env: {}, columns: 80, ...terminal }).color).toBe(want));
});

test("glyphs are ASCII where the locale is not UTF-8", () => {
  expect(styleFor({ env: { LANG: "C" }, isTTY: true, columns: 80 }).glyphs.ok).toBe("+");
  expect(styleFor({ env: { LANG: "en_GB.UTF-8" }, isTTY: true, columns: 80 }).glyphs.ok).toBe("✓");
});

test("columns line up whatever is in them, and no line ends in blanks", () => {
  expect(
    table(
      ["NAME", "STATE"],
      [
        ["a", "✓ ready"],
        ["日本", "x"],
        ["\u001b[31mred\u001b[39m", ""],
      ],
    ),
  ).toBe("NAME   STATE\na      ✓ ready\n日本   x\n\u001b[31mred\u001b[39m\n");
});

test.each([
  ["abc", 3],
  ["日本", 4],
  ["\u001b[1mx\u001b[22m", 1],
  ["e\u0301", 1],
  ["\u{20000}", 2],
  ["\u1100\u1161", 2],
  ["a\u200bb", 2],
  ["ｶ", 1],
])("%j takes %i columns", (text, want) => expect(widthOf(text)).toBe(want));

test("a cut text says that something is missing", () => {
  expect(cutTo("abcdef", 4)).toBe("abc…");
  expect(cutTo("abc", 3)).toBe("abc");
  expect(cutTo("日本語", 4)).toBe("日…");
  expect(cutTo("abcdef", 2, "...")).toBe("..");
});

test("a cut name keeps both its ends", () => {
  expect(cutMiddle("pr-482-checkout/payments-worker", 20)).toBe("pr-482…yments-worker");
  expect(cutMiddle("日本語の名前/仕事", 9)).toBe("日…/仕事");
  expect(cutMiddle("shop/api", 8)).toBe("shop/api");
});

test.each([
  [400, "0.4s"],
  [4000, "4s"],
  [59_700, "1m"],
  [87_000, "1m27s"],
  [7_380_000, "2h3m"],
  [432_000_000, "5d"],
])("%i ms is %s", (ms, want) => expect(formatDuration(ms)).toBe(want));

test.each([
  ["a\tb\n", "a\tb\n"],
  ["\u001b]0;title\u0007", "\ufffd]0;title\ufffd"],
  ["over\rwritten", "over\ufffdwritten"],
  ["\u202egnp.exe", "\ufffdgnp.exe"],
  ["half \ud800", "half \ufffd"],
])("%j is shown as %j", (text, want) => expect(printable(text)).toBe(want));

test.each([
  ["blocked", "blocked by db (InstallFailed)", "by db (InstallFailed)"],
  ["suspended", "is suspended", ""],
  ["failed", "its revision 1 is failed", "its revision 1 is failed"],
])("after the word %s, %j reads %j", (state, message, want) => expect(afterState(state, message)).toBe(want));

test.each<[string, number, number, string]>([
  ["where there is room, beside what stands before it", 40, 5, "a word that is not so short, and\n     more"],
  ["where there is little, near the edge", 24, 14, "a word\n  that is not so short,\n  and more"],
  ["nowhere, where nobody says how wide it is", 0, 14, "a word that is not so short, and more"],
])("prose goes on %s", (_, columns, indent, want) => {
  expect(fold("a word that is not so short, and more", columns, indent)).toBe(want);
});

describe("a table on a terminal", () => {
  const rows = [["api", "web-1.0.0", "key PG_HOTS in Secret db (it has PG_HOST, PG_PORT)"]];
  const at = (columns: number) => fitTable(["NAME", "CHART", "WAITS FOR"], rows, { columns, spare: ["CHART"] });

  test("is whole where nobody says how wide it is, and where it fits", () => {
    expect([at(0), at(80)]).toEqual(Array(2).fill(table(["NAME", "CHART", "WAITS FOR"], rows)));
  });

  test("breaks its last column between words, then goes without what can be spared", () => {
    expect(at(60)).toBe(
      "NAME   CHART       WAITS FOR\napi    web-1.0.0   key PG_HOTS in Secret db (it has PG_HOST,\n                   PG_PORT)\n",
    );
    expect(at(40)).toBe("NAME   WAITS FOR\napi    key PG_HOTS in Secret db (it has\n       PG_HOST, PG_PORT)\n");
  });

  test("cuts names where nothing more can be spared, and its header does not break", () => {
    const long = [["pr-482-checkout-and-payments/payments-worker", "web-1.0.0", ""]];
    const fit = fitTable(["NAME", "CHART", "WAITS FOR"], long, { columns: 40, spare: ["CHART"] });
    expect(fit).toBe("NAME                           WAITS FOR\npr-482-ch…ts/payments-worker\n");
  });
});
