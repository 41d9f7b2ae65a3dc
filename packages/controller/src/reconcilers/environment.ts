import { claimNamespace, deleteNamespaces, type Halt, type KubeObject, type LifeStatus } from "@upstart/engine";
import { admit } from "../branch/admission.ts";
import { copyFromTemplate } from "../branch/copy.ts";
import { type Course, runCourse } from "../branch/course.ts";
import { takeBack } from "../branch/kept-namespaces.ts";
import { specOf } from "../branch/life.ts";
import { type LifeReport, reportLife, reportQueued, reportTemplate, reportUncopied } from "../branch/life-report.ts";
import { restoreVolumes } from "../branch/restore.ts";
import type { Context } from "../context.ts";
import { dismissEnvironment } from "../deletion/environment.ts";
import { deleteAll } from "../deletion/service.ts";
import { helmReleaseOf, makerOf, objectKey, queueKey } from "../names.ts";
import { wantedService } from "../projection/wanted.ts";
import type { Summary } from "../status/conditions.ts";
import { releaseStatus, summaryOf } from "../status/release-status.ts";
import { summaryOfParts } from "../status/summary.ts";
import type { ServiceInWorld } from "../world/world.ts";

/** Its going wakes the environment, too. */
const LEAVING_MS = 5000;
const TAKEN_MS = 30_000;

/** An UpstartEnvironment: makes its namespaces and UpstartServices, and takes away what is no longer wanted. */
export async function reconcileEnvironment(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  if (object.metadata.deletionTimestamp !== undefined) return await dismissEnvironment(context, object);
  const { world } = context;
  if (world === undefined || !context.isInWorld(object)) return {}; // asked again when it is read
  const { kind, namespace, name } = { kind: object.kind, ...object.metadata };
  const fault = world.faults.get(objectKey(kind, namespace, name));
  const services = world.environments.get(queueKey(object)) ?? [];
  if (specOf(object).template === true) return await tell(context, object, reportTemplate(context, object), fault);
  await context.hold(object);
  const waiting = fault === undefined ? await waitToBegin(context, object) : undefined;
  if (waiting !== undefined) return await tell(context, object, waiting);
  const course = await runCourse(context, object, services);
  if (course.isOver) return { requeueAfterMs: LEAVING_MS };
  context.retryIfAsked(
    object,
    services.flatMap((s) => s.releases),
  );
  const claims = fault === undefined ? await claimNamespaces(context, object, services) : NO_CLAIMS;
  if (fault === undefined) {
    await project(context, object, services);
    await leaveNamespaces(context, object, services);
  }
  const isKnown = !services.some((s) => s.releases.some((r) => context.steward.isBeingLookedAt(r.id)));
  const told = { fault, course, ...claims };
  const later = fault !== undefined || isKnown ? await writeStatus(context, object, services, told) : {};
  return soonest(later.requeueAfterMs, lookAgainIn(claims));
}

/** Nobody tells of what others have of a namespace. */
function lookAgainIn({ taken, leaving, unrestored }: Claims): number | undefined {
  if (leaving.length > 0) return LEAVING_MS;
  return taken.length > 0 || unrestored.size > 0 ? TAKEN_MS : undefined;
}

function soonest(...times: readonly (number | undefined)[]): { requeueAfterMs?: number } {
  const turns = times.filter((ms) => ms !== undefined);
  return turns.length === 0 ? {} : { requeueAfterMs: Math.min(...turns) };
}

/** What an environment waits for before anything is made of it: its template's copy, or a slot. */
async function waitToBegin(context: Context, object: KubeObject): Promise<LifeReport | undefined> {
  const copy = await copyFromTemplate(context, object);
  if (copy !== "there") return reportUncopied(context, object, copy);
  const admission = await admit(context, object);
  return admission.is === "queued" ? reportQueued(context, object, admission) : undefined;
}

async function tell(
  context: Context,
  object: KubeObject,
  { summary, fields, againInMs }: LifeReport,
  fault?: Halt,
): Promise<{ requeueAfterMs?: number }> {
  await context.statuses.write(object, fault === undefined ? summary : { is: "stalled", ...fault }, fields);
  return againInMs === undefined ? {} : { requeueAfterMs: againInMs };
}

interface Claims {
  /** Namespaces that are somebody else's. */
  readonly taken: readonly string[];
  /** Those of an earlier life, or that somebody has deleted: on their way out. */
  readonly leaving: readonly string[];
  /** Those whose volumes are to come back first, with what stands in the way. */
  readonly unrestored: ReadonlyMap<string, string>;
}

const NO_CLAIMS: Claims = { taken: [], leaving: [], unrestored: new Map() };

