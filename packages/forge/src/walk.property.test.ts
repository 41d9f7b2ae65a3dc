import { Stage as Controllers, publishing, release } from "@upstart/controller/testing/stage";
import {
  API_VERSION,
  branchEnvironmentName,
  type ClusterErrorCode,
  HELD_ANNOTATION,
  type KubeObject,
  readEnded,
} from "@upstart/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONFIRM_ANNOTATION } from "./environments/made.ts";
import { Stage as Forge, SWEEP_MS } from "./testing/stage.ts";
import { branch, REPOSITORY, sha } from "./testing/things.ts";

/** `UPSTART_WALKS=200 npm test` walks as often as that. */
const WALKS = Number(process.env.UPSTART_WALKS ?? 20);
const BRANCHES = ["a", "b", "c", "d"] as const;
const NAMESPACE = "previews";

const name = fc.constantFrom(...BRANCHES);
const step = fc.oneof(
  fc.record({ do: fc.constant("push" as const), name, isTold: fc.boolean() }),
  fc.record({ do: fc.constant("push" as const), name, isTold: fc.boolean() }),
  fc.record({ do: fc.constant("delete the branch" as const), name, isTold: fc.boolean() }),
  fc.record({ do: fc.constant("delete the environment" as const), name }),
  fc.record({ do: fc.constant("kill the controllers" as const) }),
  fc.record({ do: fc.constant("kill the forge service" as const) }),
  fc.record({ do: fc.constant("spoil the forge" as const), how: fc.constantFrom("isPartial", "isEmpty", "isHidden") }),
  fc.record({
    do: fc.constant("spoil the cluster" as const),
    kind: fc.constantFrom("UpstartEnvironment", "UpstartService", "HelmRelease", "Namespace", "Secret", "ConfigMap"),
    code: fc.constantFrom<ClusterErrorCode>("ServerError", "TooManyRequests", "Conflict", "Unreachable"),
  }),
);
const steps = fc.array(fc.record({ afterMs: fc.oneof(fc.nat(6000), fc.nat(SWEEP_MS)), step }), { maxLength: 14 });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const services = {
  app: {
    spec: {
      helmReleases: {
        redis: release("redis", publishing("redis")),
        web: release("web", {
          dependencies: [{ name: "redis" }],
          values: { redis: "<< redis.outputs.URL >>", tag: "<< environment.params.source.sha >>" },
        }),
      },
    },
  },
};

