import type { HelmState, Release, Unlocked } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { Recovery } from "./recovery.ts";
import type { AttemptsStatus } from "./status/attempts-status.ts";

const RELEASE = { id: "shop/shop/db", timeoutMs: 300_000 } as Release;
const PENDING: HelmState = { revision: 2, status: "pending-upgrade", digest: "abc", isOurs: true };
const mark = (more: Partial<AttemptsStatus>): AttemptsStatus => ({
  digest: "abc",
  calls: 1,
  failures: 0,
  by: "pod-a_1",
  startedAt: "2030-01-01T00:00:00.000Z",
  revision: 2,
  ...more,
});

test.each([
  ["of this controller in an earlier life, at once", mark({ by: "pod-b_1" }), 0],
  ["of another one on this machine, at once", mark({ by: "pod-b_2" }), 0],
  ["of one elsewhere, when it must have let go", mark({}), 30_000],
  ["of nobody who wrote it down, when Helm's own time is over", undefined, 330_000],
  ["of another revision than was written down, the same", mark({ revision: 1 }), 330_000],
  ["of another digest than was written down, the same", mark({ digest: "other" }), 330_000],
])("ends a lock %s", async (_, written, patienceMs) => {
  const clock = fakeClock();
  const unlocked: (string | undefined)[] = [];
  const unlock = async (_release: Release, _signal: AbortSignal, digest: string | undefined) => {
    unlocked.push(digest);
    return "unlocked" as const;
  };
  const recovery = new Recovery({ clock, identity: "pod-b_1", unlock, written: () => written });
  const ask = (): Promise<Unlocked> => recovery.unlockFound(RELEASE, PENDING, new AbortController().signal);
  if (patienceMs > 0) {
    expect(await ask()).toEqual({ lockedForMs: patienceMs });
    await clock.advance(patienceMs - 1);
    expect(await ask()).toEqual({ lockedForMs: 1 });
    await clock.advance(1);
  }
  expect(await ask()).toBe("unlocked");
  expect(unlocked).toEqual(["abc"]);
});
