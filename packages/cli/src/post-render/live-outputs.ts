import {
  API_VERSION,
  analyze,
  decode,
  liveResolver,
  missingKeys,
  type Observation,
  type Release,
  releasesOf,
  type Spec,
  specOfRecord,
} from "@upstart/engine";
import { specsOfKept } from "../cluster/kept.ts";
import { look } from "../cluster/look.ts";
import { ownerKey } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import type { KnownOutputs } from "./fill.ts";
import type { ManifestString } from "./manifest-strings.ts";

/**
 * Looks up what manifests use, as for a HelmRelease that stands alone in the session's namespace and depends on all of
 * it: what it may see, and what is told of a slip, is what the other doors say.
 */
export async function liveOutputs(
  session: Session,
  strings: readonly ManifestString[],
  signal: AbortSignal,
): Promise<KnownOutputs> {
  const seen = await look(session, { signal });
  const applied = seen.records.map((r) => specOfRecord(r.record));
  const isApplied = new Set(applied.map((s) => ownerKey(s.object, "")));
  const kept = specsOfKept(seen.kept).filter((s) => !isApplied.has(ownerKey(s.object, "")));
  const reader = readerOf(strings, session.namespace);
  const { graph, diagnostics } = analyze([...applied, ...kept, reader], { namespace: session.namespace });
  const release = releasesOf(graph).find((r) => r.owner.name === reader.object.name && r.owner.kind === "HelmRelease")!;
  const observation = observationOf(releasesOf(graph), seen.releases, seen.observation);
  const own = diagnostics.filter(
    ({ place, severity, code }) =>
      place.object.name === reader.object.name &&
      place.object.kind === "HelmRelease" &&
      (severity === "error" || code === "UnknownDependency"),
  );
  const missing = missingKeys(graph, observation, release);
  return { resolve: liveResolver(graph, observation, release), diagnostics: own, missing };
}

/** Its name is in messages: `"the-manifests" uses << db.outputs.HOST >>`. */
const READER = "the-manifests";

function readerOf(strings: readonly ManifestString[], namespace: string): Spec {
  const references = strings.flatMap(({ template }) =>
    template.segments.filter((s) => typeof s !== "string").filter((s) => s.target.kind === "output"),
  );
  const names = references.flatMap(({ target }) => (target.kind === "output" ? [target.dependency] : []));
  const { spec } = decode(
    {
      apiVersion: API_VERSION,
      kind: "HelmRelease",
      metadata: { name: READER, namespace },
      spec: {
        chart: "./manifests",
        dependencies: [...new Set(names)].map((name) => ({ name })),
        values: { references: [...new Set(references.map(({ mark }) => mark.text))] },
      },
    },
    {},
  );
  return spec!;
}

/** Nodes may be called otherwise in another graph: a Helm release is the same by its name and namespace. */
function observationOf(releases: readonly Release[], seen: readonly Release[], observation: Observation): Observation {
  const key = (r: Release) => `${r.namespace}/${r.releaseName}`;
  const ids = new Map(seen.map((r) => [key(r), r.id]));
  return new Map(
    releases.flatMap((r) => {
      const of = observation.get(ids.get(key(r)) ?? "");
      return of === undefined ? [] : [[r.id, of] as const];
    }),
  );
}
