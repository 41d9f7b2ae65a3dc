import type { ProgressEvent } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PLAIN } from "../output/style.ts";
import { widthOf } from "../output/table.ts";
import { boardLines, choose } from "./board.ts";
import { jsonProgress } from "./json.ts";
import { liveProgress } from "./live.ts";
import { plainProgress } from "./plain.ts";

function terminal(rows = 24) {
  const written: string[] = [];
  const stderr = { write: (text: string) => void written.push(text), isTTY: true, columns: 80, rows };
  return { host: { stderr }, text: () => written.join("") };
}

const clock = fakeClock(0);
const event = (object: string, phase: ProgressEvent["phase"], more: Partial<ProgressEvent> = {}): ProgressEvent => ({
  time: new Date(clock.now()).toISOString(),
  seq: 7,
  object,
  phase,
  elapsedMs: 1500,
  ...more,
});

test("JSON: one object a line, its fields in one order, numbered from 1", () => {
  const { host, text } = terminal();
  const progress = jsonProgress(host);
  progress.report(event("a", "installing"));
  progress.report(event("b", "failed", { message: "no\nway", reason: "InstallFailed", waitingFor: ["x"] }));
  expect(text()).toBe(
    [
      '{"time":"1970-01-01T00:00:00.000Z","seq":1,"object":"a","phase":"installing","elapsedMs":1500,"waitingFor":[]}',
      '{"time":"1970-01-01T00:00:00.000Z","seq":2,"object":"b","phase":"failed","elapsedMs":1500,"waitingFor":["x"],"reason":"InstallFailed","message":"no\\nway"}',
      "",
    ].join("\n"),
  );
});

test("plain: a line per change, and every 30 s who keeps everybody waiting", async () => {
  const time = fakeClock();
  const { host, text } = terminal();
  const progress = plainProgress(host, PLAIN, time);
  progress.begin(["postgres", "api"]);
  progress.report(event("api", "waiting", { waitingFor: ["postgres"] }));
  progress.report(event("postgres", "progressing", { waitingFor: ["statefulset/postgres 0/1 ready"] }));
  progress.report(
    event("postgres", "progressing", { waitingFor: ["statefulset/postgres 0/1 ready · pod/postgres-0 ErrImagePull"] }),
  );
  await time.advance(61_000);
  progress.report(event("postgres", "ready"));
  progress.report(event("api", "ready"));
  await time.advance(60_000);
  progress.end();
  expect(text().split("\n")).toEqual([
    "00:00 api       waiting      postgres",
    "00:00 postgres  progressing  statefulset/postgres 0/1 ready",
    "00:30 postgres  still        progressing statefulset/postgres 0/1 ready · pod/postgres-0 ErrImagePull; 2 of 2 not done",
    "01:00 postgres  still        progressing statefulset/postgres 0/1 ready · pod/postgres-0 ErrImagePull; 2 of 2 not done",
    "01:01 postgres  ready        took 2s",
    "01:01 api       ready        took 2s",
    "",
  ]);
});

test("plain: each new attempt is said, though the release waits on", () => {
  const { host, text } = terminal();
  const progress = plainProgress(host, PLAIN, fakeClock());
  progress.begin(["a"]);
  progress.report(event("a", "waiting", { reason: "WaitingForDependency", waitingFor: ["b"] }));
  progress.report(event("a", "waiting", { reason: "ReleaseLocked", waitingFor: ["attempt 2 of 5 in 1s: locked"] }));
  expect(text()).toContain("attempt 2 of 5");
});

test("board: one line a release, with what it does or waits for, cut to the terminal", () => {
  const rows = [
    { id: "postgres", event: event("postgres", "progressing", { waitingFor: ["statefulset/postgres 0/1"] }) },
    { id: "api", event: event("api", "waiting", { waitingFor: ["postgres", "cache"] }) },
    { id: "web" },
    { id: "redis", event: event("redis", "ready") },
    { id: "bad", event: event("bad", "failed", { message: "a very long story that goes on and on\nand on" }) },
  ];
  expect(boardLines(rows, { ...PLAIN, columns: 60 }, { now: 2000, tick: 0 })).toEqual([
    " ⠋ postgres  progressing  4s     statefulset/postgres 0/1",
    " · api       waits for           postgres · cache",
    " · web       waits for",
    " ✓ redis     ready        2s",
    " ✗ bad       failed       2s     a very long story that goe…",
  ]);
});

