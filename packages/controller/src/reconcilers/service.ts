import { ClusterError, type Halt, type KubeObject, type Release, type Service, type Step } from "@upstart/engine";
import type { Context } from "../context.ts";
import { deleteAll, dismissService } from "../deletion/service.ts";
import { isAbout, makerOf, objectKey, queueKey } from "../names.ts";
import { wantedRelease } from "../projection/wanted.ts";
import type { Summary } from "../status/conditions.ts";
import { type ReleaseStatus, releaseStatus, summaryOf } from "../status/release-status.ts";
import { summaryOfParts } from "../status/summary.ts";
import { releaseObjectOf, type ServiceInWorld } from "../world/world.ts";

/** An UpstartService: makes its HelmReleases, each when its time has come, takes away what is no longer wanted. */
export async function reconcileService(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  if (object.metadata.deletionTimestamp !== undefined) return await dismissService(context, object);
  const { world } = context;
  const isWritten = makerOf(object) === undefined;
  if (world === undefined || (isWritten && !context.isInWorld(object))) return {}; // asked again when it is read
  const entry = world.services.get(queueKey(object));
  const { namespace, name } = object.metadata;
  const owner = entry?.service.owner ?? { kind: object.kind, namespace, name };
  const fault = world.faults.get(objectKey(owner.kind, owner.namespace, owner.name));
  await context.hold(object);
  if (entry !== undefined) context.retryIfAsked(object, entry.releases);
  const isProjected = entry !== undefined && fault === undefined && entry.service.unknownTemplate !== true;
  const refused = isProjected ? await project(context, object, entry) : undefined;
  const told = fault ?? refused;
  if (told === undefined && entry?.releases.some((r) => context.steward.isBeingLookedAt(r.id)) === true) return {};
  return await writeStatus(context, object, entry, told);
}

/** Returns what the server refused, if anything: as when a release's name was changed, which cannot be. */
async function project(
  context: Context,
  object: KubeObject,
  { service, releases }: ServiceInWorld,
): Promise<Halt | undefined> {
  const { graph } = context.steward.seen();
  // Together: those whose time has come at once do not wait for one another.
  const refusals = await Promise.all(releases.map((release) => projectRelease(context, object, service, release)));
  const refused = refusals.find((refusal) => refusal !== undefined);
  // Nothing is removed while it is suspended, but when it is deleted itself.
  if (service.suspended) return refused;
  const wanted = new Set(releases.map((release) => releaseObjectOf(graph, release)));
  await deleteAll(
    context,
    context.objects.madeBy(object, "HelmRelease").filter((made) => !wanted.has(queueKey(made))),
  );
  return refused;
}

async function projectRelease(
  context: Context,
  object: KubeObject,
  service: Service,
  release: Release,
): Promise<Halt | undefined> {
  const { graph, steps, observation } = context.steward.seen();
  const existing = context.objects.get("HelmRelease", releaseObjectOf(graph, release));
  if (existing !== undefined && makerOf(existing)?.uid !== object.metadata.uid) return undefined; // never taken over
  if (existing !== undefined && !isAbout(existing, release)) {
    // What it is about cannot be changed: it goes, and is made anew when it is gone.
    if (!release.suspended) await deleteAll(context, [existing]);
    return undefined;
  }
  const isInstalled = observation.get(release.id)?.helm !== undefined;
  if (existing === undefined && !isInstalled && !isDue(steps.get(release.id))) return undefined;
  const child = context.wanted(object, release, () => wantedRelease(object, service, release, graph));
  return await unlessRefused(context.projector.project(child, existing));
}

async function unlessRefused(writing: Promise<void>): Promise<Halt | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code !== "Invalid") throw error;
    return { reason: "SchemaViolation", message: error.message };
  }
}

/** Everything that it needs is ready, and every output there. */
function isDue(step: Step | undefined): boolean {
  return step?.do === "install" || step?.do === "upgrade" || step?.do === "recover" || step?.do === "nothing";
}

async function writeStatus(
  context: Context,
  object: KubeObject,
  entry: ServiceInWorld | undefined,
  fault: Halt | undefined,
): Promise<{ requeueAfterMs?: number }> {
  const previous = (context.statuses.current(object).releases ?? {}) as Readonly<Record<string, ReleaseStatus>>;
  const reader = context.statusContext(object);
  const told = (entry?.releases ?? []).map((release: Release) => {
    const status = releaseStatus(release, previous[release.key], reader);
    return { key: release.key, status, summary: summaryOf(status, reader.steps.get(release.id)) };
  });
  const summary = fault === undefined ? summaryFor(entry, told) : ({ is: "stalled", ...fault } as const);
  const releases = Object.fromEntries(told.map(({ key, status }) => [key, status]));
  return await context.statuses.writeInTime(object, summary, { releases });
}

function summaryFor(
  entry: ServiceInWorld | undefined,
  told: readonly { readonly key: string; readonly summary: Summary }[],
): Summary {
  if (entry === undefined)
    return { is: "suspended", reason: "Suspended", message: "is in its environment no more, which is suspended" };
  if (entry.service.unknownTemplate === true)
    return { is: "progressing", reason: "UnknownDependency", message: "its template is not there" };
  if (entry.service.suspended && told.length === 0)
    return { is: "suspended", reason: "Suspended", message: "is suspended" };
  return summaryOfParts(
    told.map(({ key, summary }) => ({ name: key, summary })),
    "release",
  );
}
