import { type KubeObject, Rollout, type Seen, type Step } from "@upstart/engine";
import { listKeptIn } from "../cluster/kept.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { lenientCluster } from "../cluster/lenient.ts";
import { lookingPorts } from "../cluster/looking.ts";
import type { Session } from "../cluster/session.ts";
import { NOT_TAKEN_UP, type Submitted, toldBy } from "../cluster/told.ts";
import { areStuck, type Unwanted, unwantedReleases } from "../cluster/unwanted.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import type { Progress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import type { Rolled } from "./apply-rollout.ts";
import { standing } from "./going-teller.ts";
import { homesOf, ownKeysOf } from "./homes.ts";
import { isEnd, ownersAgree, waitingOwners } from "./owners-told.ts";
import { isAsWanted } from "./release-state.ts";
import { isBeforeHandOver, type Recorded } from "./take-ownership.ts";
import { ToldAnnouncer } from "./told-announcer.ts";

/** How it ended, and what is left of what the objects no longer have. */
export interface Watched extends Rolled {
  readonly unwanted: readonly Unwanted[];
  /** What the controllers keep, as it was seen last. */
  readonly objects: readonly KubeObject[];
  /** What objects wait for that none of their releases waits for, such as a template that is not there. */
  readonly waiting: readonly string[];
}

/**
 * Watches what the controllers make of objects that were submitted, until that is settled and what they no longer have
 * is gone, time is over, or ^C. What fails ends it, whatever is still to go.
 */
export async function watchApplied(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  {
    universe,
    plan,
    submitted,
    recorded,
    progress,
  }: {
    readonly universe: Universe;
    readonly plan: Rolled;
    readonly submitted: Submitted;
    /** What was taken over from clients a moment ago. */
    readonly recorded: readonly Recorded[];
    readonly progress: Progress;
  },
): Promise<Watched> {
  const { cluster, clock, namespace } = session;
  const { graph, own, foreign } = plan;
  const kept = await listKeptIn(cluster, homesOf(universe, namespace));
  if (kept.forbidden !== undefined)
    throw new CliError(EXIT.unreachable, `the objects are handed over, but may not be watched: ${kept.forbidden}`);
  const watch = watchKept(cluster, kept);
  const owners = ownKeysOf(universe, namespace);
  const leftAt = (objects: readonly KubeObject[]) => unwantedReleases(graph, owners, objects);
  const before = leftAt(kept.objects).map((u) => u.id);
  const announcer = new ToldAnnouncer(progress, clock, (id) => plan.observation.get(id)?.helm?.revision);
  const stuck = new AbortController();
  let givingUp: (() => void) | undefined;
  const giveUpLater = () => {
    givingUp ??= clock.after(STUCK_MS, () => stuck.abort());
  };
  const cancelGivingUp = () => {
    givingUp?.();
    givingUp = undefined;
  };
  const isOver = ({ steps, observation }: Seen) => {
    for (const release of own) announcer.stands(release, steps.get(release.id), observation.get(release.id));
    const objects = watch.objects();
    const left = leftAt(objects);
    tellGoing(announcer, before, left);
    const isAtEnd =
      own.every((r) => isEnd(steps.get(r.id))) && ownersAgree(universe, namespace, objects, { own, steps });
    if (isAtEnd && (left.length === 0 || own.some((r) => hasFailed(steps.get(r.id))))) return true;
    if (isAtEnd && areStuck(left)) giveUpLater();
    else cancelGivingUp();
    return false;
  };
  const told = toldBy(graph, owners, watch.objects, submitted);
  const rollout = new Rollout(
    {
      graph,
      foreign,
      inventory: new Map([...graph.nodes.keys()].map((id) => [id, []])),
      told: new Map([...told].map(([id, read]) => [id, () => unlessBefore(read(), recorded)])),
    },
    lookingPorts({ ...session, cluster: lenientCluster(cluster, graph, ({ id }) => told.has(id)) }),
    {
      maxParallel: 1,
      timeoutMs: flags.timeout,
      signal: AbortSignal.any([host.signal, stuck.signal]),
      lookUntil: isOver,
      graphWatches: kept.selections,
    },
  );
  progress.begin([...own.map((r) => r.id), ...before]);
  try {
    const { end: how, steps, observation } = await rollout.run();
    const end = stuck.signal.aborted && !host.signal.aborted ? "settled" : how;
    const deployed = new Set(own.filter((r) => announcer.isDeployed(r.id, observation.get(r.id))).map((r) => r.id));
    const objects = watch.objects();
    const waiting = waitingOwners(universe, namespace, objects, { own, steps });
    return { end, steps, observation, deployed, graph, own, foreign, unwanted: leftAt(objects), objects, waiting };
  } finally {
    cancelGivingUp();
    progress.end();
    watch.stop();
  }
}

/** The controllers look at least this often at what does not go: it may have been mended a moment ago. */
const STUCK_MS = 20_000;

function unlessBefore(step: Step, recorded: readonly Recorded[]): Step {
  return isBeforeHandOver(step, recorded) ? NOT_TAKEN_UP : step;
}

function hasFailed(step: Step | undefined): boolean {
  return step?.do === "stop" && !isAsWanted({ state: step.phase });
}

/** Of what was there when it began, how far its going is. */
function tellGoing(announcer: ToldAnnouncer, before: readonly string[], left: readonly Unwanted[]): void {
  const idOf = new Map(left.map((u) => [u.object.metadata.name, u.id]));
  const objectOf = new Map(left.map((u) => [u.id, u.object]));
  for (const id of before)
    announcer.say(
      id,
      standing(objectOf.get(id), (name) => idOf.get(name) ?? name),
    );
}
