import { expect, test } from "vitest";
import { headline } from "./headline.ts";

test.each([
  ["it broke\nat line 3", "it broke"],
  [
    "refused by the schema of:\nredis:\n- at '/replicas': got string\n- more",
    "refused by the schema of: redis: - at '/replicas': got string",
  ],
  ["", ""],
  ["only this:", "only this:"],
])("%j", (message, want) => expect(headline(message)).toBe(want));
