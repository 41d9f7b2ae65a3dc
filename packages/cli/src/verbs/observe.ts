import { nearest, type Release } from "@upstart/engine";
import { type Look, look, pick } from "../cluster/look.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { stateOf } from "./apply-summary.ts";

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
  names: readonly string[],
  show: (seen: Picked) => Promise<R> | R,
): Promise<R> {
  const session = openSession(host, flags);
  try {
    const seen = await look(session, { allNamespaces: flags.allNamespaces === true });
    const { picked, unknown } = pick(seen, names);
    if (unknown.length > 0)
      throw notFound(
        seen,
        unknown[0]!,
        flags.allNamespaces === true ? "any namespace" : `namespace "${session.namespace}"`,
      );
    if (seen.records.length === 0)
      host.stderr.write(
        `nothing is applied in ${flags.allNamespaces === true ? "any namespace" : `namespace "${session.namespace}"`}\n`,
      );
    return await show({ ...seen, picked, session });
  } finally {
    session.close();
  }
}

/** A release's state in one word, and what it waits for. */
export function describeRelease({ steps, observation }: Look, release: Release) {
  const seen = observation.get(release.id);
  const state = stateOf(release.id, steps.get(release.id), seen?.helm?.revision);
  const blockers = seen?.blockers ?? [];
  return { ...state, blockers, isReady: state.state === "ready" };
}

function notFound({ releases }: Look, name: string, where: string): CliError {
  const known = [...new Set(releases.flatMap((r) => [r.id, r.owner.name]))];
  const close = nearest(name, known);
  return new CliError(
    EXIT.no,
    `nothing called "${name}" is applied in ${where}`,
    close === undefined
      ? known.length === 0
        ? undefined
        : `there are ${known.slice(0, 10).join(", ")}`
      : `did you mean "${close}"?`,
  );
}
