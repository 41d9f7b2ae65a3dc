import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import type { NodeId } from "../graph/graph.ts";
import { HelmError, type HelmErrorCode } from "../ports/helm.ts";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import { type FakeCluster, fakeCluster } from "../testing/fake-cluster.ts";
import { type Behaviour, type FakeHelm, fakeHelm, type HelmCall } from "../testing/fake-helm.ts";
import { fakeUnlock } from "../testing/fake-unlock.ts";
import { serviceOf } from "../testing/specs.ts";
import { Slots } from "./slots.ts";
import { Steward } from "./steward.ts";

/** A release of a random universe. `needs` are indexes of releases before it, so there is no cycle. */
interface Random {
  readonly needs: readonly number[];
  readonly uses: boolean;
  readonly deployMs: number;
  readonly readyMs: number | undefined;
  readonly outputsMs: number;
  /** What its first calls end with, one each. */
  readonly fails: readonly HelmErrorCode[];
  readonly diesWhenEnded: boolean;
}

const ms = (max: number) => fc.integer({ min: 0, max });

const releases: fc.Arbitrary<Random[]> = fc
  .array(
    fc.record({
      needs: fc.array(fc.nat(20), { maxLength: 3 }),
      uses: fc.boolean(),
      deployMs: fc.integer({ min: 1, max: 3000 }),
      readyMs: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
      outputsMs: ms(3000),
      fails: fc.array(fc.constantFrom<HelmErrorCode>("Failed", "ClusterUnreachable", "ReleaseLocked"), {
        maxLength: 3,
      }),
      diesWhenEnded: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) => list.map((r, i) => ({ ...r, needs: i === 0 ? [] : [...new Set(r.needs.map((n) => n % i))] })));

/** What happens meanwhile, to the release of that index. */
type Event = { readonly at: number; readonly of: number } & (
  | { readonly do: "edit" | "rotate" | "delete object" | "take over" }
  | { readonly do: "lag"; readonly ms: number }
);

const events: fc.Arbitrary<Event[]> = fc
  .array(
    fc.oneof(
      fc.record({
        at: ms(40_000),
        of: fc.nat(20),
        do: fc.constantFrom("edit" as const, "rotate" as const, "delete object" as const, "take over" as const),
      }),
      fc.record({ at: ms(40_000), of: fc.nat(20), do: fc.constant("lag" as const), ms: ms(400) }),
    ),
    { maxLength: 12 },
  )
  .map((list) => [...list].sort((a, b) => a.at - b.at));

/** A world of releases, and the one who keeps it. */
class Play {
  readonly clock: FakeClock = fakeClock();
  readonly cluster: FakeCluster = fakeCluster(this.clock);
  readonly helm: FakeHelm;
  readonly bugs: unknown[] = [];
  readonly #list: readonly Random[];
  readonly #maxParallel: number;
  readonly #edits = new Map<number, number>();
  #steward: Steward;
  #rotations = 0;

  constructor(list: readonly Random[], maxParallel: number) {
    this.#list = list;
    this.#maxParallel = maxParallel;
    this.helm = fakeHelm(this.clock, this.cluster, behavioursOf(list));
    this.#steward = this.#begin();
  }

  async play(happening: readonly Event[]): Promise<void> {
    let now = 0;
    for (const event of happening) {
      await this.clock.advance(event.at - now);
      now = event.at;
      await this.#happen(event);
    }
    this.cluster.lag(0);
    await this.clock.advance(3_600_000);
  }

  steps(): (string | undefined)[] {
    const { steps } = this.#steward.seen();
    return this.#list.map((_, i) => steps.get(idOf(i))?.do);
  }

  /** What a release was given last of what it uses, and what there is of that. */
  given(): [unknown, unknown][] {
    return this.#list.flatMap(({ uses, needs }, i) => {
      const last = this.helm.calls.filter((c) => c.releaseName === `r${i}`).at(-1);
      const values = last?.values?.uses as Readonly<Record<string, unknown>> | undefined;
      return uses ? needs.map((n): [unknown, unknown] => [values?.[`r${n}.KEY`], this.#output(n)?.data]) : [];
    });
  }

  #begin(): Steward {
    const steward = new Steward(
      {
        helm: this.helm,
        cluster: this.cluster,
        clock: this.clock,
        unlock: async ({ namespace, releaseName }) => fakeUnlock(this.cluster, namespace, releaseName),
        readDeployed: async ({ releaseName }) => ({
          revision: 1,
          chart: "fake",
          version: "1.0.0",
          objects: this.cluster
            .objects()
            .filter((o) => o.kind === "Deployment" && o.metadata.name === releaseName)
            .map(({ apiVersion, kind, metadata: m }) => ({ apiVersion, kind, name: m.name, namespace: "shop" })),
        }),
        drift: { clusterOf: () => this.cluster, readManifest: async (release) => this.helm.manifestOf(release) },
      },
      {
        slots: new Slots(this.#maxParallel),
        mayStart: () => true,
        onChange: () => undefined,
        onCorrected: () => undefined,
        onBug: (error) => void this.bugs.push(error),
      },
    );
    steward.replace(this.#input());
    return steward;
  }

  #input() {
    const drafts = this.#list.map(({ needs, uses }, i) => [
      `r${i}`,
      {
        needs: needs.map((n) => `r${n}`),
        uses: uses ? needs.map((n) => `r${n}.KEY`) : [],
        publishes: [{ configMapRef: { name: `r${i}-outputs` } }],
        values: { edit: this.#edits.get(i) ?? 0 },
      },
    ]);
    const { graph } = analyze([serviceOf(Object.fromEntries(drafts))], { namespace: "shop", ids: "absolute" });
    return { graph, halts: new Map() };
  }

  async #happen(event: Event): Promise<void> {
    const of = event.of % this.#list.length;
    switch (event.do) {
      case "edit":
        this.#edits.set(of, (this.#edits.get(of) ?? 0) + 1);
        return this.#steward.replace(this.#input());
      case "rotate": {
        const output = this.#output(of);
        this.#rotations += 1;
        if (output !== undefined) this.cluster.put({ ...output, data: { KEY: `rotated ${this.#rotations}` } });
        return;
      }
      case "delete object":
        return this.cluster.remove({ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: `r${of}` });
      case "take over": {
        this.#steward.abort();
        await this.clock.until(this.#steward.stop());
        this.#steward = this.#begin();
        return;
      }
      case "lag":
        return this.cluster.lag(event.ms);
    }
  }

  #output(i: number) {
    return this.cluster.objects().find((o) => o.kind === "ConfigMap" && o.metadata.name === `r${i}-outputs`);
  }
}

