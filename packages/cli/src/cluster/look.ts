import {
  buildUniverse,
  type Graph,
  type KubeObject,
  LABELS,
  type Observation,
  type Release,
  Rollout,
  releasesOf,
  type Seen,
  type Steps,
  specOfRecord,
  type WatchEvent,
} from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import { byNeed } from "./by-need.ts";
import { changesKept, type Kept, listKept, specsOfKept } from "./kept.ts";
import { keptInventory } from "./kept-inventory.ts";
import { watchKept } from "./kept-watch.ts";
import { lenientCluster } from "./lenient.ts";
import { lookingPorts } from "./looking.ts";
import {
  failuresOf,
  inventoryOf,
  isNews,
  listReadableRecords,
  ownerKey,
  recordSelection,
  type StoredRecord,
} from "./records.ts";
import type { Session } from "./session.ts";
import { templatesFor } from "./templates.ts";
import { toldBy } from "./told.ts";

/** What is applied, as it is right now. */
export interface Look {
  /** What was applied from clients. */
  readonly records: readonly StoredRecord[];
  /** What the controllers keep, and what they made of it. */
  readonly kept: readonly KubeObject[];
  /** Why that may not be seen. */
  readonly keptForbidden?: string;
  /** Why records may not be seen. */
  readonly recordsForbidden?: string;
  readonly graph: Graph;
  /** What others need first. */
  readonly releases: readonly Release[];
  readonly steps: Steps;
  readonly observation: Observation;
}

export interface LookOptions {
  readonly allNamespaces?: boolean;
  /** Looks also at what the releases that controllers keep are made of; records have it for the others. */
  readonly withObjects?: boolean;
  /** Goes on looking, woken by what changes, until this is content. Without it: one look. */
  readonly until?: (look: Look) => boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told of records that this version cannot read. */
  readonly onUnreadable?: (names: readonly string[]) => void;
}

/** Time for looking at everything once. */
const LOOK_MS = 30_000;

/** Looks at everything that is applied in the session's namespace, or in all, whichever way. Changes nothing. */
export async function look(session: Session, options: LookOptions = {}): Promise<Look> {
  const deadline = session.clock.now() + (options.timeoutMs ?? LOOK_MS);
  for (;;) {
    const { end, ...seen } = await lookOnce(session, options, Math.max(0, deadline - session.clock.now()));
    if (end === "graphChanged") continue; // something was applied or deleted meanwhile
    if (end === "timedOut" && options.until === undefined)
      throw new CliError(
        EXIT.unreachable,
        "the cluster did not tell in time what is there",
        "try again, or see whether it is well",
      );
    return seen;
  }
}

async function lookOnce(session: Session, options: LookOptions, timeoutMs: number) {
  const { cluster } = session;
  const namespace = options.allNamespaces === true ? undefined : session.namespace;
  const [{ records, unreadable, forbidden }, kept] = await Promise.all([
    listReadableRecords(cluster, namespace),
    listKept(cluster, namespace),
  ]);
  // Who may see what the controllers keep need not be able to read Secrets; who sees neither is told.
  if (forbidden !== undefined && kept.selections.length === 0) throw forbidden;
  if (unreadable.length > 0) options.onUnreadable?.(unreadable);
  const { graph, owners } = await universeOf(session, records, kept);
  const { until } = options;
  const live = until === undefined ? undefined : watchKept(cluster, kept);
  const objects = live?.objects ?? (() => kept.objects);
  const known = { records, graph, releases: byNeed(graph, releasesOf(graph)) };
  const lookAt = (seen: Seen): Look => ({
    ...known,
    kept: objects(),
    ...(kept.forbidden === undefined ? {} : { keptForbidden: kept.forbidden }),
    ...(forbidden === undefined ? {} : { recordsForbidden: forbidden.message }),
    ...seen,
  });
  const recorded = records.map((r) => r.record);
  const rollout = new Rollout(
    {
      graph,
      foreign: new Set(),
      inventory: new Map([
        ...inventoryOf(graph, recorded),
        ...(options.withObjects === true ? await keptInventory(session, graph, owners) : []),
      ]),
      failures: failuresOf(graph, recorded, { isWaiting: until !== undefined }),
      told: toldBy(graph, owners, objects),
    },
    lookingPorts({ ...session, cluster: lenientCluster(cluster, graph, (r) => owners.has(ownerKey(r.owner, ""))) }),
    {
      maxParallel: 1,
      timeoutMs,
      lookUntil: (seen: Seen) => until === undefined || until(lookAt(seen)),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(until === undefined
        ? {}
        : {
            graphWatches: [...(forbidden === undefined ? [recordSelection(namespace)] : []), ...kept.selections],
            changesGraph: (event: WatchEvent) =>
              isRecord(event.object) ? isNews(event, records) : changesKept(event, kept.objects),
          }),
    },
  );
  try {
    const { end, steps, observation } = await rollout.run();
    return { end, ...lookAt({ steps, observation }) };
  } finally {
    live?.stop();
  }
}

/** What clients applied and what the controllers keep as one universe. What is both is the client's: it installed it. */
async function universeOf(
  session: Session,
  records: readonly StoredRecord[],
  kept: Kept,
): Promise<{ readonly graph: Graph; readonly owners: ReadonlySet<string> }> {
  const applied = records.map((r) => specOfRecord(r.record));
  const isApplied = new Set(applied.map((s) => ownerKey(s.object, "")));
  const written = specsOfKept(kept.objects).filter((s) => !isApplied.has(ownerKey(s.object, "")));
  const templates = await templatesFor(session, [...applied, ...written]);
  const { graph } = buildUniverse([...applied, ...written, ...templates], session.namespace);
  return { graph, owners: new Set(written.map((s) => ownerKey(s.object, ""))) };
}

function isRecord({ kind, metadata }: KubeObject): boolean {
  return kind === "Secret" && metadata.labels?.[LABELS.record] !== undefined;
}
