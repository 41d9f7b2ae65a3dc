import { holdObjects } from "../cluster/hold.ts";
import { type Kept, listVisibleKept } from "../cluster/kept.ts";
import { listVisibleRecords, ownerKey, type StoredRecord } from "../cluster/records.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument } from "../print.ts";
import type { ProgressForm } from "../progress/progress.ts";
import { deleteKept, refuseMade } from "./delete-kept.ts";
import { type Chosen, chooseTargets } from "./delete-targets.ts";
import { warnUnreadable } from "./observe.ts";
import { refuseDataLoss } from "./refuse-data-loss.ts";
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
    const { targets, keptTargets, missing } = await chooseTargets(host, flags, session, names, { records, kept });
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
  if (flags.force !== true) await refuseDataLoss(session.cluster, targets);
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
