import { expect, test } from "vitest";
import type { ReleaseObservation } from "../plan/observation.ts";
import { redact, redactorOf } from "./redact.ts";

const output = (sensitive: boolean, data: Record<string, string> | undefined) => ({
  key: { apiVersion: "v1", kind: sensitive ? "Secret" : "ConfigMap", namespace: "shop", name: "db" },
  sensitive,
  data,
});
const seen: ReleaseObservation = {
  run: { state: "idle" },
  blockers: [],
  outputs: [
    output(true, { PASSWORD: "hunter2", LONG: "hunter2-and-more", SHORT: "x", FILE: "line\n" }),
    output(false, { HOST: "db.shop" }),
    output(true, undefined),
  ],
};

test.each([
  ["password hunter2 refused by db.shop", "password (sensitive) refused by db.shop"],
  ["hunter2-and-more", "(sensitive)"],
  ["a line of text", "a (sensitive) of text"],
  ["x marks the spot", "x marks the spot"],
  [`in base64 ${btoa("hunter2")}`, "in base64 (sensitive)"],
])("%s", (text, want) => expect(redactorOf([seen])(text)).toBe(want));

test("one secret within another leaves nothing of either", () => {
  expect(redact("the key is abcdef", ["abc", "abcdef"])).toBe("the key is (sensitive)");
});
