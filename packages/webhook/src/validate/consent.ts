import {
  API_GROUP,
  formatPath,
  type Graph,
  needsOf,
  type PublishedSource,
  type Release,
  releasesOf,
  visibleSources,
} from "@upstart/engine";
import type { User } from "../admission/review.ts";
import type { Cause } from "../admission/verdict.ts";
import { keyOf } from "../peers/meaning.ts";
import type { Peer } from "../peers/peer.ts";

/** An object of another namespace that is read for the one who asks: they must be allowed to read it themselves. */
export interface Read {
  readonly object: {
    readonly group: string;
    readonly resource: string;
    readonly namespace: string;
    /** Absent: it is not known yet which. */
    readonly name?: string;
  };
  /** The field of which that comes. */
  readonly field: string;
}

/** Everything that an object reads of other namespaces: outputs that it uses, and templates. Each once. */
export function readsOf(subject: Peer, graph: Graph): Read[] {
  const releases = releasesOf(graph).filter((r) => keyOf(r.owner) === subject.key);
  const reads = [
    ...templateReads(subject),
    ...releases.flatMap((r) => [...outputReads(r, graph), ...unknownReads(r, graph)]),
  ];
  return [...new Map(reads.map((r) => [JSON.stringify(r.object), r])).values()];
}

/** Asks of each whether the user may; what they may not is a cause. */
export async function refusedReads(
  reads: readonly Read[],
  user: User,
  isAllowed: (user: User, object: Read["object"]) => Promise<boolean>,
): Promise<Cause[]> {
  const answers = await Promise.all(reads.map((read) => isAllowed(user, read.object)));
  return reads.filter((_, i) => answers[i] === false).map((read) => refusal(read, user));
}

function refusal({ object: { resource, namespace, name }, field }: Read, { username }: User): Cause {
  const what = `${name === undefined ? resource : `${resource}/${name}`} in namespace "${namespace}"`;
  const whatElse = name === undefined ? ", or apply this once what it refers to is there" : "";
  return {
    reason: "FieldValueForbidden",
    field,
    message: `reads ${what}, which "${username}" may not get; ask for that right${whatElse}`,
  };
}

function templateReads({ spec }: Peer): Read[] {
  if (spec.kind !== "UpstartEnvironment") return [];
  return Object.entries(spec.spec.services).flatMap(([key, { from }]) => {
    if (from?.namespace === undefined || from.namespace === spec.object.namespace) return [];
    const object = { group: API_GROUP, resource: "upstartservices", namespace: from.namespace, name: from.name };
    return [{ object, field: formatPath(["spec", "services", key, "from"]) }];
  });
}

function outputReads(release: Release, graph: Graph): Read[] {
  return needsOf(graph, release.id).flatMap((edge) => {
    const node = graph.nodes.get(edge.to);
    if (node === undefined || edge.outputs.length === 0) return [];
    return visibleSources(graph, release, node)
      .filter(({ source }) => source.keys === undefined || source.keys.some((key) => edge.outputs.includes(key)))
      .filter((source) => leaves(release, source))
      .map(({ release: producer, source }) => ({
        object: {
          group: "",
          resource: source.secretRef === undefined ? "configmaps" : "secrets",
          namespace: producer.namespace,
          name: (source.secretRef ?? source.configMapRef)!.name,
        },
        field: formatPath(edge.place.path),
      }));
  });
}

function leaves(reader: Release, { release: producer }: PublishedSource): boolean {
  const isOfOneEnvironment =
    reader.environment !== undefined &&
    reader.environment.name === producer.environment?.name &&
    reader.environment.namespace === producer.environment.namespace;
  return !isOfOneEnvironment && producer.namespace !== reader.owner.namespace;
}

/** What is not there yet is asked for in general: later nobody asks again. */
function unknownReads(release: Release, graph: Graph): Read[] {
  return graph.dangling
    .filter(({ from, candidates, outputs }) => from === release.id && candidates.length === 0 && outputs.length > 0)
    .flatMap(({ index, dependency: { namespace } }) => {
      if (namespace === undefined || namespace === release.owner.namespace) return [];
      const field = formatPath(release.placeOf(["dependencies", index, "name"]).path);
      return [{ object: { group: "", resource: "secrets", namespace }, field }];
    });
}
