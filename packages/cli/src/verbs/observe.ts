import { editDistance, nearest, type Release, redactorOf } from "@upstart/engine";
import { type Look, type LookOptions, look } from "../cluster/look.ts";
import { namesIn, pick } from "../cluster/pick.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { type ReleaseState, stateOf } from "./release-state.ts";

export interface ObserveFlags extends ClusterFlags {
  readonly allNamespaces?: boolean;
}

/** A look with what the names on the command line pick of it. */
export interface Picked extends Look {
  readonly picked: readonly Release[];
  readonly session: Session;
}

/** Opens a session, looks, and hands what the names pick to a verb. Names that pick nothing are an error. */
export async function observe<R>(
  host: Host,
  flags: ObserveFlags,
  words: readonly string[],
  show: (seen: Picked) => Promise<R> | R,
  options: Pick<LookOptions, "withObjects"> = {},
): Promise<R> {
  const names = namesIn(words);
  const session = openSession(host, flags);
  try {
    const where = flags.allNamespaces === true ? "any namespace" : `namespace "${session.namespace}"`;
    const seen = await look(session, {
      allNamespaces: flags.allNamespaces === true,
      ...options,
      signal: host.signal,
      onUnreadable: (secrets) => warnUnreadable(host, secrets),
    });
    const { picked, unknown } = pick(seen, names);
    if (unknown.length > 0) throw notFound(seen, unknown[0]!, where);
    if (seen.records.length + seen.kept.length === 0)
      host.stderr.write(`nothing is applied in ${where}${unseen(seen)}\n`);
    return await show({ ...seen, picked, session });
  } finally {
    session.close();
  }
}

function unseen({ keptForbidden, recordsForbidden }: Look): string {
  if (keptForbidden !== undefined) return ", unless controllers keep it: what they keep may not be seen";
  if (recordsForbidden !== undefined) return ", unless from a client: Secrets, which tell of that, may not be read";
  return "";
}

/** A release's state in one word, and what it waits for. No secret output is in its words. */
export function describeRelease(
  { steps, observation }: Look,
  release: Release,
): ReleaseState & { readonly isReady: boolean } {
  const state = stateOf(steps.get(release.id), observation.get(release.id));
  const message = state.message === undefined ? {} : { message: redactorOf(observation.values())(state.message) };
  return { ...state, ...message, isReady: state.state === "ready" };
}

/** Says that there is more than can be told. */
export function warnUnreadable(host: Host, secrets: readonly string[]): void {
  host.stderr.write(
    `warning: ${secrets.join(", ")} ${secrets.length === 1 ? "is a record" : "are records"} of a newer version, or damaged, and left out\n`,
  );
}

/** Says what there is of that sort instead, what is nearest first. */
export function notFound({ releases }: Pick<Look, "releases">, name: string, where: string): CliError {
  const known = nearestFirst(name, [...new Set(releases.flatMap((r) => [r.id, r.owner.name]))]);
  const close = nearest(name, known);
  const more = known.length > SHOWN ? ` and ${known.length - SHOWN} more` : "";
  const help =
    close !== undefined
      ? `did you mean "${close}"?`
      : known.length === 0
        ? undefined
        : `there are ${known.slice(0, SHOWN).join(", ")}${more}`;
  return new CliError(EXIT.no, `nothing called "${name}" is applied in ${where}`, help);
}

const SHOWN = 10;

/** By how much of them would have to be typed otherwise; a release's key alone counts as its name, too. */
function nearestFirst(name: string, known: readonly string[]): string[] {
  const distance = (id: string) => Math.min(editDistance(name, id), editDistance(name, id.split("/").at(-1)!));
  return [...known].sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1));
}
