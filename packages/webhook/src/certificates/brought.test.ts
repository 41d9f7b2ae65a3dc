import { fakeClock } from "@upstart/engine/testing";
import { expect, onTestFinished, test } from "vitest";
import type { KeyPair } from "../server/tls-server.ts";
import { BroughtCertificate } from "./brought.ts";
import { createAuthority, issueLeaf } from "./issue.ts";

const DAY_MS = 24 * 3_600_000;

async function stage() {
  const clock = fakeClock();
  const now = clock.now();
  const [one, two] = [await createAuthority(now, 9 * DAY_MS), await createAuthority(now, 9 * DAY_MS)];
  const leaf = (authority: KeyPair) => issueLeaf(authority, ["localhost"], now, DAY_MS);
  const served: KeyPair[] = [];
  const trusted: string[] = [];
  const state = { isPublished: true };
  const brought = new BroughtCertificate({
    clock,
    serve: (pair) => void served.push(pair),
    trust: (ca) => void trusted.push(ca),
    isPublished: () => state.isPublished,
  });
  onTestFinished(() => brought.stop());
  return { clock, one, two, leaf, served, trusted, state, brought };
}

test("a new certificate of the same authority is served at once, and nothing is told anybody", async () => {
  const { clock, one, leaf, served, trusted, brought } = await stage();
  const [first, second] = [await leaf(one), await leaf(one)];
  void brought.take(first, one.cert);
  void brought.take(second, one.cert);
  await clock.advance(0);
  expect(served).toEqual([first, second]);
  expect(trusted).toEqual([one.cert]);
});

test("one of another authority is served once both are trusted", async () => {
  const { clock, one, two, leaf, served, trusted, state, brought } = await stage();
  const [first, second] = [await leaf(one), await leaf(two)];
  await brought.take(first, one.cert);
  state.isPublished = false;
  void brought.take(second, two.cert);
  await clock.advance(60_000);
  expect(trusted.at(-1)).toBe(two.cert + one.cert);
  expect(served).toEqual([first]);
  state.isPublished = true;
  await clock.advance(3000);
  expect(served).toEqual([first]);
  await clock.advance(5000);
  expect(served).toEqual([first, second]);
});

test("that is waited for as long as the old one lasts, and what came meanwhile is not served any more", async () => {
  const { clock, one, two, leaf, served, state, brought } = await stage();
  const [first, second, third] = [await leaf(one), await leaf(two), await leaf(two)];
  await brought.take(first, one.cert);
  state.isPublished = false;
  void brought.take(second, two.cert);
  await clock.advance(1000);
  void brought.take(third, two.cert);
  await clock.advance(60_000);
  expect(served).toEqual([first]);
  await clock.advance(DAY_MS);
  expect(served).toEqual([first, third]);
});
