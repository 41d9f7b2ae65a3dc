import {
  analyze,
  decodeRecord,
  type Graph,
  hasErrors,
  type KubeObject,
  type NodeId,
  type Release,
  recordedName,
  releasesOf,
  type Spec,
  specOfRecord,
  type WatchEvent,
} from "@upstart/engine";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { styleOf } from "../print.ts";
import { byNeed } from "./by-need.ts";
import { changesKept, type Kept, listKeptIn, specsOfKept } from "./kept.ts";
import { holdsAny, ownerKey, recordSelection, recordsIn, recordsOf, type StoredRecord } from "./records.ts";
import type { Session } from "./session.ts";
import { templatesFor } from "./templates.ts";

/** Something that a release depends on and that is not in the files. */
export interface Wanted {
  readonly name: string;
  readonly namespace: string;
}

/** The files' graph, with what others applied and it depends on. */
export interface Surroundings {
  readonly graph: Graph;
  /** Of the files, what others need first. */
  readonly own: readonly Release[];
  readonly foreign: ReadonlySet<NodeId>;
  /** What is recorded of the objects of the files. */
  readonly ownRecords: readonly StoredRecord[];
  /** Records of others that are part of the graph. */
  readonly records: readonly StoredRecord[];
  /** What controllers keep that is part of the graph. */
  readonly kept: Kept & { readonly owners: ReadonlySet<string> };
  readonly wanted: readonly Wanted[];
}

/** The Secrets with the records of each namespace that the files, or what they want, are in. */
export async function recordsAround({ cluster, namespace }: Session, universe: Universe): Promise<KubeObject[]> {
  const homes = new Set([
    ...universe.loaded.specs.map((s) => s.object.namespace ?? namespace),
    ...wantedBy(universe.analysis.graph, namespace).map((w) => w.namespace),
  ]);
  return (await Promise.all([...homes].map((home) => cluster.list(recordSelection(home))))).flat();
}

/**
 * Puts the files among what others applied, by the records around, which are listed where they are not given. Throws a
 * CliError where the two do not fit.
 */
export async function surroundingsOf(
  host: Host,
  flags: { readonly color?: "auto" | "always" | "never" },
  session: Session,
  universe: Universe,
  around: Promise<readonly KubeObject[]> = recordsAround(session, universe),
): Promise<Surroundings> {
  const { namespace } = session;
  const { graph } = universe.analysis;
  const wanted = wantedBy(graph, namespace);
  const ownKeys = new Set(universe.loaded.specs.map((s) => ownerKey(s.object, namespace)));
  const [secrets, kept] = await Promise.all([around, keptFor(session, wanted, ownKeys)]);
  const isOfFiles = ({ record }: StoredRecord) => ownKeys.has(ownerKey(record.object, ""));
  const ownRecords = recordsIn(secrets).filter(isOfFiles);
  const others = recordsIn(secrets).filter((r) => !isOfFiles(r));
  refuseTakeOver(releasesOf(graph), others);
  const records = recordsOf(wanted, others);
  if (records.length + kept.specs.length === 0)
    return {
      graph,
      own: byNeed(graph, releasesOf(graph), "file"),
      foreign: new Set(),
      ownRecords,
      records,
      kept,
      wanted,
    };
  const applied = [...universe.loaded.specs, ...records.map((r) => specOfRecord(r.record)), ...kept.specs];
  const templates = templatesAmong(universe.templates, applied, namespace);
  const more = await templatesFor(session, [...applied, ...templates]);
  const analysis = analyze([...applied, ...templates, ...more], { namespace });
  const errors = analysis.diagnostics.filter((d) => d.severity === "error" && d.place.document !== undefined);
  if (hasErrors(errors)) {
    writeDiagnostics(
      host,
      "stderr",
      locateAll(universe.loaded, errors, universe.sources),
      styleOf(host, "stderr", flags),
    );
    throw new CliError(EXIT.no, "the files do not fit what is in the cluster");
  }
  const releases = releasesOf(analysis.graph);
  const isOwn = (r: Release) => ownKeys.has(ownerKey(r.owner, namespace));
  const foreign = new Set(releases.filter((r) => !isOwn(r)).map((r) => r.id));
  const own = byNeed(analysis.graph, releases.filter(isOwn), "file");
  return { graph: analysis.graph, own, foreign, ownRecords, records, kept, wanted };
}

/** Objects that controllers keep and that hold something wanted. Nothing is asked where nothing is wanted. */
async function keptFor({ cluster }: Session, wanted: readonly Wanted[], ownKeys: ReadonlySet<string>) {
  const homes = [...new Set(wanted.map((w) => w.namespace))];
  const kept = await listKeptIn(cluster, homes);
  const specs = specsOfKept(kept.objects).filter((s) => !ownKeys.has(ownerKey(s.object, "")) && holdsOne(s, wanted));
  const owners = new Set(specs.map((s) => ownerKey(s.object, "")));
  return { ...kept, specs, owners };
}

/** Whether an event tells of something wanted that controllers keep, and of more than its status. */
export function changesWanted(event: WatchEvent, kept: Kept, wanted: readonly Wanted[]): boolean {
  return changesKept(event, kept.objects) && specsOfKept([event.object]).some((s) => holdsOne(s, wanted));
}

function holdsOne(spec: Spec, wanted: readonly Wanted[]): boolean {
  return holdsAny(spec, spec.object.namespace ?? "", wanted);
}

/** Whether an object is the record of something wanted. */
export function holdsWanted(object: KubeObject, wanted: readonly Wanted[]): boolean {
  const record = object.kind === "Secret" ? decodeRecord(object) : undefined;
  return record !== undefined && recordsOf(wanted, [{ record, secret: object }]).length > 0;
}

function wantedBy(graph: Graph, namespace: string): Wanted[] {
  return graph.dangling
    .filter((d) => d.candidates.length === 0)
    .map((d) => ({
      name: d.dependency.name,
      namespace: d.dependency.namespace ?? (graph.nodes.get(d.from) as Release).owner.namespace ?? namespace,
    }));
}

/** Those that are applied too are there already. */
function templatesAmong(templates: readonly Spec[], applied: readonly Spec[], namespace: string): readonly Spec[] {
  const keys = new Set(applied.map((s) => ownerKey(s.object, namespace)));
  return templates.filter((t) => !keys.has(ownerKey(t.object, namespace)));
}

/** A Helm release that another object's apply made is never taken over. */
function refuseTakeOver(own: readonly Release[], others: readonly StoredRecord[]): void {
  for (const release of own) {
    const name = recordedName(release);
    const holder = others.find(({ record }) => Object.hasOwn(record.releases, name));
    if (holder === undefined) continue;
    const { kind, name: object } = holder.record.object;
    throw new CliError(
      EXIT.no,
      `ReleaseNameConflict: ${release.id} would take over the Helm release "${release.releaseName}" in namespace "${release.namespace}", which ${kind} ${object} installed`,
      "give it a releaseName of its own, or delete the other first",
    );
  }
}
