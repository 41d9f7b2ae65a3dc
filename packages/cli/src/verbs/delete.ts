import { holdObjects } from "../cluster/hold.ts";
import { listVisibleRecords, type StoredRecord } from "../cluster/records.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import type { ProgressForm } from "../progress/progress.ts";
import { warnUnreadable } from "./observe.ts";
import { takeAway } from "./take-away.ts";

export interface DeleteFlags extends FileFlags, ClusterFlags, OutputFlags {
  readonly maxParallel: number;
  readonly progress: ProgressForm;
  readonly timeout: number;
  readonly force?: boolean;
  readonly ignoreNotFound?: boolean;
}

/** Takes away what was applied: dependents first, namespaces last; what others still need is held. */
export async function deleteApplied(host: Host, flags: DeleteFlags, names: readonly string[]): Promise<ExitCode> {
  const session = openSession(host, flags);
  try {
    const { records, unreadable } = await listVisibleRecords(session.cluster, session.namespace);
    if (unreadable.length > 0) warnUnreadable(host, unreadable);
    const { targets, missing } = await chosen(host, flags, session, names, records);
    const isMissed = missing.length > 0 && flags.ignoreNotFound !== true;
    if (isMissed)
      host.stderr.write(
        `${missing.map((m) => `${m} is not applied in namespace "${session.namespace}": nothing to delete\n`).join("")}  ${host.name} status -A shows what is applied\n`,
      );
    if (targets.length === 0) return isMissed ? EXIT.no : EXIT.ok;
    const hold = await holdObjects(
      host,
      session,
      targets.map((t) => t.record.object),
      flags.timeout,
    );
    try {
      const code = await takeAway(host, flags, session, { all: records, targets });
      return code === EXIT.ok && isMissed ? EXIT.no : code;
    } finally {
      await hold.release();
    }
  } finally {
    session.close();
  }
}

async function chosen(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  names: readonly string[],
  all: readonly StoredRecord[],
): Promise<{ readonly targets: readonly StoredRecord[]; readonly missing: readonly string[] }> {
  const wanted = names.map((name) => ({ ...kindAndName(name), namespace: session.namespace }));
  if (flags.filename.length > 0) {
    const { loaded } = await readUniverse(host, { ...flags, namespace: session.namespace });
    for (const { kind, object } of loaded.specs)
      wanted.push({ kind, name: object.name, namespace: object.namespace ?? session.namespace });
  } else if (names.length === 0) throw new CliError(EXIT.usage, "nothing to delete: name it, or give its file with -f");
  const targets = new Set<StoredRecord>();
  const missing: string[] = [];
  for (const { kind, name, namespace } of wanted) {
    const hits = all.filter(
      ({ record: { object } }) =>
        object.name === name && object.namespace === namespace && (kind === undefined || object.kind === kind),
    );
    for (const hit of hits) targets.add(hit);
    if (hits.length === 0) missing.push(name);
  }
  return { targets: [...targets], missing };
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
