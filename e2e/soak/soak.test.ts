import { expect, test } from "vitest";
import { soak } from "./soak.ts";

test("half a minute of changes, deletions and cut connections: nothing is missed, and nothing left over", async () => {
  const calms = await soak({ minutes: 0.5, patches: 3, onLine: (line) => process.stderr.write(`${line}\n`) });
  expect(calms.length).toBeGreaterThan(0);
  expect(calms.at(-1)).toMatchObject({ queued: 0 });
});
