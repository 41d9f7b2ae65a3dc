import {
  buildUniverse,
  ClusterError,
  type Graph,
  needsOf,
  type ObjectRef,
  type Release,
  recordedName,
  releasesOf,
  specOfRecord,
} from "@upstart/engine";
import { look } from "../cluster/look.ts";
import { listVisibleRecords, ownerKey } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { CliError } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Rolled } from "./apply-rollout.ts";
import { thoseThatMayUse } from "./may-use.ts";

/** A release that somebody else applied and that runs with an old value of an output. */
export interface OutOfDate {
  readonly id: string;
  readonly namespace: string;
  readonly object: ObjectRef;
}

/** What a look for them has found, or why they could not be seen. */
export type Looked = { readonly found: readonly OutOfDate[] } | { readonly failure: string };

/**
 * Looks which releases of others use outputs of what was applied just now and run with old values of them: an apply
 * changes nothing but its own.
 */
export async function lookOutOfDate(
  session: Session,
  { own, deployed }: Pick<Rolled, "own" | "deployed">,
): Promise<Looked> {
  if (!own.some((r) => deployed.has(r.id) && r.outputsFrom.length > 0)) return { found: [] };
  try {
    return { found: await outOfDate(session, own) };
  } catch (error) {
    if (!(error instanceof ClusterError) && !(error instanceof CliError)) throw error;
    return { failure: error.message };
  }
}

/** Says on stderr what was found, with what to do, and returns it. */
export function tellOutOfDate(host: Host, session: Session, looked: Looked): readonly OutOfDate[] {
  if ("failure" in looked) {
    host.stderr.write(`warning: whether releases of others run with old values could not be seen: ${looked.failure}\n`);
    return [];
  }
  const { found } = looked;
  if (found.length > 0) host.stderr.write(textOf(host, session, found));
  return found;
}

async function outOfDate(session: Session, own: readonly Release[]): Promise<OutOfDate[]> {
  const { cluster, namespace } = session;
  const { records } = await listVisibleRecords(cluster, namespace);
  const homes = new Set(own.map((r) => r.owner.namespace ?? namespace));
  const specs = thoseThatMayUse(
    records.map((r) => specOfRecord(r.record)),
    homes,
  );
  const ownKeys = new Set(own.map((r) => ownerKey(r.owner, namespace)));
  const users = usersOf(buildUniverse(specs, namespace).graph, (r) => ownKeys.has(ownerKey(r.owner, namespace)));
  if (users.length === 0) return [];
  const isElsewhere = users.some((r) => (r.owner.namespace ?? namespace) !== namespace);
  const { releases, steps, observation } = await look(session, { allNamespaces: isElsewhere });
  const names = new Set(users.map(recordedName));
  return releases
    .filter((r) => names.has(recordedName(r)) && steps.get(r.id)?.do === "upgrade")
    .filter((r) => observation.get(r.id)?.helm?.status === "deployed")
    .map(({ id, namespace: ns, owner }) => ({ id, namespace: ns, object: owner }));
}

/** The releases that use outputs of own ones, without those that are own themselves. */
export function usersOf(graph: Graph, isOwn: (release: Release) => boolean): Release[] {
  const isOwnNode = (id: string): boolean => {
    const node = graph.nodes.get(id);
    return node?.kind === "service" ? node.releases.some(isOwnNode) : node !== undefined && isOwn(node);
  };
  return releasesOf(graph).filter(
    (r) => !isOwn(r) && needsOf(graph, r.id).some((edge) => edge.outputs.length > 0 && isOwnNode(edge.to)),
  );
}

function textOf(host: Host, { namespace }: Session, found: readonly OutOfDate[]): string {
  const objects = Map.groupBy(found, ({ object }) => ownerKey(object, namespace));
  return [...objects.values()]
    .map((releases) => {
      const { kind, name, namespace: ns } = releases[0]!.object;
      const who = releases.map((r) => r.id).join(", ");
      return `warning: ${who} ${releases.length === 1 ? "runs" : "run"} with old values of what changed; apply ${kind} ${name} again, from its file:\n  ${host.name} apply -f FILE -n ${ns ?? namespace}\n`;
    })
    .join("");
}
