import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { editDistance, nearest } from "../../diagnostic/nearest.ts";
import type { Universe } from "../../graph/build.ts";
import type { Dangling, Release } from "../../graph/graph.ts";
import type { Rule } from "../rule.ts";

/**
 * Every dependency leads to exactly one thing. What may still be applied is a warning; what can never come, or looks
 * like a slip of the pen, is an error.
 *
 *     dependencies: [{name: postgress}]      # the release is called postgres
 */
export const knownDependency: Rule = (universe) =>
  universe.graph.dangling.flatMap((dangling) => {
    const release = universe.graph.nodes.get(dangling.from) as Release;
    if (dangling.candidates.length > 1) return [ambiguous(universe, release, dangling)];
    const diagnostic = unknown(universe, release, dangling);
    // A suspended service may be a template for environments that have what it needs.
    return release.suspended && diagnostic.severity === "warning" ? [] : [diagnostic];
  });

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
          : `name the object: ${nodes.map((n) => `"${n.kind === "service" ? n.object.name : n.key}"`).join(" or ")}`,
      related: nodes.map((n) => ({ place: n.kind === "service" ? n.place : n.placeOf([]), message: describe(n) })),
    },
  );
}

function describe(node: { kind: "release"; key: string } | { kind: "service"; object: { name: string } }): string {
  return node.kind === "release" ? `the release "${node.key}"` : `the service "${node.object.name}"`;
}

function unknown(universe: Universe, release: Release, { index, dependency }: Dangling): Diagnostic {
  const { name, kind, namespace } = dependency;
  const siblings = siblingsOf(universe, release);
  const sibling = nearest(name, siblings);
  const isSlip = kind === undefined && namespace === undefined && sibling !== undefined && looksLikeSlip(name, sibling);
  const neverComes = kind === "HelmRelease" && release.service !== undefined && namespace === undefined;
  const place = release.placeOf(["dependencies", index, "name"]);
  const where = namespace === undefined ? "" : ` in namespace "${namespace}"`;
  const message =
    kind === "HelmRelease"
      ? `there is no release "${name}"${where}`
      : kind === "UpstartService"
        ? `there is no service "${name}"${where}`
        : `there is no release or service "${name}"${where}`;
  if (neverComes) {
    return diagnose("UnknownDependency", place, message, {
      help: sibling === undefined ? `its siblings are ${list(siblings)}` : `did you mean "${sibling}"?`,
    });
  }
  if (isSlip) {
    return diagnose("UnknownDependency", place, message, {
      help: `did you mean "${sibling}"? If "${name}" is a service that comes later, say kind: UpstartService`,
    });
  }
  const close = nearest(name, [...siblings, ...servicesOf(universe)]);
  return diagnose("UnknownDependency", place, `${message} here; it may be applied later`, {
    severity: "warning",
    help: close === undefined ? "give its file too with -f, or apply it before" : `did you mean "${close}"?`,
  });
}

/** Close, long enough to be meant, and not one of a numbered family (`redis1`, `redis2`). */
function looksLikeSlip(name: string, sibling: string): boolean {
  const letters = name.replace(/[^A-Za-z]/g, "").length;
  return letters >= 4 && editDistance(name, sibling) <= 2 && name.replace(/\d/g, "") !== sibling.replace(/\d/g, "");
}

function siblingsOf({ expanded }: Universe, release: Release): string[] {
  const service = expanded.services.find((s) => s.service.id === release.service);
  if (service !== undefined) return service.releases.map((r) => r.key).filter((key) => key !== release.key);
  return expanded.standalone
    .filter((r) => r.owner.namespace === release.owner.namespace && r !== release)
    .map((r) => r.key);
}

function servicesOf({ expanded }: Universe): string[] {
  return expanded.services.flatMap(({ service }) => [service.key, service.object.name]);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((n) => `"${n}"`).join(", ");
}
