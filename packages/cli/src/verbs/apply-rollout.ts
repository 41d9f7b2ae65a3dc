import { orphansGone, readDeployed, unlockRelease } from "@upstart/clients";
import { type Release, Rollout, type RolloutResult, recordedName, releasesNeededBy } from "@upstart/engine";
import type { Door } from "../cluster/door.ts";
import { changesWanted, holdsWanted, type Surroundings, surroundingsOf } from "../cluster/foreign.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { lenientCluster } from "../cluster/lenient.ts";
import { recordFailure } from "../cluster/record-outcomes.ts";
import type { RecordWriter } from "../cluster/record-writer.ts";
import { inventoryOf, isNews, ownerKey, recordSelection, revisionsOf } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { toldBy } from "../cluster/told.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { styleOf } from "../print.ts";
import type { Progress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import { planText } from "./apply-plan.ts";
import { homesOf } from "./homes.ts";
import { type PlannedRemoval, removalsOfRecords } from "./planned-removals.ts";

/** A rollout and what it was about. */
export interface Rolled extends RolloutResult, Pick<Surroundings, "graph" | "own" | "foreign"> {}

/**
 * Rolls the files out. Begins anew where something that they wait for is applied by somebody else meanwhile: what was
 * deployed by then stays deployed, and counts.
 */
export async function rollOut(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  by: {
    readonly writers: readonly RecordWriter[];
    readonly progress: Progress;
    readonly signal: AbortSignal;
    /** What is there at first, where it was asked for already. */
    readonly around?: Promise<Surroundings>;
    readonly door: Door;
    /** What the plan says of itself, where it is not what the flags say. */
    readonly isDryRun?: boolean;
    /** What goes besides, where that is not what is recorded and no longer in the files. */
    readonly removals?: readonly PlannedRemoval[];
    /** Told when the views are open that the rollout looks through. */
    readonly onLook?: () => void;
  },
): Promise<Rolled> {
  const deadline = host.now() + flags.timeout;
  const deployed = new Set<string>();
  for (let round = 1; ; round++) {
    const known = round === 1 ? by.around : undefined;
    const around = await (known ?? surroundingsOf(host, flags, session, universe));
    const timeoutMs = Math.max(0, deadline - host.now());
    const options = { ...by, isFirst: round === 1, timeoutMs, namespaces: homesOf(universe, session.namespace) };
    const result = await rollOutOnce(host, flags, session, around, options);
    for (const release of around.own) if (result.deployed.has(release.id)) deployed.add(recordedName(release));
    if (result.end === "graphChanged") continue;
    const all = around.own.filter((r) => deployed.has(recordedName(r))).map((r) => r.id);
    return { ...result, deployed: new Set(all), graph: around.graph, own: around.own, foreign: around.foreign };
  }
}

async function rollOutOnce(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  { graph, own, foreign, ownRecords, records, kept, wanted }: Surroundings,
  by: {
    readonly writers: readonly RecordWriter[];
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly door: Door;
    readonly isDryRun?: boolean;
    readonly removals?: readonly PlannedRemoval[];
    readonly onLook?: () => void;
    readonly isFirst: boolean;
    readonly namespaces: readonly string[];
    readonly timeoutMs: number;
  },
): Promise<RolloutResult> {
  const { cluster, helm, clock } = session;
  const { writers, progress } = by;
  const isDryRun = flags.dryRun === "client";
  const live = watchKept(cluster, kept);
  const unseen = new Set<string>();
  const isHandedOver = (r: Release) =>
    by.door.by === "cluster" && (own.includes(r) || kept.owners.has(ownerKey(r.owner, "")));
  // A dry run has no writers. Where there are any, what they have goes before what was read.
  const recorded = [...[...records, ...ownRecords].map((r) => r.record), ...writers.map((w) => w.record)];
  const rollout = new Rollout(
    {
      graph,
      foreign,
      revisions: by.door.by === "cluster" ? new Map() : revisionsOf(own, recorded),
      inventory: new Map([
        ...inventoryOf(graph, recorded),
        // What the controllers have of it is theirs to know.
        ...(by.door.by === "cluster" ? own.map((r) => [r.id, []] as const) : []),
      ]),
      told: toldBy(graph, kept.owners, () => live.objects()),
    },
    {
      helm,
      cluster: lenientCluster(cluster, graph, isHandedOver, (home) => unseen.add(home)),
      clock,
      reporter: progress,
      recorder: {
        deployed: (release, deployed) =>
          writerOf(writers, release)?.deployed(
            release,
            deployed,
            releasesNeededBy(graph, release.id).map(recordedName),
          ),
        failed: (release, seen) => recordFailure(writerOf(writers, release), release, seen, host.now()),
      },
      unlock: async (release) =>
        (await orphansGone(release, by.signal))
          ? await unlockRelease(cluster, release.namespace, release.releaseName)
          : "locked",
      readDeployed: (release, revision) =>
        readDeployed(cluster, { ...release, revision }, (apiVersion, kind) => cluster.isNamespaced(apiVersion, kind)),
    },
    {
      maxParallel: flags.maxParallel,
      timeoutMs: by.timeoutMs,
      signal: by.signal,
      ...(isDryRun ? { lookUntil: () => true } : {}),
      graphWatches: [
        ...[...new Set(wanted.map((w) => w.namespace))].map((home) => recordSelection(home)),
        ...kept.selections,
      ],
      changesGraph: (event) =>
        !isDryRun &&
        ((isNews(event, records) && holdsWanted(event.object, wanted)) || changesWanted(event, kept, wanted)),
      onPlan: (seen) => {
        const style = styleOf(host, "stderr", flags);
        const { contextName: context } = session.connection;
        const { door, namespaces, removals = removalsOfRecords(own, ownRecords) } = by;
        const plan = { style, namespaces, context, door, removals, isDryRun: by.isDryRun ?? isDryRun };
        if (by.isFirst && flags.progress !== "json") {
          host.stderr.write(planText(seen, own, plan));
          if (unseen.size > 0) host.stderr.write(unseenNote(unseen));
        }
        if (!isDryRun) progress.begin(own.map((r) => r.id));
      },
    },
  );
  try {
    const running = rollout.run();
    by.onLook?.();
    return await running;
  } finally {
    progress.end();
    live.stop();
  }
}

function unseenNote(namespaces: ReadonlySet<string>): string {
  return `note: what is installed in ${[...namespaces].join(", ")} may not be seen, and the plan takes it for nothing\n`;
}

function writerOf(writers: readonly RecordWriter[], release: Release): RecordWriter | undefined {
  const owner = ownerKey(release.owner, "");
  return writers.find(({ record: { object } }) => ownerKey(object, "") === owner);
}
