import { HelmError } from "@upstart/engine";
import { expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

test("what waits for its chart is tried at once when a login is another, and what failed by itself is not", async () => {
  const times = (error: HelmError) => Array.from({ length: 20 }, () => error);
  const stage = new Stage({
    a: { fails: times(new HelmError("ChartUnavailable", "401")) },
    b: { fails: times(new HelmError("Failed", "it broke")) },
  });
  stage.put("UpstartService", "shop", { helmReleases: { a: release("a"), b: release("b") } });
  await stage.clock.advance(1_000_000);
  const before = stage.calls();
  stage.chartsChanged();
  await stage.clock.advance(1000);
  expect(stage.calls().slice(before.length)).toEqual(["upgrade a"]);
  await stage.stop();
});
