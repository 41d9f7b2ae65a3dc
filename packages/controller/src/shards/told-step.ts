import {
  conditionOf,
  type KubeObject,
  type ObjectRef,
  type Release,
  type Step,
  type StopStep,
  type WaitStep,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { makerOf, objectKey } from "../names.ts";
import { releaseObjectOf } from "../world/world.ts";
import { shardOf } from "./charge.ts";

/**
 * How a release stands that another shard keeps, by what that says in statuses. What it has not looked at since it was
 * edited is on its way.
 */
export function toldStep(context: Pick<Context, "objects" | "world">, release: Release): Step {
  const { objects, world } = context;
  const owner = find(context, release.owner);
  const fault = world?.faults.get(objectKey(release.owner.kind, release.owner.namespace, release.owner.name));
  const object = world === undefined ? undefined : objects.get("HelmRelease", releaseObjectOf(world.graph, release));
  const shard = owner === undefined ? "" : shardOf(owner);
  if (fault !== undefined)
    return { do: "stop", phase: "failed", ...fault, ...(isReady(object) ? { isReady: true } : {}) };
  if (object === undefined) return stuckIn(serviceOf(context, release), release) ?? installing(release, shard);
  const chain = [owner, serviceOf(context, release), object];
  if (chain.some((o) => o !== undefined && !isCurrent(o))) return waiting(`${shardName(shard)} to look at it`);
  return stepOf(object) ?? waiting(conditionOf(object, "Ready")?.message ?? `${shardName(shard)} to take it up`);
}

/** A shard, as messages call it. */
export function shardName(shard: string): string {
  return shard === "" ? "the controllers without a shard" : `the shard "${shard}"`;
}

function serviceOf(
  { objects, world }: Pick<Context, "objects" | "world">,
  { service }: Release,
): KubeObject | undefined {
  const node = service === undefined ? undefined : world?.graph.nodes.get(service);
  return node?.kind !== "service" ? undefined : find({ objects }, node.object);
}

function find({ objects }: Pick<Context, "objects">, { kind, namespace, name }: ObjectRef): KubeObject | undefined {
  return objects.get(kind as "UpstartService", `${namespace}/${name}`);
}

function stepOf(object: KubeObject): Step | undefined {
  const [ready, stalled] = [conditionOf(object, "Ready"), conditionOf(object, "Stalled")];
  if (ready === undefined || object.metadata.deletionTimestamp !== undefined) return undefined;
  const { reason, message } = ready;
  if (reason === "Suspended")
    return { do: "stop", phase: "suspended", reason, message, ...(ready.status === "True" ? { isReady: true } : {}) };
  if (ready.status === "True") return { do: "nothing", digest: statusIn(object).digest ?? "" };
  if (stalled?.status === "True") return stop("failed", reason, message);
  return message.startsWith("blocked by ") ? stop("blocked", reason, message) : undefined;
}

/** What is said of a release for which no object was made yet. */
function stuckIn(service: KubeObject | undefined, { key }: Release): Step | undefined {
  const said = service === undefined || !isCurrent(service) ? undefined : statusIn(service).releases?.[key];
  if (said?.state !== "failed" && said?.state !== "blocked") return undefined;
  return stop(said.state, said.reason, said.message);
}

function stop(phase: StopStep["phase"], reason: string, message: string): StopStep {
  return { do: "stop", phase, reason, message };
}

function installing({ id }: Release, shard: string): WaitStep {
  return waiting(`${id} to be installed by ${shardName(shard)}`);
}

function waiting(what: string): WaitStep {
  return { do: "wait", phase: "waiting", reason: "Progressing", waitingFor: [what] };
}

function isReady(object: KubeObject | undefined): boolean {
  return object !== undefined && conditionOf(object, "Ready")?.status === "True";
}

/** Made objects get a new generation when what they are made of has changed. */
function isCurrent(object: KubeObject): boolean {
  const { generation = 0 } = object.metadata;
  return (
    (statusIn(object).observedGeneration ?? 0) >= generation || (makerOf(object) === undefined && generation === 0)
  );
}

interface Status {
  readonly observedGeneration?: number;
  readonly digest?: string;
  readonly releases?: Readonly<
    Record<string, { readonly state: string; readonly reason: string; readonly message: string }>
  >;
}

function statusIn(object: KubeObject): Status {
  return (object.status ?? {}) as Status;
}
