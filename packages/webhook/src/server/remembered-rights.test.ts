import { fakeClock } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import type { Right } from "../validate/rights.ts";
import { rememberedRights } from "./remembered-rights.ts";

const right = (name: string): Right => ({ verb: "get", group: "", resource: "secrets", namespace: "data", name });

test("a right is remembered for a while, of each user alone; that there is none is not", async () => {
  const clock = fakeClock();
  const asked: string[] = [];
  const isAllowed = rememberedRights(clock, async ({ username }, { name }) => {
    asked.push(`${username} ${name}`);
    return name !== "b";
  });
  const ask = (username: string, name: string) => isAllowed({ username }, right(name));
  expect(await ask("jane", "a")).toBe(true);
  expect(await ask("jane", "a")).toBe(true);
  expect(await ask("joe", "a")).toBe(true);
  expect(await ask("jane", "b")).toBe(false);
  expect(await ask("jane", "b")).toBe(false);
  expect(asked).toEqual(["jane a", "joe a", "jane b", "jane b"]);
  await clock.advance(5001);
  await ask("jane", "a");
  expect(asked).toHaveLength(5);
});

test("not more are kept than a thousand", async () => {
  let asked = 0;
  const isAllowed = rememberedRights(fakeClock(), async () => {
    asked += 1;
    return true;
  });
  for (let i = 0; i <= 1000; i++) await isAllowed({ username: "jane" }, right(`${i}`));
  await isAllowed({ username: "jane" }, right("1000"));
  await isAllowed({ username: "jane" }, right("0"));
  expect(asked).toBe(1002);
});
