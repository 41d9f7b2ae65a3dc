import {
  analyze,
  type Graph,
  type KubeObject,
  keptObjects,
  LABELS,
  makerOf,
  type NodeId,
  type ObjectKey,
  OWNER_UID_ANNOTATION,
  type Phase,
  type Release,
  releasesOf,
  specOfRecord,
  stillNeeded,
  type TeardownResult,
} from "@upstart/engine";
import { type Kept, listKept, specsOfKept } from "../cluster/kept.ts";
import { keptInventory } from "../cluster/kept-inventory.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { ownerKey, type StoredRecord } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { conditionOf, releaseObjectOf } from "../cluster/told.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress, type Progress } from "../progress/progress.ts";
import type { DeleteFlags } from "./delete.ts";
import { documentOf } from "./take-away.ts";
import { type Tombstone, tombstoneText } from "./tombstone.ts";

/** Deletes objects that controllers keep, and watches how these take away what they made, until it is gone. */
export async function deleteKept(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  seen: { readonly records: readonly StoredRecord[]; readonly kept: Kept; readonly targets: readonly KubeObject[] },
): Promise<ExitCode> {
  const { cluster } = session;
  const { targets } = seen;
  refuseMade(targets);
  const owners = new Set(targets.map((o) => ownerKey({ kind: o.kind, ...o.metadata }, "")));
  const graph = graphOf(seen, session.namespace);
  const releases = releasesOf(graph).filter((r) => owners.has(ownerKey(r.owner, "")));
  refuseNeeded(graph, releases);
  const namespaces = await namespacesOf(session, targets);
  const left = await leftBehind(session, graph, owners, namespaces);
  await Promise.all(
    targets.map(({ apiVersion, kind, metadata: { namespace, name, uid } }) =>
      cluster.delete(
        { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) },
        uid === undefined ? {} : { uid },
      ),
    ),
  );
  const progress = openProgress(host, flags.progress, styleOf(host, "stderr", flags), session.clock);
  const { end, result } = await watchGoing(host, flags, session, { graph, releases, targets, progress });
  const isGone = end === "gone";
  const tombstone: Tombstone = {
    result,
    gone: isGone ? namespaces : [],
    leftAlone: [],
    stillGoing: isGone ? [] : namespaces,
    kept: isGone ? left : [],
  };
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", documentOf(tombstone));
  else host.stdout.write(tombstoneText(tombstone));
  if (!isGone) host.stderr.write(`the controllers go on with it; ${host.name} status shows how far they are\n`);
  return isGone ? EXIT.ok : end === "interrupted" ? EXIT.interrupted : EXIT.timedOut;
}

function refuseMade(targets: readonly KubeObject[]): void {
  for (const target of targets) {
    const maker = makerOf(target);
    if (maker !== undefined)
      throw new CliError(
        EXIT.no,
        `${target.kind} ${target.metadata.name} is made of ${maker.kind} ${maker.name}, and would be made again`,
        `delete ${maker.name}, or take it out of that`,
      );
  }
}

function graphOf(
  { records, kept }: { readonly records: readonly StoredRecord[]; readonly kept: Kept },
  namespace: string,
): Graph {
  return analyze([...records.map((r) => specOfRecord(r.record)), ...specsOfKept(kept.objects)], { namespace }).graph;
}

/** The controllers would hold what others need, whoever asks. */
function refuseNeeded(graph: Graph, releases: readonly Release[]): void {
  const needed = stillNeeded(graph, new Set(releases.map((r) => r.id)));
  if (needed.length > 0)
    throw new CliError(
      EXIT.no,
      needed.map((n) => `${n.needs} is still needed by ${n.by}`).join("\n       "),
      "delete those first or together with it; the controllers hold it as long, also with --force",
    );
}

/** What was made for environments bears their uid. */
async function namespacesOf({ cluster }: Session, targets: readonly KubeObject[]): Promise<string[]> {
  const environments = targets.filter((t) => t.kind === "UpstartEnvironment");
  if (environments.length === 0) return [];
  const made = await cluster.list({ apiVersion: "v1", kind: "Namespace", labelSelector: LABELS.environment });
  const uids = new Set(environments.map((e) => e.metadata.uid));
  return made
    .filter(({ metadata }) => uids.has(metadata.annotations?.[OWNER_UID_ANNOTATION]))
    .map(({ metadata }) => metadata.name);
}

