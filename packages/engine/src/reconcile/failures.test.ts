import { expect, test } from "vitest";
import { HelmError } from "../ports/helm.ts";
import { graphOf, type ReleaseDraft, type Stage, stageOf } from "../testing/index.ts";
import { failureToRecord } from "./failures.ts";
import type { RolloutResult } from "./rollout.ts";

const REFUSED = new HelmError("Failed", "values don't meet the specifications of the schema");
const OUTPUTS = [{ configMapRef: { name: "db-outputs" } }];

/** Applies, and records what failed as a client does. */
async function apply(stage: Stage, drafts: Record<string, ReleaseDraft>): Promise<RolloutResult> {
  const result = await stage.run(graphOf(drafts));
  for (const [id, step] of result.steps) {
    const failure = failureToRecord(step, result.observation.get(id)!, "2030-01-01T00:00:00Z");
    if (failure === undefined) stage.failures.delete(id);
    else stage.failures.set(id, failure);
  }
  return result;
}

const look = async (stage: Stage, drafts: Record<string, ReleaseDraft>) =>
  (await stage.run(graphOf(drafts), { lookUntil: () => true })).steps;

const chain = { db: { publishes: OUTPUTS }, api: { uses: ["db.URL"] } };

test.each([
  ["an install that was refused before Helm wrote anything", {}],
  ["an install that failed", { fails: [new HelmError("Failed", "no such image")], refuses: undefined }],
])("a look says what the apply said of %s, and of what needs it", async (_, behaviour) => {
  const stage = stageOf({ db: { refuses: REFUSED, ...behaviour } as never });
  const applied = await apply(stage, chain);
  expect(applied.steps.get("db")).toMatchObject({ phase: "failed", reason: "InstallFailed" });
  const told = (steps: RolloutResult["steps"]) =>
    ["db", "api"].map((id) => {
      const { code: _code, ...step } = steps.get(id) as object as { code?: string };
      return step;
    });
  expect(told(await look(stage, chain))).toEqual(told(applied.steps));
});

test("an upgrade that was refused is failed, with what was installed before still there", async () => {
  const stage = stageOf({ db: {} });
  await apply(stage, { db: {} });
  stage.helm.behave("db", { refuses: REFUSED });
  const changed = { db: { values: { size: 2 } } };
  await apply(stage, changed);
  expect((await look(stage, changed)).get("db")).toMatchObject({ phase: "failed", reason: "UpgradeFailed" });
  // With the spec as it was there is nothing to do.
  expect((await look(stage, { db: {} })).get("db")).toMatchObject({ do: "nothing" });
});

test("what did not become ready in time has failed to both, until it is ready after all", async () => {
  const stage = stageOf({ db: { readyMs: 90_000 } });
  const drafts = { db: { timeout: "1m" } };
  const applied = await apply(stage, drafts);
  const want = { phase: "failed", reason: "InstallFailed", message: expect.stringContaining("not ready after 60s") };
  expect(applied.steps.get("db")).toMatchObject(want);
  expect((await look(stage, drafts)).get("db")).toMatchObject(want);
  await stage.clock.advance(60_000);
  expect((await look(stage, drafts)).get("db")).toMatchObject({ do: "nothing" });
});

test("a failure is forgotten by a success, and is none any more once somebody else has made a revision", async () => {
  const stage = stageOf({ db: { refuses: REFUSED } });
  await apply(stage, { db: {} });
  const [failure] = stage.failures.values();
  stage.helm.behave("db", {});
  await apply(stage, { db: {} });
  expect(stage.failures.size).toBe(0);
  stage.failures.set("db", failure!);
  expect((await look(stage, { db: {} })).get("db")).toMatchObject({ do: "nothing" });
});
