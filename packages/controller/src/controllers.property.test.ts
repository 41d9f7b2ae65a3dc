import type { ClusterErrorCode, Kind } from "@upstart/engine";
import type { HelmCall } from "@upstart/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { publishing, release, Stage } from "./testing/stage.ts";

const KEYS = ["a", "b", "c", "d"] as const;
const REFUSED = ["HelmRelease", "UpstartService", "Secret"] as const;
const SERVICES = ["one", "two"] as const;

/** Each release needs those before it that its bits say. */
const shapes = fc.array(fc.nat(7), { minLength: KEYS.length, maxLength: KEYS.length });
const behaviours = fc.array(
  fc.record({
    deployMs: fc.integer({ min: 1, max: 2000 }),
    readyMs: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
    diesWhenEnded: fc.boolean(),
  }),
  { minLength: KEYS.length, maxLength: KEYS.length },
);

const service = fc.constantFrom(...SERVICES);
const event = fc.oneof(
  fc.record({ do: fc.constant("edit" as const), service, key: fc.nat(KEYS.length - 1) }),
  fc.record({ do: fc.constant("drop the last" as const), service }),
  fc.record({ do: fc.constant("delete a HelmRelease" as const), service, key: fc.nat(KEYS.length - 1) }),
  fc.record({ do: fc.constant("delete and write again" as const), service }),
  fc.record({
    do: fc.constant("fail" as const),
    kind: fc.constantFrom(...REFUSED),
    code: fc.constantFrom<ClusterErrorCode>("ServerError", "TooManyRequests", "Conflict", "Unreachable"),
    ms: fc.integer({ min: 1, max: 8000 }),
  }),
  fc.record({ do: fc.constant("stop" as const) }),
  fc.record({ do: fc.constant("kill" as const) }),
);
const events = fc.array(fc.record({ afterMs: fc.nat(6000), event }), { maxLength: 10 });
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Two services that are written, changed and deleted, and controllers that come and go. */
class Play {
  stage: Stage;
  readonly #shape: readonly number[];
  readonly #edits = new Map<string, number>();
  readonly #dropped = new Set<string>();
  #controllers = 1;

  constructor(shape: readonly number[], behaviour: readonly object[]) {
    this.#shape = shape;
    this.stage = new Stage(
      Object.fromEntries(
        SERVICES.flatMap((name) =>
          KEYS.map((key, i) => [`${name}-${key}`, { ...behaviour[i], outputs: () => ({ URL: key }) }]),
        ),
      ),
    );
    for (const name of SERVICES) this.write(name);
  }

  write(name: string): void {
    const keys = this.#dropped.has(name) ? KEYS.slice(0, -1) : KEYS;
    const releases = keys.map((key, i) => {
      const needs = KEYS.filter((_, n) => n < i && ((this.#shape[i]! >> n) & 1) === 1);
      return [
        key,
        release(`${name}-${key}`, {
          ...publishing(`${name}-${key}`),
          releaseName: `${name}-${key}`,
          dependencies: needs.map((need) => ({ name: need })),
          values: {
            edit: this.#edits.get(`${name} ${i}`) ?? 0,
            uses: needs.map((need) => `<< ${need}.outputs.URL >>`),
          },
        }),
      ];
    });
    this.stage.put("UpstartService", name, { helmReleases: Object.fromEntries(releases) });
  }

  async happen(event: Event): Promise<void> {
    switch (event.do) {
      case "edit":
        this.#edits.set(`${event.service} ${event.key}`, (this.#edits.get(`${event.service} ${event.key}`) ?? 0) + 1);
        return this.write(event.service);
      case "drop the last":
        if (this.#dropped.has(event.service)) this.#dropped.delete(event.service);
        else this.#dropped.add(event.service);
        return this.write(event.service);
      case "delete a HelmRelease":
        return await this.#delete("HelmRelease", `${event.service}-${KEYS[event.key]}`);
      case "delete and write again":
        await this.#delete("UpstartService", event.service);
        await this.stage.clock.advance(60_000);
        return this.write(event.service);
      case "fail":
        this.stage.cluster.fail(event.kind, event.code);
        return void this.stage.clock.after(event.ms, () => this.stage.cluster.fail(event.kind, undefined));
      case "stop":
        this.#reach(); // a controller that cannot list at its start ends, and is started again
        await this.stage.stop();
        this.stage = this.stage.successor(this.#next());
        return;
      case "kill":
        this.#reach();
        this.stage = await this.stage.killed(this.#next());
        return;
    }
  }

  /** Whether all is as it was written. */
  problems(): string[] {
    const isThere = (name: string) => this.stage.get("UpstartService", name) !== undefined;
    const wanted = SERVICES.filter(isThere).flatMap((name) =>
      (this.#dropped.has(name) ? KEYS.slice(0, -1) : KEYS).map((key) => `${name}-${key}`),
    );
    const made = this.stage.cluster
      .objects()
      .filter((o) => o.kind === "HelmRelease")
      .map((o) => o.metadata.name);
    const notReady = SERVICES.filter((n) => this.stage.condition("UpstartService", n, "Ready")?.status !== "True");
    const old = wanted.filter((name) => {
      const last = this.stage.helm.calls.filter((c) => c.verb === "upgrade" && c.releaseName === name).at(-1);
      const [service, key] = name.split("-") as [string, (typeof KEYS)[number]];
      return last?.values?.edit !== (this.#edits.get(`${service} ${KEYS.indexOf(key)}`) ?? 0);
    });
    const tried = wanted.filter((name) => this.stage.status("HelmRelease", name).attempts !== undefined);
    return [
      ...notReady.map((name) => `${name} is not ready: ${JSON.stringify(this.stage.status("UpstartService", name))}`),
      ...(made.sort().join() === [...wanted].sort().join() ? [] : [`made ${made}, wanted ${wanted}`]),
      ...old.map((name) => `${name} was not given its last edit`),
      ...tried.map((name) => `${name} still has attempts`),
    ];
  }

  async #delete(kind: Kind, name: string): Promise<void> {
    // As a person would: where the server refuses, not at all.
    await this.stage.delete(kind, name).catch(() => undefined);
  }

  #reach(): void {
    for (const kind of REFUSED) this.stage.cluster.fail(kind, undefined);
  }

  #next(): string {
    this.#controllers += 1;
    return `host_${this.#controllers}`;
  }
}

function overlapping(calls: readonly HelmCall[]): HelmCall[] {
  return calls.filter((call, i) => {
    const before = calls.slice(0, i).filter((c) => c.releaseName === call.releaseName);
    return before.some(({ to }) => to === undefined || to > call.from);
  });
}

test("whatever is written, deleted, refused or killed: one run a release at a time, and all as it was written in the end", async () => {
  await fc.assert(
    fc.asyncProperty(shapes, behaviours, events, async (shape, behaviour, happening) => {
      const play = new Play(shape, behaviour);
      for (const { afterMs, event: next } of happening) {
        await play.stage.clock.advance(afterMs);
        await play.happen(next);
      }
      await play.stage.clock.advance(1_200_000);
      expect(play.problems()).toEqual([]);
      expect(overlapping(play.stage.helm.calls)).toEqual([]);
      play.stage.writes();
      await play.stage.clock.advance(3_600_000);
      expect(play.stage.writes()).toEqual([]);
      expect(play.stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
      await play.stage.stop();
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);
