import { type KubeObject, makerOf } from "@upstart/engine";
import type { Kept } from "../cluster/kept.ts";
import { kindAndName, namesIn } from "../cluster/pick.ts";
import type { StoredRecord } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import type { DeleteFlags } from "./delete.ts";

/** What is to go: what clients applied, and what controllers keep. */
export interface Chosen {
  readonly targets: readonly StoredRecord[];
  readonly keptTargets: readonly KubeObject[];
}

/** Finds what names or files mean, and says what of it is not applied. Throws a CliError where neither is given. */
export async function chooseTargets(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  names: readonly string[],
  { records, kept }: { readonly records: readonly StoredRecord[]; readonly kept: Kept },
): Promise<Chosen & { readonly missing: readonly string[] }> {
  const wanted = namesIn(names).map((name) => ({ ...objectNamed(name), namespace: session.namespace }));
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

/** Of an object that was applied: a name with a slash can have nothing else before it than a kind. */
function objectNamed(text: string): { readonly kind: string | undefined; readonly name: string } {
  const { kind, name } = kindAndName(text);
  if (kind === undefined && name.includes("/"))
    throw new CliError(
      EXIT.usage,
      `there is no kind "${name.split("/")[0]}"`,
      "it is usvc, uenv or uhr, or a name alone",
    );
  return { kind, name };
}
