import { expect, test } from "vitest";
import { type Condition, conditionsOf, type Summary } from "./conditions.ts";

const at = (minute: number) => `2030-01-01T00:0${minute}:00Z`;
const conditions = (is: Summary["is"], previous: readonly Condition[], minute: number) =>
  conditionsOf({ is, reason: "Some", message: "said" }, { generation: 3, previous, now: at(minute) });
const words = (all: readonly Condition[]) => all.map((c) => `${c.type}=${c.status} ${c.lastTransitionTime}`);

test("times move only with the status, and Reconciling and Stalled are never there together", () => {
  const first = conditions("progressing", [], 0);
  expect(words(first)).toEqual([`Ready=False ${at(0)}`, `Reconciling=True ${at(0)}`]);
  const second = conditions("progressing", first, 1);
  expect(words(second)).toEqual(words(first));
  const third = conditions("stalled", second, 2);
  expect(words(third)).toEqual([`Ready=False ${at(0)}`, `Stalled=True ${at(2)}`]);
  expect(words(conditions("ready", third, 3))).toEqual([`Ready=True ${at(3)}`]);
  expect(third.every((c) => c.observedGeneration === 3)).toBe(true);
});

test("what is suspended is ready where it is so as it is", () => {
  const summary: Summary = { is: "suspended", reason: "Suspended", message: "is suspended", isReady: true };
  expect(words(conditionsOf(summary, { generation: 1, previous: [], now: at(0) }))).toEqual([`Ready=True ${at(0)}`]);
  expect(words(conditions("suspended", [], 0))).toEqual([`Ready=False ${at(0)}`]);
});
