import { API_VERSION, type Graph, type Kind, type NodeId, type Release, releaseObject } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";

const KINDS: readonly (readonly [short: string, long: RegExp, kind: Kind])[] = [
  ["usvc", /^(?:usvc|upstartservices?)$/i, "UpstartService"],
  ["uenv", /^(?:uenv|upstartenvironments?)$/i, "UpstartEnvironment"],
  ["uhr", /^(?:uhr|helmreleases?)$/i, "HelmRelease"],
];

/**
 * The words of a call as names, also where a kind stands before them as kubectl has it: `usvc shop mail` is `usvc/shop`
 * and `usvc/mail`. Throws a CliError where there is a kind and no name.
 */
export function namesIn(words: readonly string[]): string[] {
  const [first = "", ...names] = words;
  const short = shortOf(first);
  if (short === undefined) return [...words];
  if (names.length === 0)
    throw new CliError(EXIT.usage, `"${first}" is a kind: there is no name`, `give one, such as ${short}/NAME`);
  const other = names.find((name) => name.includes("/"));
  if (other !== undefined)
    throw new CliError(EXIT.usage, `"${other}" has a kind of its own, after the kind "${first}"`, `leave ${first} out`);
  return names.map((name) => `${short}/${name}`);
}

/** `usvc/shop` as kubectl reads it; no kind where none of ours stands before the slash. */
export function kindAndName(text: string): { readonly kind?: Kind; readonly name: string } {
  const [first = "", ...rest] = text.split("/");
  const short = rest.length === 0 ? undefined : shortOf(first);
  if (short === undefined) return { name: text };
  return { kind: KINDS.find(([s]) => s === short)![2], name: rest.join("/") };
}

function shortOf(word: string): string | undefined {
  const [group] = API_VERSION.split("/");
  const plain = word.toLowerCase().endsWith(`.${group}`) ? word.slice(0, -group!.length - 1) : word;
  return KINDS.find(([, long]) => long.test(plain))?.[0];
}

/**
 * The releases that names pick: of an object, a service, a release by id, key or Helm name, or by the HelmRelease that
 * stands for it. All, where none is named.
 */
export function pick(
  { graph, releases }: { readonly graph: Graph; readonly releases: readonly Release[] },
  names: readonly string[],
): { readonly picked: readonly Release[]; readonly unknown: readonly string[] } {
  if (names.length === 0) return { picked: releases, unknown: [] };
  const picked = new Set<Release>();
  const unknown: string[] = [];
  for (const name of names) {
    const wanted = kindAndName(name);
    const hits = releases.filter((r) => namesOf(graph, r, wanted.kind).includes(wanted.name));
    // An exact id means that one only.
    const exact = wanted.kind === undefined ? hits.filter((r) => r.id === wanted.name) : [];
    for (const r of exact.length > 0 ? exact : hits) picked.add(r);
    if (hits.length === 0) unknown.push(name);
  }
  return { picked: releases.filter((r) => picked.has(r)), unknown };
}

/** By which names a release is picked, of one kind or of any. */
function namesOf(graph: Graph, release: Release, kind: Kind | undefined): readonly (string | NodeId)[] {
  const { id, key, releaseName, owner } = release;
  const service = release.service === undefined ? undefined : graph.nodes.get(release.service);
  const ofService = service?.kind === "service" ? [service.object.name, service.key] : [];
  switch (kind) {
    case "HelmRelease":
      return [id, key, releaseName, releaseObject(graph, release).name];
    case "UpstartService":
      return owner.kind === kind ? [...ofService, owner.name] : ofService;
    case "UpstartEnvironment":
      return owner.kind === kind ? [owner.name] : [];
    default:
      return [id, owner.name, key, releaseName, ...ofService];
  }
}
