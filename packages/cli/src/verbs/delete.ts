import { type KubeObject, makerOf } from "@upstart/engine";
import { holdObjects } from "../cluster/hold.ts";
import { type Kept, listVisibleKept } from "../cluster/kept.ts";
import { listVisibleRecords, ownerKey, type StoredRecord } from "../cluster/records.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import { printDocument } from "../print.ts";
import type { ProgressForm } from "../progress/progress.ts";
import { deleteKept, refuseMade } from "./delete-kept.ts";
import { warnUnreadable } from "./observe.ts";
import { graphOfAll, needs, refuseNeeded } from "./refuse-needed.ts";
import { takeAway } from "./take-away.ts";
import { documentOf, type Taken, together, tombstoneText } from "./tombstone.ts";

export interface DeleteFlags extends FileFlags, ClusterFlags, OutputFlags {
  readonly maxParallel: number;
  readonly progress: ProgressForm;
  readonly timeout: number;
  readonly force?: boolean;
  readonly ignoreNotFound?: boolean;
}

/** Takes away what was applied, whichever way: dependents first, namespaces last; what others still need is held. */
export async function deleteApplied(host: Host, flags: DeleteFlags, names: readonly string[]): Promise<ExitCode> {
  const session = openSession(host, flags);
  try {
    const [{ records, unreadable }, kept] = await Promise.all([
      listVisibleRecords(session.cluster, session.namespace),
      listVisibleKept(session.cluster, session.namespace),
    ]);
    if (unreadable.length > 0) warnUnreadable(host, unreadable);
    const { targets, keptTargets, missing } = await chosen(host, flags, session, names, { records, kept });
    const isMissed = missing.length > 0 && flags.ignoreNotFound !== true;
    if (isMissed)
      host.stderr.write(
        `${missing.map((m) => `${m} is not applied in namespace "${session.namespace}": nothing to delete\n`).join("")}  ${host.name} status -A shows what is applied\n`,
      );
    if (targets.length + keptTargets.length === 0) return isMissed ? EXIT.no : EXIT.ok;
    const taken: Taken[] = [];
    try {
      for await (const part of deleteParts(host, flags, session, { records, kept, targets, keptTargets }))
        taken.push(part);
    } finally {
      if (taken.length > 0) await tell(host, flags, taken);
    }
    const code = taken.find((t) => t.code !== EXIT.ok)?.code ?? EXIT.ok;
    return code === EXIT.ok && isMissed ? EXIT.no : code;
  } finally {
    session.close();
  }
}

/** What controllers keep and what clients applied, one after the other: what needs the other first. The second only when the first is gone. */
async function* deleteParts(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  { records, kept, targets, keptTargets }: Chosen & { readonly records: readonly StoredRecord[]; readonly kept: Kept },
): AsyncGenerator<Taken> {
  refuseMade(keptTargets);
  const graph = graphOfAll(records, kept, session.namespace);
  const owners = {
    ofClients: new Set(targets.map(({ record: { object } }) => ownerKey(object, object.namespace))),
    kept: new Set(keptTargets.map((o) => ownerKey({ kind: o.kind, ...o.metadata }, ""))),
  };
  refuseNeeded(graph, owners, { force: flags.force === true });
  const byControllers = () => deleteKept(host, flags, session, { graph, targets: keptTargets });
  const byClient = () => withHold(host, flags, session, { all: records, targets });
  const parts = [...(keptTargets.length > 0 ? [byControllers] : []), ...(targets.length > 0 ? [byClient] : [])];
  if (needs(graph, owners.ofClients, owners.kept)) parts.reverse();
  for (const part of parts) {
    const taken = await part();
    yield taken;
    if (taken.code !== EXIT.ok) return;
  }
}

/** Nobody else applies or deletes them meanwhile. */
async function withHold(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  what: { readonly all: readonly StoredRecord[]; readonly targets: readonly StoredRecord[] },
): Promise<Taken> {
  const objects = what.targets.map((t) => t.record.object);
  const hold = await holdObjects(host, session, objects, flags.timeout);
  try {
    return await takeAway(host, flags, session, what);
  } finally {
    await hold.release();
  }
}

async function tell(host: Host, { output }: DeleteFlags, taken: readonly Taken[]): Promise<void> {
  const tombstone = together(taken.map((t) => t.tombstone));
  if (output === "text") host.stdout.write(tombstoneText(tombstone));
  else await printDocument(host, output === "json" ? "json" : "yaml", documentOf(tombstone));
  for (const note of taken.flatMap((t) => t.notes ?? [])) host.stderr.write(`${note}\n`);
}

interface Chosen {
  readonly targets: readonly StoredRecord[];
  readonly keptTargets: readonly KubeObject[];
}

async function chosen(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  names: readonly string[],
  { records, kept }: { readonly records: readonly StoredRecord[]; readonly kept: Kept },
): Promise<Chosen & { readonly missing: readonly string[] }> {
  const wanted = names.map((name) => ({ ...kindAndName(name), namespace: session.namespace }));
  if (flags.filename.length > 0) {
    const { loaded } = await readUniverse(host, { ...flags, namespace: session.namespace });
    for (const { kind, object } of loaded.specs)
      wanted.push({ kind, name: object.name, namespace: object.namespace ?? session.namespace });
  } else if (names.length === 0) throw new CliError(EXIT.usage, "nothing to delete: name it, or give its file with -f");
  const targets = new Set<StoredRecord>();
  const keptTargets = new Set<KubeObject>();
  const missing: string[] = [];
  for (const { kind, name, namespace } of wanted) {
    const hits = records.filter(
      ({ record: { object } }) =>
        object.name === name && object.namespace === namespace && (kind === undefined || object.kind === kind),
    );
    for (const hit of hits) targets.add(hit);
    const keptHits = keptNamed(kept, { kind, name, namespace });
    for (const hit of keptHits) keptTargets.add(hit);
    if (hits.length + keptHits.length === 0) missing.push(name);
  }
  return { targets: [...targets], keptTargets: [...keptTargets], missing };
}

/** What people wrote goes before what was made of it: a name alone means that. */
function keptNamed(
  { objects }: Kept,
  { kind, name, namespace }: { readonly kind: string | undefined; readonly name: string; readonly namespace: string },
): KubeObject[] {
  const hits = objects.filter(
    ({ kind: k, metadata }) =>
      metadata.name === name && metadata.namespace === namespace && (kind === undefined || k === kind),
  );
  const written = hits.filter((o) => makerOf(o) === undefined);
  return written.length > 0 ? written : hits;
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:usvc|upstartservices?)$/i, "UpstartService"],
  [/^(?:uenv|upstartenvironments?)$/i, "UpstartEnvironment"],
  [/^(?:uhr|helmreleases?)$/i, "HelmRelease"],
];

/** `usvc/shop` as kubectl reads it. */
function kindAndName(text: string): { readonly kind: string | undefined; readonly name: string } {
  const [first = "", ...rest] = text.split("/");
  if (rest.length === 0) return { kind: undefined, name: text };
  const kind = KINDS.find(([pattern]) => pattern.test(first))?.[1];
  if (kind === undefined)
    throw new CliError(EXIT.usage, `there is no kind "${first}"`, "it is usvc, uenv or uhr, or a name alone");
  return { kind, name: rest.join("/") };
}
