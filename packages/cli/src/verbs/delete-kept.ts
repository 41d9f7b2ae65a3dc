import {
  conditionOf,
  type Graph,
  ifAllowed,
  type KubeObject,
  LABELS,
  makerOf,
  OWNER_UID_ANNOTATION,
  releasesOf,
  type TeardownResult,
} from "@upstart/engine";
import { lifeOf } from "../branch/environment.ts";
import { byNeed } from "../cluster/by-need.ts";
import { listKeptIn } from "../cluster/kept.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { leftBy } from "../cluster/left-by.ts";
import { stillThere } from "../cluster/outliving.ts";
import { ownerKey } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import type { DeleteFlags } from "./delete.ts";
import { type Going, GoingTeller } from "./going-teller.ts";
import { goesOnIn } from "./homes.ts";
import type { Taken } from "./tombstone.ts";

/** Deletes objects that controllers keep, and watches how these take away what they made, until it is gone. */
export async function deleteKept(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  { graph, targets }: { readonly graph: Graph; readonly targets: readonly KubeObject[] },
): Promise<Taken> {
  const { cluster } = session;
  const owners = new Set(targets.map((o) => ownerKey({ kind: o.kind, ...o.metadata }, "")));
  const mine = releasesOf(graph).filter((r) => owners.has(ownerKey(r.owner, "")));
  const releases = byNeed(graph, mine);
  const namespaces = await namespacesOf(session, targets);
  await Promise.all(
    targets.map(({ apiVersion, kind, metadata: { namespace, name, uid } }) =>
      cluster.delete(
        { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) },
        uid === undefined ? {} : { uid },
      ),
    ),
  );
  const progress = openProgress(
    host,
    flags.progress,
    styleOf(host, "stderr", flags),
    session.clock,
    "^C stops watching",
  );
  const { end, result, there } = await watchGoing(host, flags, session, { graph, releases, targets, progress });
  const isGone = end === "gone";
  const left = isGone ? await stillThere(session, await leftBy(host, cluster, targets)) : [];
  const isLeft = new Set(left.map(({ object }) => object.kind === "Namespace" && object.name));
  return {
    tombstone: {
      result,
      gone: isGone ? namespaces.filter((name) => !isLeft.has(name)) : [],
      leftAlone: [],
      stillGoing: isGone ? [] : namespaces,
      kept: left,
    },
    code: isGone ? EXIT.ok : end === "interrupted" ? EXIT.interrupted : EXIT.timedOut,
    notes: [
      ...there.map((o) => `${o.kind} ${o.metadata.name} ${conditionOf(o, "Ready")?.message ?? ""}`),
      ...(isGone
        ? []
        : [goesOnIn(host.name, [...new Set(targets.map((t) => t.metadata.namespace ?? session.namespace))])]),
    ],
  };
}

/** What was made of something else would be made again. Throws a CliError. */
export function refuseMade(targets: readonly KubeObject[]): void {
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

/** What was made for environments bears their uid. Who may not look at namespaces goes by what the environments say. */
async function namespacesOf({ cluster }: Session, targets: readonly KubeObject[]): Promise<string[]> {
  const environments = targets.filter((t) => t.kind === "UpstartEnvironment");
  if (environments.length === 0) return [];
  const made = await ifAllowed(
    cluster.list({ apiVersion: "v1", kind: "Namespace", labelSelector: LABELS.environment }),
    undefined,
  );
  if (made === undefined) return environments.flatMap(namespacesIn);
  const uids = new Set(environments.map((e) => e.metadata.uid));
  return made
    .filter(({ metadata }) => uids.has(metadata.annotations?.[OWNER_UID_ANNOTATION]))
    .map(({ metadata }) => metadata.name);
}

function namespacesIn(environment: KubeObject): string[] {
  const { inventory = [] } = lifeOf(environment);
  return inventory.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
}

/** Follows the objects until the last is gone, time is over, or ^C. */
async function watchGoing(
  host: Host,
  flags: DeleteFlags,
  { cluster, clock }: Session,
  going: Going,
): Promise<{
  readonly end: "gone" | "timedOut" | "interrupted";
  readonly result: TeardownResult;
  /** Targets that are not gone. */
  readonly there: readonly KubeObject[];
}> {
  const { targets, releases, progress } = going;
  const homes = [...new Set(targets.map((t) => t.metadata.namespace!))];
  const kept = await listKeptIn(cluster, homes);
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
    const objects = watch.objects();
    return { end, result: teller.result(objects), there: objects.filter((o) => uids.has(o.metadata.uid)) };
  } finally {
    cancel();
    host.signal.removeEventListener("abort", stop);
    progress.end();
    watch.stop();
  }
}
