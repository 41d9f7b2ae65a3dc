import fc from "fast-check";
import { expect, test } from "vitest";
import { HelmError } from "../ports/helm.ts";
import type { Behaviour } from "../testing/fake-helm.ts";
import { graphOf, stageOf } from "../testing/rollout.ts";
import type { ReleaseDraft } from "../testing/specs.ts";

/** A release of a random universe. `needs` are indexes of releases before it, so there is no cycle. */
interface Random {
  readonly needs: readonly number[];
  readonly uses: boolean;
  readonly deployMs: number;
  readonly readyMs: number | undefined;
  readonly outputsMs: number;
  readonly fails: boolean;
}

const releases = (mayFail: boolean): fc.Arbitrary<Random[]> =>
  fc
    .array(
      fc.record({
        needs: fc.array(fc.nat(20), { maxLength: 3 }),
        uses: fc.boolean(),
        deployMs: fc.integer({ min: 1, max: 5000 }),
        readyMs: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
        outputsMs: fc.integer({ min: 0, max: 5000 }),
        fails: mayFail ? fc.boolean() : fc.constant(false),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map((list) => list.map((r, i) => ({ ...r, needs: i === 0 ? [] : [...new Set(r.needs.map((n) => n % i))] })));

function draftsOf(list: readonly Random[]): Record<string, ReleaseDraft> {
  return Object.fromEntries(
    list.map((r, i) => [
      `r${i}`,
      {
        needs: r.needs.map((n) => `r${n}`),
        uses: r.uses ? r.needs.map((n) => `r${n}.KEY`) : [],
        publishes: [{ configMapRef: { name: `r${i}-outputs` } }],
      },
    ]),
  );
}

function behavioursOf(list: readonly Random[]): Record<string, Behaviour> {
  return Object.fromEntries(
    list.map(({ deployMs, readyMs, outputsMs, fails }, i) => [
      `r${i}`,
      {
        deployMs,
        ...(readyMs === undefined ? {} : { readyMs }),
        outputs: () => ({ KEY: `${i}` }),
        outputsMs,
        ...(fails ? { fails: Array.from({ length: 9 }, () => new HelmError("Failed", "no")) } : {}),
      },
    ]),
  );
}

/** When each starts and is ready with no limit on Helm processes, or undefined where it never does. */
function idealOf(list: readonly Random[]): { start: number | undefined; ready: number | undefined }[] {
  const ideal: { start: number | undefined; ready: number | undefined }[] = [];
  for (const { needs, deployMs, readyMs = 0, outputsMs, fails } of list) {
    const from = needs.map((n) => ideal[n]!.ready);
    const start = from.includes(undefined) ? undefined : Math.max(0, ...from.map(Number));
    const ready = start === undefined || fails ? undefined : start + deployMs + Math.max(readyMs, outputsMs);
    ideal.push({ start, ready });
  }
  return ideal;
}

test("each release starts at the moment when all that it needs is there, and never otherwise", async () => {
  await fc.assert(
    fc.asyncProperty(releases(true), async (list) => {
      const stage = stageOf(behavioursOf(list));
      const { end, steps } = await stage.run(graphOf(draftsOf(list)));
      const ideal = idealOf(list);
      expect(end).toBe("settled");
      expect(list.map((_, i) => stage.startOf(`r${i}`))).toEqual(ideal.map((r) => r.start));
      // A failure blocks exactly its dependents.
      const phases = list.map((_, i) => {
        const step = steps.get(`r${i}`)!;
        return step.do === "stop" ? step.phase : step.do;
      });
      expect(phases).toEqual(
        ideal.map((r) => (r.ready !== undefined ? "nothing" : r.start !== undefined ? "failed" : "blocked")),
      );
      expect(stage.helm.calls.length).toBe(ideal.filter((r) => r.start !== undefined).length);
    }),
    { numRuns: 150 },
  );
});

test("with few places none stands free while a release could start, and no more are taken than there are", async () => {
  await fc.assert(
    fc.asyncProperty(releases(false), fc.integer({ min: 1, max: 3 }), async (list, maxParallel) => {
      const stage = stageOf(behavioursOf(list));
      const { end } = await stage.run(graphOf(draftsOf(list)), { maxParallel });
      expect(end).toBe("settled");
      expect(stage.helm.busiest()).toBeLessThanOrEqual(maxParallel);
      const calls = new Map(stage.helm.calls.map((c) => [c.releaseName, c]));
      const readyAt = (i: number) => calls.get(`r${i}`)!.to! + Math.max(list[i]!.readyMs ?? 0, list[i]!.outputsMs);
      const zero = Math.min(...stage.helm.calls.map((c) => c.from));
      for (const [i, { needs }] of list.entries()) {
        const may = Math.max(zero, ...needs.map(readyAt));
        const { from } = calls.get(`r${i}`)!;
        expect(from).toBeGreaterThanOrEqual(may);
        // At every moment that it was kept waiting, all places were taken.
        const moments = [may, ...[...calls.values()].map((c) => c.to!)].filter((t) => t >= may && t < from);
        for (const t of moments)
          expect([...calls.values()].filter((c) => c.from <= t && t < c.to!).length).toBe(maxParallel);
      }
    }),
    { numRuns: 150 },
  );
});

test("whatever happens while it runs, a second run finds nothing to do", async () => {
  await fc.assert(
    fc.asyncProperty(releases(false), fc.integer({ min: 0, max: 20_000 }), fc.nat(300), async (list, cut, lag) => {
      const stage = stageOf(behavioursOf(list));
      stage.cluster.lag(lag);
      const graph = graphOf(draftsOf(list));
      const abort = new AbortController();
      const running = stage.start(graph, { signal: abort.signal });
      await stage.clock.advance(cut);
      abort.abort();
      await stage.clock.until(running);
      expect((await stage.run(graph)).end).toBe("settled");
      const before = stage.helm.calls.length;
      const again = await stage.run(graph);
      expect([again.end, [...again.steps.values()].every((s) => s.do === "nothing"), stage.helm.calls.length]).toEqual([
        "settled",
        true,
        before,
      ]);
    }),
    { numRuns: 100 },
  );
});
