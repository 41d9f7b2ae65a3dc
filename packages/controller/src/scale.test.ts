import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { release, Stage } from "./testing/stage.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.stop());

const service = (i: number, version = "1.0.0") => {
  const helmReleases = { [`a${i}`]: release(`a${i}`, { version }), [`b${i}`]: release(`b${i}`) };
  stage.put("UpstartService", `s${i}`, { helmReleases });
};

/** Looks at objects while something happens. */
async function looksAt(what: () => void | Promise<void>): Promise<number> {
  const before = await stage.looks();
  await what();
  await stage.clock.advance(5000);
  return (await stage.looks()) - before;
}

describe.each([5, 50])("among %i services", (count) => {
  beforeEach(async () => {
    for (let i = 0; i < count; i++) service(i);
    await stage.clock.advance(60_000);
    expect(stage.calls()).toHaveLength(2 * count);
  });

  test("an edit has only what it concerns looked at", async () => {
    expect(await looksAt(() => service(0, "2.0.0"))).toBeLessThan(20);
    expect(stage.calls().slice(2 * count)).toEqual(["upgrade a0"]);
  });

  test("a service that comes has only its own objects looked at", async () => {
    expect(await looksAt(() => service(count))).toBeLessThan(30);
  });

  test("a service that goes has only its own objects looked at", async () => {
    expect(await looksAt(() => stage.delete("UpstartService", "s0"))).toBeLessThan(40);
    expect(stage.get("UpstartService", "s0")).toBeUndefined();
  });
});
