import { buildUniverse, type Universe } from "../graph/build.ts";
import type { Values } from "../reference/values.ts";
import type { OutputSource, ReleaseSpec, Spec } from "../spec/objects.ts";

/** A release in short: what it needs, which outputs it uses (`db.URL`), and what it publishes. */
export interface ReleaseDraft {
  readonly needs?: readonly string[];
  readonly uses?: readonly string[];
  readonly publishes?: readonly OutputSource[];
  readonly values?: Values;
  readonly timeout?: string;
  readonly suspend?: boolean;
  readonly serviceAccountName?: string;
}

/** An UpstartService of drafts, by key. Each has the chart `charts/KEY`; what it uses is in `values.uses`. */
export function serviceOf(
  drafts: Readonly<Record<string, ReleaseDraft>>,
  { name = "shop", namespace = "shop" }: { readonly name?: string; readonly namespace?: string } = {},
): Spec {
  const helmReleases = Object.fromEntries(Object.entries(drafts).map(([key, draft]) => [key, releaseSpec(key, draft)]));
  return {
    kind: "UpstartService",
    object: { kind: "UpstartService", namespace, name },
    metadata: {},
    spec: { helmReleases },
  };
}

/** The universe of one such service. */
export function universeOf(drafts: Readonly<Record<string, ReleaseDraft>>): Universe {
  return buildUniverse([serviceOf(drafts)], "shop");
}

function releaseSpec(key: string, draft: ReleaseDraft): ReleaseSpec {
  const { needs = [], uses = [], publishes, values = {}, timeout, suspend, serviceAccountName } = draft;
  const names = [...new Set([...needs, ...uses.map((u) => u.split(".")[0]!)])];
  const used = Object.fromEntries(uses.map((u) => [u, `<< ${u.replace(".", ".outputs.")} >>`]));
  return {
    chart: `charts/${key}`,
    values: uses.length === 0 ? values : { ...values, uses: used },
    dependencies: names.map((name) => ({ name })),
    ...(publishes === undefined ? {} : { outputsFrom: publishes }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(suspend === undefined ? {} : { suspend }),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
  };
}
