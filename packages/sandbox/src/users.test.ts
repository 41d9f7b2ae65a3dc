import { expect, test } from "vitest";
import { tokensFile } from "./users.ts";

test("a line for each user, with groups as one field", () => {
  const text = tokensFile([
    { name: "admin", token: "a1", groups: ["system:masters", "more"] },
    { name: 'a "quoted" name', token: "b2" },
  ]);
  expect(text).toBe('"a1","admin","admin","system:masters,more"\n"b2","a ""quoted"" name","a ""quoted"" name",""\n');
});
