import type { EventToRecord } from "@upstart/controller/runtime/events";
import { createMetrics } from "@upstart/controller/runtime/metrics";
import { memoryLog } from "@upstart/controller/testing/memory-log";
import { Unit } from "@upstart/controller/unit";
import { API_VERSION, type KubeObject } from "@upstart/engine";
import { type FakeClock, type FakeCluster, fakeClock, fakeCluster, settle } from "@upstart/engine/testing";
import { fieldsOf } from "../forge/fields.ts";
import { forgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import { createWork, type Work } from "../sync/work.ts";
import { type FakeForge, fakeForge } from "./fake-forge.ts";
import { aRule } from "./things.ts";

/** How often lists are looked at, and how long a branch must be gone. */
export const SWEEP_MS = 600_000;
export const CONFIRM_MS = 60_000;

/** The program's work over a cluster, a forge and a clock of fakes. */
export class Stage {
  readonly clock: FakeClock;
  readonly cluster: FakeCluster;
  readonly forge: FakeForge;
  readonly log = memoryLog("info");
  readonly events: { readonly name: string; readonly event: EventToRecord }[] = [];
  readonly #work: Work;
  readonly #units: readonly Unit[];

  constructor(
    rule: Partial<Rule> = {},
    { clock, cluster, forge }: Partial<Pick<Stage, "clock" | "cluster" | "forge">> = {},
  ) {
    this.clock = clock ?? fakeClock();
    this.cluster = cluster ?? fakeCluster(this.clock);
    this.forge = forge ?? fakeForge();
    const metrics = createMetrics({ ofNode: false });
    this.#work = createWork({
      forge: this.forge,
      cluster: this.cluster,
      rules: { instance: "upstart", rules: [aRule(rule)] },
      clock: this.clock,
      random: () => 0.5,
      metrics: forgeMetrics(metrics.registry, { now: () => this.clock.now(), remaining: () => undefined }),
      events: { record: (object, event) => void this.events.push({ name: object.metadata.name, event }) },
      sweepMs: SWEEP_MS,
      confirmMs: CONFIRM_MS,
    });
    const options = { clock: this.clock, random: () => 0.5, log: this.log, metrics };
    this.#units = this.#work.reconcilers.map((r) => new Unit(r, options));
  }

  async begin(): Promise<void> {
    await this.follow();
    await this.lead();
  }

  /** Sees what is there, and does nothing while another one leads. */
  async follow(): Promise<void> {
    await Promise.all(this.#units.map((u) => u.synced()));
    await settle();
  }

  async lead(): Promise<void> {
    for (const unit of this.#units) unit.lead();
    await settle();
  }

  /** Ends it as a crash would: nothing is told, nothing is waited for. */
  async end(): Promise<void> {
    for (const unit of this.#units) unit.unwatch();
    const stopped = Promise.all(this.#units.map((u) => u.stop()));
    await settle();
    await stopped;
  }

  async hint(hint: Parameters<Work["take"]>[0]): Promise<void> {
    this.#work.take(hint);
    await settle();
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await settle();
  }

  environments(): readonly KubeObject[] {
    return this.cluster.objects().filter((o) => o.kind === "UpstartEnvironment");
  }

  /** The branches that have an environment, by name, each with the beginning of its commit. */
  shown(): Readonly<Record<string, string>> {
    const entries = this.environments().map(({ spec }) => {
      const { ref, sha } = fieldsOf(fieldsOf(spec).source);
      return [String(ref).replace("refs/heads/", ""), String(sha).slice(0, 7)] as const;
    });
    return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, "en")));
  }

  /** Writes a status as the controllers do. */
  async status(name: string, status: object): Promise<void> {
    const object = this.environments().find((e) => e.metadata.name.startsWith(name));
    if (object === undefined) throw new Error(`there is no environment ${name}`);
    this.cluster.put({ ...object, status: { observedGeneration: object.metadata.generation, ...status } });
    await settle();
  }

  said(): readonly string[] {
    return this.log.lines.map((l) => String(l.msg));
  }
}

/** An environment that somebody else has made. */
export function foreign(name: string, spec: object, metadata: object = {}): KubeObject {
  return {
    apiVersion: API_VERSION,
    kind: "UpstartEnvironment",
    metadata: { name, namespace: "previews", ...metadata },
    spec,
  };
}