async function claimNamespaces(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
): Promise<Claims> {
  const taken: string[] = [];
  const leaving: string[] = [];
  const unrestored = new Map<string, string>();
  const byNamespace = Map.groupBy(services, (s) => s.service.namespace);
  for (const [namespace, users] of byNamespace) {
    const { uid = "" } = object.metadata;
    // What was claimed before, and is still seen to be so, need not be asked for each time.
    const isOurs = context.namespaces.has(namespace) && context.homes.isMadeFor(namespace, uid);
    const claim = isOurs ? "ours" : await claimOrTakeBack(context, object, namespace, users[0]!);
    if (claim === "taken") taken.push(namespace);
    if (claim === "leaving") leaving.push(namespace);
    if (claim !== "ours") context.namespaces.delete(namespace);
    else if (!context.namespaces.has(namespace)) {
      const problem = await restoreVolumes(context, object, namespace);
      if (problem !== undefined) {
        unrestored.set(namespace, problem);
        continue;
      }
      context.namespaces.add(namespace);
      for (const { id } of users.flatMap((u) => u.releases)) context.steward.look(id);
    }
  }
  return { taken, leaving, unrestored };
}

/** One with the volumes of an earlier life is taken back, where they were kept for it. */
async function claimOrTakeBack(context: Context, object: KubeObject, namespace: string, { service }: ServiceInWorld) {
  const claim = await claimNamespace(context.cluster, namespace, service, object.metadata.uid ?? "");
  return claim === "taken" && (await takeBack(context, object, namespace)) ? "ours" : claim;
}

async function project(context: Context, object: KubeObject, services: readonly ServiceInWorld[]): Promise<void> {
  const wanted = new Set<string>();
  for (const entry of services) {
    const key = `${entry.service.object.namespace}/${entry.service.object.name}`;
    wanted.add(key);
    if (entry.service.unknownTemplate === true) continue;
    const existing = context.objects.get("UpstartService", key);
    if (existing !== undefined && makerOf(existing)?.uid !== object.metadata.uid) continue; // never taken over
    const child = context.wanted(object, entry, () => wantedService(object, entry));
    await context.projector.project(child, existing);
  }
  // Nothing is removed while it is suspended, but when it is deleted itself.
  if ((object.spec as { readonly suspend?: boolean }).suspend === true) return;
  await deleteAll(
    context,
    context.objects.madeBy(object, "UpstartService").filter((made) => !wanted.has(queueKey(made))),
  );
}

/** A namespace that no service is in any more goes, when the last release that went into it is gone. */
async function leaveNamespaces(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
): Promise<void> {
  const wanted = new Set(services.map((s) => s.service.namespace));
  const unwanted = context.homes.madeFor(object.metadata.uid).filter((name) => !wanted.has(name));
  if (unwanted.length === 0) return;
  const used = new Set(context.objects.list("HelmRelease").map((r) => helmReleaseOf(r).namespace));
  const names = unwanted.filter((name) => !used.has(name));
  for (const name of names) context.namespaces.delete(name);
  await deleteNamespaces(context.cluster, names, object.metadata.uid ?? "");
}

async function writeStatus(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
  { fault, course, taken, leaving, unrestored }: Claims & { readonly fault: Halt | undefined; readonly course: Course },
): Promise<{ requeueAfterMs?: number }> {
  const reader = context.statusContext(object);
  const told = services.map(({ service, releases }) => {
    const parts = releases.map((release) => {
      const status = releaseStatus(release, undefined, reader);
      return { name: release.key, summary: summaryOf(status, reader.steps.get(release.id)) };
    });
    const summary: Summary = taken.includes(service.namespace)
      ? {
          is: "stalled",
          reason: "NamespaceConflict",
          message: `the namespace "${service.namespace}" exists and was not made for it`,
        }
      : unrestored.has(service.namespace)
        ? { is: "stalled", reason: "RestoreFailed", message: unrestored.get(service.namespace)! }
        : leaving.includes(service.namespace)
          ? {
              is: "progressing",
              reason: "Progressing",
              message: `the namespace "${service.namespace}" is being deleted; it is made again when it is gone`,
            }
          : service.unknownTemplate === true
            ? { is: "progressing", reason: "UnknownDependency", message: "its template is not there" }
            : summaryOfParts(parts, "release");
    return { key: service.key, namespace: service.namespace, summary };
  });
  const fields = Object.fromEntries(
    told.map(({ key, namespace, summary }) => [
      key,
      { ready: summary.is === "ready", namespace, reason: summary.reason, message: summary.message },
    ]),
  );
  const conflict = told.find((t) => taken.includes(t.namespace))?.summary;
  const parts = told.map(({ key, summary: s }) => ({ name: key, summary: s }));
  const summary: Summary =
    fault === undefined ? (conflict ?? summaryOfParts(parts, "service")) : { is: "stalled", ...fault };
  const life = reportLife(context, object, services, { course, summary });
  const later = await writeSoon(context, object, life, { ...life.fields, services: fields });
  return soonest(later.requeueAfterMs, life.againInMs);
}

/** Another phase, and what was heeded, is told at once, how far it is within a moment. */
async function writeSoon(
  { statuses }: Context,
  object: KubeObject,
  { summary }: LifeReport,
  fields: Readonly<Record<string, unknown>>,
): Promise<{ requeueAfterMs?: number }> {
  if (urgent(statuses.current(object)) === urgent(fields)) return await statuses.writeInTime(object, summary, fields);
  await statuses.write(object, summary, fields);
  return {};
}

function urgent({ phase, lastActivity }: LifeStatus): string {
  return JSON.stringify([phase, lastActivity?.heeded, lastActivity?.extended]);
}
