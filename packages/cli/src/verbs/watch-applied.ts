import { type KubeObject, type Release, Rollout, type Seen, type Step } from "@upstart/engine";
import { findKept, listKeptIn } from "../cluster/kept.ts";
import { watchKept } from "../cluster/kept-watch.ts";
import { lookingPorts } from "../cluster/looking.ts";
import type { Session } from "../cluster/session.ts";
import { conditionOf, isCurrent, type Submitted, toldBy } from "../cluster/told.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import type { Progress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import type { Rolled } from "./apply-rollout.ts";
import { homesOf, ownKeysOf } from "./homes.ts";
import { ToldAnnouncer } from "./told-announcer.ts";

/** Watches what the controllers make of objects that were submitted, until that is settled, time is over, or ^C. */
export async function watchApplied(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  {
    universe,
    plan,
    submitted,
    progress,
  }: {
    readonly universe: Universe;
    readonly plan: Rolled;
    readonly submitted: Submitted;
    readonly progress: Progress;
  },
): Promise<Rolled> {
  const { cluster, clock, namespace } = session;
  const { graph, own, foreign } = plan;
  const kept = await listKeptIn(cluster, homesOf(universe, namespace));
  if (kept.forbidden !== undefined)
    throw new CliError(EXIT.unreachable, `the objects are handed over, but may not be watched: ${kept.forbidden}`);
  const watch = watchKept(cluster, kept);
  const owners = ownKeysOf(universe, namespace);
  const announcer = new ToldAnnouncer(progress, clock, (id) => plan.observation.get(id)?.helm?.revision);
  const isOver = ({ steps, observation }: Seen) => {
    for (const release of own) announcer.stands(release, steps.get(release.id), observation.get(release.id));
    return own.every((r) => isEnd(steps.get(r.id))) && ownersAgree(universe, namespace, watch.objects(), own, steps);
  };
  const rollout = new Rollout(
    {
      graph,
      foreign,
      inventory: new Map([...graph.nodes.keys()].map((id) => [id, []])),
      told: toldBy(graph, owners, watch.objects, submitted),
    },
    lookingPorts(session),
    {
      maxParallel: 1,
      timeoutMs: flags.timeout,
      signal: host.signal,
      lookUntil: isOver,
      graphWatches: kept.selections,
    },
  );
  progress.begin(own.map((r) => r.id));
  try {
    const { end, steps, observation } = await rollout.run();
    const deployed = new Set(own.filter((r) => announcer.isDeployed(r.id, observation.get(r.id))).map((r) => r.id));
    return { end, steps, observation, deployed, graph, own, foreign };
  } finally {
    progress.end();
    watch.stop();
  }
}

function isEnd(step: Step | undefined): boolean {
  return step === undefined || step.do === "stop" || step.do === "nothing";
}

/** Where all releases are ready the objects must say so too: those of an environment are told of in several places. */
function ownersAgree(
  { loaded }: Universe,
  namespace: string,
  objects: readonly KubeObject[],
  own: readonly Release[],
  steps: ReadonlyMap<string, Step>,
): boolean {
  const areReady = own.every((r) => steps.get(r.id)?.do === "nothing");
  return loaded.specs.every(({ kind, object: { name, namespace: home = namespace } }) => {
    const object = findKept(objects, kind, { namespace: home, name });
    if (object === undefined || !isCurrent(object)) return false;
    return !areReady || conditionOf(object, "Reconciling")?.status !== "True";
  });
}
