import {
  API_VERSION,
  type ApplyRecord,
  decodeRecord,
  type KubeObject,
  OWNER_UID_ANNOTATION,
  recordedName,
  recordKey,
  releasesOf,
  type Step,
} from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";

/** Something of the files that was applied from a client before. */
export interface Recorded {
  readonly record: ApplyRecord;
  readonly secret: KubeObject;
}

/** What clients applied of the files. A record that this version cannot read is an error. */
export async function recordedOf({ cluster, namespace }: Session, { loaded }: Universe): Promise<Recorded[]> {
  const found = await atOnce(loaded.specs, async ({ object }) => {
    const secret = await cluster.get(recordKey({ ...object, namespace: object.namespace ?? namespace }));
    if (secret === undefined) return [];
    const record = decodeRecord(secret);
    if (record !== undefined) return [{ record, secret }];
    const { namespace: home, name } = secret.metadata;
    throw new CliError(EXIT.no, `the record Secret ${home}/${name} is of a newer version, or damaged`);
  });
  return found.flat();
}

/** What a client applied is the client's, until somebody says otherwise. Throws a CliError. */
export function refuseRecorded(host: Host, [first]: readonly Recorded[]): void {
  if (first === undefined) return;
  const { object } = first.record;
  const { name, namespace: home } = first.secret.metadata;
  throw new CliError(
    EXIT.no,
    `${object.kind} ${object.name} was applied from a client before, and what it installed stays with it (Secret ${home}/${name})`,
    `go on from here with --server-side=false\nor leave it to the controllers with ${host.name} apply --take-ownership: its releases stay as they are`,
  );
}

/** A release that only the record knows would belong to nobody. Throws a CliError. */
export function refuseLeftovers({ analysis }: Universe, recorded: readonly Recorded[]): void {
  const wanted = new Set(releasesOf(analysis.graph).map(recordedName));
  const left = recorded.flatMap(({ record }) => Object.keys(record.releases).filter((name) => !wanted.has(name)));
  if (left.length > 0)
    throw new CliError(
      EXIT.no,
      `${left.join(", ")} ${left.length === 1 ? "was" : "were"} applied from a client and ${left.length === 1 ? "is" : "are"} no longer in the files`,
      "apply once more from here with --server-side=false, which takes that away, and hand over the rest then",
    );
}

/**
 * Leaves to the controllers what records hold, for objects that are submitted: namespaces get their new owner, and the
 * record goes last, so that this can be done again wherever it was interrupted.
 */
export async function giveUpRecords({ cluster }: Session, recorded: readonly Recorded[]): Promise<void> {
  for (const { record, secret } of recorded) {
    const { kind, namespace, name } = record.object;
    const uid = (await cluster.get({ apiVersion: API_VERSION, kind, namespace, name }))?.metadata.uid;
    if (uid === undefined) throw new CliError(EXIT.no, `${kind} ${name} has been deleted meanwhile`);
    for (const home of record.namespaces) await handNamespace(cluster, home, secret.metadata.uid, uid);
    await cluster.delete(recordKey(record.object));
  }
}

async function handNamespace(
  cluster: Session["cluster"],
  name: string,
  from: string | undefined,
  to: string,
): Promise<void> {
  const found = await cluster.get({ apiVersion: "v1", kind: "Namespace", name });
  const annotations = found?.metadata.annotations;
  if (found === undefined || annotations?.[OWNER_UID_ANNOTATION] !== from) return; // not this record's
  await cluster.update({
    ...found,
    metadata: { ...found.metadata, annotations: { ...annotations, [OWNER_UID_ANNOTATION]: to } },
  });
}

/** Whether controllers say what was so before the records were given up. */
export function isBeforeHandOver(step: Step, recorded: readonly Recorded[]): boolean {
  if (step.do !== "stop") return false;
  const { reason, message } = step;
  return recorded.some(
    ({ record, secret }) =>
      (reason === "ReleaseNameConflict" && message.includes(secret.metadata.name)) ||
      (reason === "NamespaceConflict" && record.namespaces.some((ns) => message.includes(`"${ns}"`))),
  );
}