async function leftBehind(
  session: Session,
  graph: Graph,
  owners: ReadonlySet<string>,
  namespaces: readonly string[],
): Promise<ObjectKey[]> {
  const objects = (await keptInventory(session, graph, owners)).flatMap(([, made]) => made);
  const outside = objects.filter((o) => o.namespace === undefined || !namespaces.includes(o.namespace));
  return (await keptObjects(session.cluster, outside)).map(({ object }) => object);
}

interface Going {
  readonly graph: Graph;
  readonly releases: readonly Release[];
  readonly targets: readonly KubeObject[];
  readonly progress: Progress;
}

/** Follows the objects until the last is gone, time is over, or ^C. */
async function watchGoing(
  host: Host,
  flags: DeleteFlags,
  { cluster, clock }: Session,
  going: Going,
): Promise<{ readonly end: "gone" | "timedOut" | "interrupted"; readonly result: TeardownResult }> {
  const { targets, releases, progress } = going;
  const homes = [...new Set(targets.map((t) => t.metadata.namespace))];
  const lists = await Promise.all(homes.map((home) => listKept(cluster, home)));
  const kept = { objects: lists.flatMap((l) => l.objects), selections: lists.flatMap((l) => l.selections) };
  const uids = new Set(targets.map((t) => t.metadata.uid));
  const { promise, resolve } = Promise.withResolvers<"gone" | "timedOut" | "interrupted">();
  const stop = () => resolve("interrupted");
  const cancel = clock.after(flags.timeout, () => resolve("timedOut"));
  const teller = new GoingTeller(going, clock.now());
  const judge = () => {
    const objects = watch.objects();
    teller.tell(objects, clock.now());
    if (!objects.some((o) => uids.has(o.metadata.uid))) resolve("gone");
  };
  progress.begin(releases.map((r) => r.id).reverse());
  // The event comes before the list has it.
  const watch = watchKept(cluster, kept, () => queueMicrotask(judge));
  host.signal.addEventListener("abort", stop, { once: true });
  if (host.signal.aborted) stop();
  try {
    await Promise.race([watch.synced, promise]);
    judge();
    const end = await promise;
    return { end, result: teller.result(watch.objects()) };
  } finally {
    cancel();
    host.signal.removeEventListener("abort", stop);
    progress.end();
    watch.stop();
  }
}

/** Tells of each release how its deletion goes, each thing once. */
class GoingTeller {
  readonly #going: Going;
  readonly #startedAt: number;
  readonly #said = new Map<NodeId, string>();
  #seq = 0;

  constructor(going: Going, startedAt: number) {
    this.#going = going;
    this.#startedAt = startedAt;
  }

  tell(objects: readonly KubeObject[], now: number): void {
    for (const release of this.#going.releases) {
      const said = standing(releaseObjectOf(this.#going.graph, release, objects));
      const text = JSON.stringify(said);
      if (this.#said.get(release.id) === text) continue;
      this.#said.set(release.id, text);
      this.#seq += 1;
      const [time, elapsedMs] = [new Date(now).toISOString(), now - this.#startedAt];
      this.#going.progress.report({ time, seq: this.#seq, object: release.id, elapsedMs, ...said });
    }
  }

  result(objects: readonly KubeObject[]): TeardownResult {
    const objectOf = (release: Release) => releaseObjectOf(this.#going.graph, release, objects);
    const there = this.#going.releases.filter((r) => objectOf(r) !== undefined);
    const failed = there.flatMap((release) => {
      const ready = conditionOf(objectOf(release)!, "Ready");
      return ready?.reason === "UninstallFailed"
        ? [[release.id, { code: "Failed", message: ready.message }] as const]
        : [];
    });
    const failedIds = new Set(failed.map(([id]) => id));
    return {
      deleted: new Set(this.#going.releases.filter((r) => !there.includes(r)).map((r) => r.id)),
      failed: new Map(failed),
      kept: new Set(there.filter((r) => !failedIds.has(r.id)).map((r) => r.id)),
    };
  }
}

function standing(object: KubeObject | undefined): {
  readonly phase: Phase;
  readonly reason?: string;
  readonly message?: string;
  readonly waitingFor?: readonly string[];
} {
  if (object === undefined) return { phase: "deleted" };
  const ready = conditionOf(object, "Ready");
  if (object.metadata.deletionTimestamp === undefined || ready === undefined)
    return { phase: "waiting", waitingFor: ["its turn"] };
  const { reason, message } = ready;
  if (reason === "UninstallFailed") return { phase: "uninstalling", reason, message };
  const others = /^is (?:being deleted after|still needed by) (.*)$/s.exec(message)?.[1];
  return others === undefined
    ? { phase: "uninstalling" }
    : { phase: "waiting", reason, waitingFor: others.split(", ") };
}
