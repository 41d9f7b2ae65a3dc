import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { editDistance, nearest, nearestOf } from "../../diagnostic/nearest.ts";
import type { Universe } from "../../graph/build.ts";
import type { Dangling, GraphNode, Release } from "../../graph/graph.ts";
import type { Rule } from "../rule.ts";

/**
 * Every dependency leads to exactly one thing. What may still be applied is a warning; what can never come, or looks
 * like a slip of the pen, is an error.
 *
 *     dependencies: [{name: postgress}]      # the release is called postgres
 */
export const knownDependency: Rule = (universe, judged) => {
  if (judged.dangling.length === 0) return [];
  const names = namesOf(universe);
  return judged.dangling.flatMap((dangling) => {
    const release = universe.graph.nodes.get(dangling.from) as Release;
    if (dangling.candidates.length > 1) return [ambiguous(universe, release, dangling)];
    const diagnostic = unknown(names, release, dangling);
    // A suspended service may be a template for environments that have what it needs.
    return release.suspended && diagnostic.severity === "warning" ? [] : [diagnostic];
  });
};

function ambiguous({ graph }: Universe, release: Release, { index, dependency, candidates }: Dangling): Diagnostic {
  const nodes = candidates.map((id) => graph.nodes.get(id)!);
  const kinds = new Set(nodes.map((n) => n.kind));
  return diagnose(
    "AmbiguousDependency",
    release.placeOf(["dependencies", index, "name"]),
    `"${dependency.name}" is ${nodes.map(describe).join(" and ")}`,
    {
      help:
        kinds.size > 1
          ? "say which by kind: HelmRelease or kind: UpstartService"
          : nodes.map((n) => howToSay(n, dependency.name)).join(", "),
      related: nodes.map((n) => ({ place: n.kind === "service" ? n.place : n.placeOf([]), message: describe(n) })),
    },
  );
}

/** Of two services, one is a key of the environment: its object has another name. The other needs its namespace said. */
function howToSay(node: GraphNode, name: string): string {
  if (node.kind === "release") return `write kind: HelmRelease for the release "${node.key}"`;
  const { object } = node;
  return object.name === name
    ? `write namespace: ${object.namespace} for the service "${name}" of that namespace`
    : `write "${object.name}" for the service of the environment`;
}

function describe(node: { kind: "release"; key: string } | { kind: "service"; object: { name: string } }): string {
  return node.kind === "release" ? `the release "${node.key}"` : `the service "${node.object.name}"`;
}

/** What a name could have been meant to be. */
interface Names {
  readonly siblings: (release: Release) => readonly string[];
  /** Name of the UpstartService object that a release belongs to. */
  readonly ownService: (release: Release) => string | undefined;
  readonly suggest: (name: string) => string | undefined;
}

function namesOf({ expanded }: Universe): Names {
  const keys = new Map(expanded.services.map((s) => [s.service.id, s.releases.map((r) => r.key)]));
  const alone = new Map<string | undefined, string[]>();
  for (const { owner, key } of expanded.standalone) {
    const group = alone.get(owner.namespace);
    if (group === undefined) alone.set(owner.namespace, [key]);
    else group.push(key);
  }
  const objects = new Map(expanded.services.map((s) => [s.service.id, s.service.object.name]));
  return {
    ownService: (release) => (release.service === undefined ? undefined : objects.get(release.service)),
    siblings: (release) => {
      const all = release.service === undefined ? alone.get(release.owner.namespace) : keys.get(release.service);
      return (all ?? []).filter((key) => key !== release.key);
    },
    suggest: nearestOf(expanded.services.flatMap(({ service }) => [service.key, service.object.name])),
  };
}

function unknown(names: Names, release: Release, { index, dependency }: Dangling): Diagnostic {
  const { name, kind } = dependency;
  const namespace = dependency.namespace === release.owner.namespace ? undefined : dependency.namespace;
  const place = release.placeOf(["dependencies", index, "name"]);
  const what = kind === "HelmRelease" ? "release" : kind === "UpstartService" ? "service" : "release or service";
  const message = `there is no ${what} "${name}"${namespace === undefined ? "" : ` in namespace "${namespace}"`}`;
  const siblings = names.siblings(release);
  if (kind === "HelmRelease" && release.service !== undefined && namespace === undefined) {
    const close = nearest(name, siblings);
    return diagnose("UnknownDependency", place, message, {
      help: close === undefined ? `its siblings are ${list(siblings)}` : `did you mean "${close}"?`,
    });
  }
  if (kind === undefined && namespace === undefined && name === names.ownService(release)) {
    return diagnose("UnknownDependency", place, `"${name}" is the service that "${release.key}" belongs to`, {
      help: "a release waits for its siblings or for other services, not for the whole that it is part of; remove it",
    });
  }
  const isBare = kind === undefined && dependency.namespace === undefined;
  const slip = isBare
    ? nearest(
        name,
        siblings.filter((sibling) => looksLikeSlip(name, sibling)),
      )
    : undefined;
  if (slip !== undefined) {
    return diagnose("UnknownDependency", place, message, {
      help: `did you mean "${slip}"? If "${name}" is a service that comes later, say kind: UpstartService`,
    });
  }
  const close = nearest(name, siblings) ?? names.suggest(name);
  return diagnose("UnknownDependency", place, `${message} here; it may be applied later`, {
    severity: "warning",
    help: close === undefined ? "give its file too with -f, or apply it before" : `did you mean "${close}"?`,
  });
}

const SLIP = 2;

/** Close, long enough to be meant, and not one of a numbered family (`redis1`, `redis2`). */
function looksLikeSlip(name: string, sibling: string): boolean {
  if (Math.abs(name.length - sibling.length) > SLIP || editDistance(name, sibling, SLIP) > SLIP) return false;
  const letters = name.replace(/[^A-Za-z]/g, "").length;
  return letters >= 4 && name.replace(/\d/g, "") !== sibling.replace(/\d/g, "");
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((n) => `"${n}"`).join(", ");
}
