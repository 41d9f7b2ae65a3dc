import { expect, test } from "vitest";
import { isAtWork, orphansGone } from "./orphans.ts";

const api = { releaseName: "api", namespace: "shop" };
const call = "/usr/bin/helm upgrade api /c/api.tgz --install --reset-values --values - --output json --namespace shop";

test.each([
  [call, true],
  [call.replace("upgrade api", "upgrade api-gateway"), false],
  [call.replace("--namespace shop", "--namespace other"), false],
  ["helm upgrade api ./chart --namespace shop", false],
  ["vi upgrade api", false],
  ["", false],
])("%s: %s", (line, want) => expect(isAtWork(line, api)).toBe(want));

test("waits as long as there is one, and not at all where there is none", async () => {
  const answers = [[call], [call], []];
  let asked = 0;
  const isGone = await orphansGone(api, new AbortController().signal, async () => answers[asked++]!);
  expect([isGone, asked]).toEqual([true, 3]);
});

test("an interruption ends the waiting, and then it is not gone", async () => {
  const abort = new AbortController();
  const isGone = await orphansGone(api, abort.signal, async () => {
    abort.abort();
    return [call];
  });
  expect(isGone).toBe(false);
});
