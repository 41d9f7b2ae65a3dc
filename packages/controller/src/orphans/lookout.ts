import {
  ClusterError,
  countOrphans,
  findOrphans,
  formatKey,
  type KnownOrphan,
  type KubeObject,
  type OrphanKind,
  type OrphanReport,
  orphanReport,
  orphansKey,
  readOrphanMemory,
  readOrphanReport,
  withOrphanReport,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import type { Log } from "../runtime/log.ts";
import type { Reconciler } from "../unit.ts";
import { readEstate } from "./estate-reader.ts";
import { FormerNamespaces } from "./former-namespaces.ts";
import { Suspects } from "./suspects.ts";

export interface LookoutOptions {
  /** How often to look. */
  readonly everyMs: number;
  /** Where the report is kept. */
  readonly namespace: string;
  readonly log: Log;
  /** Given what counts the orphans by their kind. */
  readonly readOrphans?: ((count: () => Readonly<Record<OrphanKind, number>>) => void) | undefined;
}

const KEY = "orphans";
const REWRITE_MS = 3_600_000;
/** Told of when it has been seen twice, so long apart. */
const CONFIRM_MS = 60_000;
/** The world is read within a moment of leading. */
const WORLD_MS = 1000;

/** Looks for what nobody keeps any more, and tells. Deletes nothing: who wants that asks for it with rights of their own. */
export function createLookout(context: Context, options: LookoutOptions): Reconciler {
  const lookout = new Lookout(context, options);
  options.readOrphans?.(() => lookout.counts);
  return {
    name: "Orphans",
    workers: 1,
    watch: () => [],
    keys: () => [KEY],
    reconcile: () => lookout.look(),
  };
}

class Lookout {
  readonly #context: Context;
  readonly #options: LookoutOptions;
  readonly #former = new FormerNamespaces();
  readonly #suspects = new Suspects();
  /** What was said once: rights that are missing, and orphans by their uid. */
  readonly #said = new Set<string>();
  #isBegun = false;
  #certain: readonly KnownOrphan[] = [];

  constructor(context: Context, options: LookoutOptions) {
    this.#context = context;
    this.#options = options;
  }

  get counts(): Readonly<Record<OrphanKind, number>> {
    return countOrphans(this.#certain);
  }

  async look(): Promise<{ readonly requeueAfterMs: number }> {
    const { cluster, clock, world } = this.#context;
    const { everyMs, namespace } = this.#options;
    const confirmMs = Math.min(CONFIRM_MS, everyMs);
    if (world === undefined) return { requeueAfterMs: WORLD_MS };
    const before = await cluster.get(orphansKey(namespace));
    this.#rememberNamespaces(before);
    const { estate, unread } = await readEstate(this.#context, this.#former.gone);
    const told = readOrphanReport(before)?.orphans ?? [];
    const known = new Map(told.map((o) => [o.uid, o.since]));
    this.#certain = this.#suspects.confirm(findOrphans(estate), known, { now: clock.now(), confirmMs });
    for (const text of unread) this.#complain(text);
    const report = orphanReport(timeOf(clock.now()), this.#certain, unread);
    await this.#write(before, report);
    for (const orphan of report.orphans) if (!known.has(orphan.uid)) this.#tell(orphan);
    return { requeueAfterMs: this.#suspects.areOpen(this.#certain) ? confirmMs : everyMs };
  }

  #rememberNamespaces(before: KubeObject | undefined): void {
    const { clock, homes } = this.#context;
    if (!this.#isBegun) this.#former.recall(readOrphanMemory(before));
    this.#isBegun = true;
    const all = homes.list().map(({ metadata }) => metadata.name);
    const made = all.filter((name) => homes.isMade(name));
    this.#former.look({ made, left: homes.takeLeft(), all: new Set(all) }, clock.now());
  }

  /** Only what is news: a cluster in which nothing happens is not written to, but once an hour, so that it is known when. */
  async #write(before: KubeObject | undefined, report: OrphanReport): Promise<void> {
    const { cluster, clock } = this.#context;
    const memory = this.#former.text;
    const told = readOrphanReport(before);
    const isNews =
      told === undefined ||
      JSON.stringify({ ...told, at: "" }) !== JSON.stringify({ ...report, at: "" }) ||
      readOrphanMemory(before) !== memory;
    if (!isNews && clock.now() - Date.parse(told.at) < REWRITE_MS) return;
    const wanted = withOrphanReport(before, this.#options.namespace, report, memory);
    try {
      await (before === undefined ? cluster.create(wanted) : cluster.update(wanted));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== "Forbidden") throw error;
      this.#complain(error.message);
    }
  }

  #complain(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#options.log.warn("orphans are looked for as far as that is allowed", { error: text });
  }

  #tell({ kind, object, uid, why }: KnownOrphan): void {
    if (this.#said.has(uid)) return;
    this.#said.add(uid);
    const { apiVersion, name, namespace } = object;
    const metadata = { name, uid, ...(namespace === undefined ? {} : { namespace }) };
    const note = `nobody keeps it any more: ${why}; kubectl upstart env gc shows what can be done`;
    this.#context.tell(
      { apiVersion, kind: object.kind, metadata },
      { type: "Warning", reason: "Orphaned", action: "Look", note },
    );
    this.#options.log.warn("nobody keeps it any more", { kind, object: formatKey(object), why });
  }
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
