import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { memoryLog } from "@upstart/controller/testing/memory-log";
import { expect, onTestFinished, test } from "vitest";
import type { Hint } from "../forge/hint.ts";
import { githubDeliveries } from "../github/deliveries.ts";
import { createHooks, type HookPorts } from "./app.ts";

const SECRET = "s3cret-of-the-webhook";
const push = JSON.stringify({ ref: "refs/heads/a", repository: { full_name: "acme/shop" } });

async function hooks(more: Partial<HookPorts> = {}) {
  const taken: Hint[] = [];
  const outcomes: string[] = [];
  const log = memoryLog();
  const server = createServer(
    createHooks({
      reader: githubDeliveries,
      secrets: async () => [SECRET],
      isTaking: () => true,
      take: (hint) => void taken.push(hint),
      metrics: { delivery: (event, outcome) => void outcomes.push(`${event} ${outcome}`) },
      log,
      ...more,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const send = async (body: string, headers: Record<string, string> = {}, path = "/github") => {
    const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
    const all = {
      "content-type": "application/json",
      "x-hub-signature-256": signature,
      "x-github-event": "push",
      "x-github-delivery": "1",
      ...headers,
    };
    return (await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body, headers: all })).status;
  };
  return { send, taken, outcomes, log };
}

test("a signed delivery is taken at once, and the same one only once", async () => {
  const { send, taken, outcomes } = await hooks();
  expect([await send(push), await send(push), await send(push, { "x-github-delivery": "2" })]).toEqual([202, 202, 202]);
  expect(taken).toEqual(Array(2).fill({ kind: "ref", repository: "acme/shop", ref: "refs/heads/a" }));
  expect(outcomes).toEqual(["push taken", "push repeated", "push taken"]);
});

test.each<[string, string, Record<string, string>, string, number]>([
  ["not signed", push, { "x-hub-signature-256": "" }, "/github", 401],
  ["signed with another secret", push, { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }, "/github", 401],
  ["as a form", push, { "content-type": "application/x-www-form-urlencoded" }, "/github", 415],
  ["not JSON", "{", {}, "/github", 400],
  ["without a number", push, { "x-github-delivery": "" }, "/github", 400],
  ["packed", push, { "content-encoding": "gzip" }, "/github", 415],
  ["too large", `"${"x".repeat(5 * 1024 * 1024)}"`, {}, "/github", 413],
  ["to another path", push, {}, "/", 404],
])("%s is refused, and leads nowhere", async (_, body, headers, path, want) => {
  const { send, taken, log } = await hooks();
  expect(await send(body, headers, path)).toBe(want);
  expect(taken).toEqual([]);
  expect(JSON.stringify(log.lines)).not.toContain(SECRET);
});

test("what is about nothing of ours is taken and forgotten", async () => {
  const { send, taken, outcomes } = await hooks();
  expect(await send(JSON.stringify({ zen: "…", repository: {} }), { "x-github-event": "ping" })).toBe(202);
  expect([taken, outcomes]).toEqual([[], ["ping ignored"]]);
});

test("nothing is taken while nobody would look: the forge sees it as failed, and may send it again", async () => {
  let isTaking = false;
  const { send, taken } = await hooks({ isTaking: () => isTaking });
  expect(await send(push)).toBe(503);
  isTaking = true;
  expect(await send(push)).toBe(202);
  expect(taken).toHaveLength(1);
});

test("secrets that cannot be read let nothing in", async () => {
  const { send, taken, log } = await hooks({ secrets: () => Promise.reject(new Error("no such file")) });
  expect(await send(push)).toBe(500);
  expect(taken).toEqual([]);
  expect(log.lines.map((l) => l.msg)).toEqual(["cannot take a delivery"]);
});