const LONG = "pr-482-checkout-and-payments/payments-worker";

test("board: a long name gives way to what is waited for, but not all of itself", () => {
  const rows = [
    { id: LONG, event: event(LONG, "waiting", { waitingFor: ["checkout-and-payments/postgres"] }) },
    { id: "shop/api", event: event("shop/api", "installing") },
  ];
  expect(boardLines(rows, { ...PLAIN, columns: 70 }, { now: 0, tick: 0 })).toEqual([
    " · pr-482-c…/payments-worker  waits for           checkout-and-paymen…",
    " ⠋ shop/api                   installing   2s",
  ]);
  const whole = boardLines(rows, PLAIN, { now: 0 });
  expect(whole[0]).toContain(`${LONG}  waits for           checkout-and-payments/postgres`);
});

test("board: no line is wider than the terminal, whatever is in it and however narrow it is", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "-", "/", " ", "日", "e\u0301", "👍"), maxLength: 80 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 120 }), (id, message, columns) => {
      const rows = [{ id, event: event(id, "failed", { message }) }, { id: "b" }];
      for (const line of boardLines(rows, { ...PLAIN, columns }, { now: 0 }))
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }),
    { numRuns: 50 },
  );
});

test("board: where not all fit, those at work come first and keep their order", () => {
  const rows = [
    { id: "a", event: event("a", "ready") },
    { id: "b" },
    { id: "c", event: event("c", "installing") },
    { id: "d", event: event("d", "failed") },
  ];
  expect(choose(rows, 2).map((r) => r.id)).toEqual(["c", "d"]);
  expect(choose(rows, 3).map((r) => r.id)).toEqual(["b", "c", "d"]);
});

test("live: draws only between begin and end, never more lines than there are, and gives the cursor back", async () => {
  const time = fakeClock();
  const { host, text } = terminal(6);
  const progress = liveProgress(host, PLAIN, time);
  await time.advance(1000);
  expect(text()).toBe("");
  progress.begin(Array.from({ length: 20 }, (_, i) => `r${i}`));
  progress.report(event("r3", "installing"));
  await time.advance(100);
  const frame = text().replace("\u001b[?25l", "");
  expect(frame.split("\n").filter((l) => l.startsWith("\u001b[2K"))).toHaveLength(5);
  expect(frame).toContain("16 more not shown");
  expect(frame).toContain("r3 ");
  progress.end();
  const end = text();
  // The last picture stands still, and begins where the line begins, whatever ^C left there.
  const last = end.slice(end.lastIndexOf("\r\u001b["));
  expect(last).toContain(" · r3 ");
  expect(last.split("\n")).toHaveLength(21);
  expect(end.endsWith("\u001b[?25h")).toBe(true);
  await time.advance(1000);
  expect(text()).toBe(end);
});

test("live: keeps to the terminal as wide as it is now, and draws over what broke when it became narrower", async () => {
  const time = fakeClock();
  const { host, text } = terminal();
  const progress = liveProgress(host, PLAIN, time);
  progress.begin([LONG]);
  progress.report(event(LONG, "waiting", { waitingFor: ["checkout-and-payments/postgres"] }));
  await time.advance(100);
  host.stderr.columns = 30;
  const before = text().length;
  await time.advance(100);
  const frame = text().slice(before);
  // 80 columns of a row and 40 of the footer were 3 and 2 lines of 30.
  const [first, ...lines] = frame.split("\u001b[2K");
  expect(first).toBe("\r\u001b[5A");
  expect(lines.map((l) => widthOf(l.split("\n")[0]!))).toEqual([30, 30]);
  expect(frame.endsWith("\n\u001b[0J")).toBe(true);
});