/** Branches that come and go, and the programs that make environments of them. */
class Walk {
  #controllers = new Controllers({
    redis: { deployMs: 2000, outputs: () => ({ URL: "redis://" }), uninstallMs: 1500 },
    web: { deployMs: 3000, readyMs: 2000, uninstallMs: 800 },
  });
  #forge = new Forge({}, this.#controllers);
  /** Refs whose environment a person has deleted since the last push. */
  readonly #ended = new Set<string>();
  #count = 0;

  get #clock() {
    return this.#controllers.clock;
  }

  async begin(): Promise<void> {
    this.#controllers.put(
      "UpstartEnvironment",
      "shop",
      { template: true, services, quota: { environments: 3 } },
      NAMESPACE,
    );
    this.#forge.forge.truth.branches = [branch("main")];
    await this.#forge.begin();
  }

  async happen({ afterMs, step: it }: { readonly afterMs: number; readonly step: Step }): Promise<void> {
    await this.#clock.advance(afterMs);
    this.#count += 1;
    const { truth } = this.#forge.forge;
    switch (it.do) {
      case "push":
        this.#ended.delete(`refs/heads/${it.name}`);
        truth.branches = [...this.#without(it.name), { name: it.name, sha: sha(`${it.name} ${this.#count}`) }];
        if (it.isTold) await this.#forge.hint({ kind: "ref", repository: REPOSITORY, ref: `refs/heads/${it.name}` });
        return;
      case "delete the branch":
        truth.branches = this.#without(it.name);
        if (it.isTold) await this.#forge.hint({ kind: "repository", repository: REPOSITORY });
        return;
      case "delete the environment": {
        const key = { apiVersion: API_VERSION, kind: "UpstartEnvironment", namespace: NAMESPACE };
        const ref = `refs/heads/${it.name}`;
        this.#ended.add(ref);
        // As a person would: where the server refuses, not at all.
        await this.#controllers.cluster
          .delete({ ...key, name: branchEnvironmentName({ repository: REPOSITORY, ref }) })
          .catch(() => undefined);
        return;
      }
      case "kill the controllers":
        this.#mend();
        this.#controllers = await this.#controllers.killed(`host_${this.#count}`);
        return;
      case "kill the forge service":
        this.#mend();
        return await this.#killForge();
      case "spoil the forge":
        Object.assign(this.#forge.forge, { [it.how]: true });
        return;
      case "spoil the cluster":
        this.#controllers.cluster.fail(it.kind, it.code);
        this.#clock.after(10_000, () => this.#controllers.cluster.fail(it.kind, undefined));
        return;
    }
  }

  /** All is well again, and as long as it takes passes by. */
  async calm(): Promise<void> {
    this.#mend();
    await this.#clock.advance(4 * SWEEP_MS);
    for (const object of this.#environments().filter((o) => o.metadata.annotations?.[HELD_ANNOTATION] !== undefined)) {
      const annotations = { ...object.metadata.annotations, [CONFIRM_ANNOTATION]: "true" };
      this.#controllers.cluster.put({ ...object, metadata: { ...object.metadata, annotations } });
    }
    await this.#clock.advance(4 * SWEEP_MS);
  }

  deleteAll(): void {
    this.#forge.forge.truth.branches = [branch("main")];
  }

  /** What shows another commit than it should, is there and should not be, or is not ready though it has a slot. */
  problems(): string[] {
    const there = new Map(this.#forge.forge.truth.branches.map((b) => [`refs/heads/${b.name}`, b.sha]));
    const shownRefs = this.#environments().map((o) => (o.spec as { source: { ref: string } }).source.ref);
    const missing = BRANCHES.map((b) => `refs/heads/${b}`).filter(
      (ref) => there.has(ref) && !this.#ended.has(ref) && !shownRefs.includes(ref),
    );
    const wrong = this.#environments().flatMap(({ metadata, spec, status }) => {
      const { ref, sha: shown } = (spec as { source: { ref: string; sha: string } }).source;
      const { phase } = (status ?? {}) as { phase?: string };
      const isRight = there.get(ref) === shown && (phase === "Ready" || phase === "Queued");
      return isRight ? [] : [`${metadata.name} at ${shown} is ${phase}; wanted ${there.get(ref)}`];
    });
    return [...wrong, ...missing.map((ref) => `${ref} has none`)];
  }

  /** Deployments of which the last that was told is that they are there. */
  untold(): string[] {
    const last = new Map(this.#forge.forge.reports.map(({ id, state }) => [id, state]));
    return [...last].filter(([, state]) => state !== "inactive").map(([id, state]) => `${id} is ${state}`);
  }

  /** Everything that is there and is not of the template, but for what is remembered of what has ended. */
  leftovers(): string[] {
    const isEmpty = ({ data }: KubeObject) => Object.values(data ?? {}).every((text) => text === "[]");
    return this.#controllers.cluster
      .objects()
      .filter((o) => o.metadata.name !== "shop" && readEnded(o) === undefined)
      .filter((o) => !(o.metadata.name.startsWith("upstart.") && isEmpty(o)))
      .map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name} ${JSON.stringify(o.data ?? {})}`);
  }

  async end(): Promise<void> {
    await this.#forge.end();
    await this.#controllers.stop();
    for (const { log } of [this.#forge, this.#controllers])
      expect(log.lines.filter((l) => l.level === "error" && !/more environments would/.test(String(l.msg)))).toEqual(
        [],
      );
  }

  async #killForge(): Promise<void> {
    await this.#forge.end();
    this.#forge = new Forge({}, { clock: this.#clock, cluster: this.#controllers.cluster, forge: this.#forge.forge });
    await this.#forge.begin();
  }

  #without(gone: string) {
    return this.#forge.forge.truth.branches.filter((b) => b.name !== gone);
  }

  #environments(): KubeObject[] {
    return this.#controllers.cluster
      .objects()
      .filter((o) => o.kind === "UpstartEnvironment" && o.metadata.name !== "shop");
  }

  #mend(): void {
    for (const kind of ["UpstartEnvironment", "UpstartService", "HelmRelease", "Namespace", "Secret", "ConfigMap"])
      this.#controllers.cluster.fail(kind, undefined);
    Object.assign(this.#forge.forge, { isPartial: false, isEmpty: false, isHidden: false });
  }
}

test("whatever is pushed, deleted, refused or killed: each environment shows its branch, and of what is gone nothing is left", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (happening) => {
      const walk = new Walk();
      await walk.begin();
      for (const event of happening) await walk.happen(event);
      await walk.calm();
      expect(walk.problems()).toEqual([]);
      walk.deleteAll();
      await walk.calm();
      expect(walk.leftovers()).toEqual([]);
      expect(walk.untold()).toEqual([]);
      await walk.end();
    }),
    { numRuns: WALKS, endOnFailure: true },
  );
}, 600_000);
