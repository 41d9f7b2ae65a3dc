import { buildUniverse, type Graph, type NodeId, releasesOf, specOfRecord, stillNeeded } from "@upstart/engine";
import { type Kept, specsOfKept } from "../cluster/kept.ts";
import { ownerKey, type StoredRecord } from "../cluster/records.ts";
import { CliError, EXIT } from "../exit.ts";

/** Everything that is applied, whichever way. What is both is the client's: it installed it. */
export function graphOfAll(records: readonly StoredRecord[], { objects }: Kept, namespace: string): Graph {
  const applied = records.map((r) => specOfRecord(r.record));
  const isApplied = new Set(applied.map((s) => ownerKey(s.object, "")));
  const written = specsOfKept(objects).filter((s) => !isApplied.has(ownerKey(s.object, "")));
  return buildUniverse([...applied, ...written], namespace).graph;
}

/**
 * What others need is not deleted. With force a client's is, all the same; the controllers would hold theirs, whoever
 * asks. Throws a CliError.
 */
export function refuseNeeded(
  graph: Graph,
  targets: { readonly ofClients: ReadonlySet<string>; readonly kept: ReadonlySet<string> },
  { force }: { readonly force: boolean },
): void {
  const idsOf = (owners: ReadonlySet<string>) => idsOfOwners(graph, owners);
  const [kept, ofClients] = [idsOf(targets.kept), idsOf(targets.ofClients)];
  const needed = stillNeeded(graph, new Set([...kept, ...ofClients]));
  const held = needed.filter((n) => partsOf(graph, n.needs).some((id) => kept.has(id)));
  if (needed.length === 0 || (force && held.length === 0)) return;
  throw new CliError(
    EXIT.no,
    (force ? held : needed).map((n) => `${n.needs} is still needed by ${n.by}`).join("\n       "),
    held.length > 0
      ? "delete those first or together with it; the controllers hold it as long, also with --force"
      : "delete those first or together with it, or give --force",
  );
}

/** Whether something of the first needs something of the second. */
export function needs(graph: Graph, first: ReadonlySet<string>, second: ReadonlySet<string>): boolean {
  const users = idsOfOwners(graph, first);
  return stillNeeded(graph, idsOfOwners(graph, second)).some((n) => users.has(n.by));
}

function idsOfOwners(graph: Graph, owners: ReadonlySet<string>): Set<NodeId> {
  return new Set(releasesOf(graph).flatMap((r) => (owners.has(ownerKey(r.owner, "")) ? [r.id] : [])));
}

function partsOf(graph: Graph, id: NodeId): readonly NodeId[] {
  const node = graph.nodes.get(id);
  return node?.kind === "service" ? node.releases : [id];
}