const idOf = (i: number): NodeId => `shop/shop/r${i}`;

function behavioursOf(list: readonly Random[]): Record<string, Behaviour> {
  return Object.fromEntries(
    list.map(({ deployMs, readyMs, outputsMs, fails, diesWhenEnded }, i) => [
      `r${i}`,
      {
        deployMs,
        ...(readyMs === undefined ? {} : { readyMs }),
        outputs: () => ({ KEY: `made by ${i}` }),
        outputsMs,
        fails: fails.map((code) => new HelmError(code, "no")),
        diesWhenEnded,
      },
    ]),
  );
}

/** Calls that began before the one before them for the same release had ended. */
function overlapping(calls: readonly HelmCall[]): HelmCall[] {
  return calls.filter((call, i) => {
    const before = calls.slice(0, i).filter((c) => c.releaseName === call.releaseName);
    return before.some(({ to }) => to === undefined || to > call.from);
  });
}

/** First calls that came before what they need had come to its first end. */
function early(list: readonly Random[], calls: readonly HelmCall[]): string[] {
  const first = (i: number) => calls.find((c) => c.releaseName === `r${i}`);
  const readyAt = (i: number) =>
    Math.min(
      ...calls
        .filter((c) => c.releaseName === `r${i}` && c.to !== undefined)
        .map((c) => c.to! + Math.max(list[i]!.readyMs ?? 0, list[i]!.outputsMs)),
    );
  return list.flatMap(({ needs }, i) => {
    const from = first(i)?.from;
    return from === undefined ? [] : needs.filter((n) => readyAt(n) > from).map((n) => `r${i} before r${n}`);
  });
}

test("whatever happens, in whatever order: one run a release, none too early, none too many, and all ready in the end", async () => {
  await fc.assert(
    fc.asyncProperty(releases, events, fc.integer({ min: 1, max: 3 }), async (list, happening, maxParallel) => {
      const play = new Play(list, maxParallel);
      await play.play(happening);
      expect(play.bugs).toEqual([]);
      expect(overlapping(play.helm.calls)).toEqual([]);
      expect(early(list, play.helm.calls)).toEqual([]);
      expect(play.helm.busiest()).toBeLessThanOrEqual(maxParallel);
      expect(play.steps()).toEqual(list.map(() => "nothing"));
      for (const [given, there] of play.given()) expect({ KEY: given }).toEqual(there);
      const calls = play.helm.calls.length;
      await play.clock.advance(3_600_000);
      expect(play.helm.calls).toHaveLength(calls);
    }),
    { numRuns: 100, endOnFailure: true },
  );
}, 120_000);
