import { releasesOf, type Step } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { PLAIN } from "../output/style.ts";
import { planText } from "./apply-plan.ts";

const own = releasesOf(graphOf({ a: {}, b: { needs: ["a"] }, c: {}, d: { needs: ["a"] }, e: {} }));
const options = {
  style: PLAIN,
  namespaces: ["shop"],
  context: "kind",
  isDryRun: false,
  door: { by: "client", why: "no controllers in this cluster" } as const,
  removals: [],
};
const waiting: Step = { do: "wait", phase: "waiting", reason: "WaitingForDependency", waitingFor: ["a"] };

test("says of each release what becomes of it and why; of what stays, only how many", () => {
  const steps = new Map<string, Step>([
    ["a", { do: "upgrade", values: {}, secrets: [], digest: "", reason: "its spec or an output it uses changed" }],
    ["b", waiting],
    ["c", { do: "nothing", digest: "" }],
    ["d", waiting],
    ["e", { do: "stop", phase: "suspended", reason: "Suspended", message: "is suspended" }],
  ]);
  const helm = { revision: 1, status: "deployed" };
  const observation = new Map([["d", { helm, run: { state: "idle" as const }, blockers: [], outputs: [] }]]);
  expect(planText({ steps, observation }, own, options)).toBe(
    [
      "client-side apply (no controllers in this cluster) · namespace shop · context kind",
      "  ~ a   charts/a   its spec or an output it uses changed",
      "  + b   charts/b   ← a",
      "  ? d   charts/d   shows when a is ready",
      "  ! e   charts/e   is suspended",
      "Plan: 1 install, 1 upgrade, 1 may change, 1 unchanged, 1 not",
      "",
    ].join("\n"),
  );
});

test.each<[readonly string[], string]>([
  [["shop", "mail"], "namespaces shop, mail"],
  [["a", "b", "c", "d", "e"], "namespaces a, b, c and 2 more"],
])("of objects in %j it names %s", (namespaces, want) => {
  const [head] = planText({ steps: new Map(), observation: new Map() }, [], { ...options, namespaces }).split("\n");
  expect(head).toContain(`· ${want} · context`);
});

test("says what goes because the files no longer have it", () => {
  const removals = [{ id: "shop/old", chart: "redis 1.2.3" }];
  const text = planText({ steps: new Map(), observation: new Map() }, own.slice(0, 1), { ...options, removals });
  expect(text.split("\n").slice(1)).toEqual([
    "  + a          charts/a",
    "  - shop/old   redis 1.2.3   no longer in the files",
    "Plan: 1 install, 0 upgrade, 0 unchanged, 1 remove",
    "",
  ]);
});

test.each([80, 40, 24])("keeps within a terminal of %i columns", (columns) => {
  const narrow = { ...options, style: { ...PLAIN, columns } };
  const steps = new Map<string, Step>([
    ["a", { do: "upgrade", values: {}, secrets: [], digest: "", reason: "its spec or an output it uses changed" }],
  ]);
  const release = { ...own[0]!, chart: "charts/of-quite-a-length", version: "1.0.0" };
  const long = { ...release, id: `checkout-and-payments-service/${"payments-".repeat(6)}worker` };
  const [, ...lines] = planText({ steps, observation: new Map() }, [release, long], narrow).split("\n").slice(0, -2);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
});
