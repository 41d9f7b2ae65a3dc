import { API_VERSION, type FieldPath, isMap, kebabCase, type Value, type Values } from "@upstart/engine";
import type { At, Helmfile, HelmfileRelease, HelmfileRepository } from "./helmfile.ts";
import { listOf } from "./helmfile.ts";
import { lostFields, lostTopField } from "./left-out.ts";
import { mergeValues } from "./merge-values.ts";
import { scalarOf, setValue } from "./set-values.ts";

/** Something that is not in the result, or is there in another way. */
export interface Loss {
  readonly what: string;
  /** What to do instead; empty where nobody can say. */
  readonly advice: string;
  /** The release it was said of; absent: all. */
  readonly release?: string;
  readonly at: At;
}

/** An UpstartService as it is printed. */
export interface ImportedService {
  readonly apiVersion: string;
  readonly kind: "UpstartService";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly helmReleases: Readonly<Record<string, ImportedRelease>> };
}

interface ImportedRelease {
  readonly chart: string;
  readonly version?: string;
  readonly releaseName?: string;
  readonly timeout?: string;
  readonly values?: Values;
  readonly dependencies?: readonly { readonly name: string; readonly kind?: string; readonly namespace?: string }[];
}

/** Values that a file holds, or why they cannot be had. */
export type ReadValues = (file: string) => { readonly values: Values } | { readonly problem: string };

/**
 * A helmfile as UpstartServices: one for each namespace, all with the same name. A need within a namespace becomes a
 * dependency on that release, one across namespaces a dependency on the service there.
 */
export function servicesOf(
  helmfile: Helmfile,
  { name, readValues }: { readonly name: string; readonly readValues: ReadValues },
): { services: ImportedService[]; losses: Loss[] } {
  const losses: Loss[] = helmfile.top.flatMap(({ field, at }) => {
    const advice = lostTopField(field);
    return advice === undefined ? [] : [{ what: field, advice, at }];
  });
  const lose: Lose = (release, field, what, advice) => {
    const at = { ...release.at, path: [...release.at.path, ...field] };
    losses.push({ what, advice, release: release.name, at });
  };
  const wanted = helmfile.releases.filter((release) => {
    if (release.fields.installed !== false) return true;
    lose(release, ["installed"], "installed: false", "left out");
    return false;
  });
  const namespaces = [...new Set(wanted.map((r) => r.namespace))];
  const services = namespaces.map((namespace): ImportedService => {
    const own = wanted.filter((r) => r.namespace === namespace);
    const releases = own.map((r) => [
      keyOf(r),
      releaseOf(r, { name, wanted, readValues, repositories: helmfile.repositories, lose }),
    ]);
    return {
      apiVersion: API_VERSION,
      kind: "UpstartService",
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      spec: { helmReleases: Object.fromEntries(releases) as Record<string, ImportedRelease> },
    };
  });
  return { services, losses };
}

/** `field`: where in the release it stands. */
type Lose = (release: HelmfileRelease, field: FieldPath, what: string, advice: string) => void;

interface Surroundings {
  readonly name: string;
  readonly wanted: readonly HelmfileRelease[];
  readonly repositories: readonly HelmfileRepository[];
  readonly readValues: ReadValues;
  readonly lose: Lose;
}

/** Keys stand in references, where a dot would end the name. */
function keyOf(release: HelmfileRelease): string {
  return release.name.replaceAll(".", "-");
}

function releaseOf(release: HelmfileRelease, around: Surroundings): ImportedRelease {
  const { fields } = release;
  for (const { field, advice } of lostFields(fields)) around.lose(release, [field], field, advice);
  const values = valuesOf(release, around);
  const dependencies = dependenciesOf(release, around);
  return {
    chart: chartOf(fields.chart as string, around.repositories),
    ...(typeof fields.version === "string" ? { version: fields.version } : {}),
    ...(kebabCase(keyOf(release)) === release.name ? {} : { releaseName: release.name }),
    ...(typeof fields.timeout === "number" && fields.timeout > 0 ? { timeout: `${fields.timeout}s` } : {}),
    ...(Object.keys(values).length === 0 ? {} : { values }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
  };
}

/** A chart of an OCI repository is named by its address; the others by their repository, as in helmfile. */
function chartOf(chart: string, repositories: readonly HelmfileRepository[]): string {
  const slash = chart.indexOf("/");
  const repository = repositories.find((r) => r.isOci && r.name === chart.slice(0, slash));
  if (repository === undefined) return chart;
  return `oci://${repository.url.replace(/^oci:\/\//, "").replace(/\/$/, "")}/${chart.slice(slash + 1)}`;
}

function valuesOf(release: HelmfileRelease, { readValues, lose }: Surroundings): Values {
  let values: Values = {};
  for (const [i, entry] of listOf(release.fields.values).entries()) {
    const read = typeof entry === "string" ? readValues(entry) : isMap(entry) ? { values: entry as Values } : undefined;
    if (read === undefined || "problem" in read)
      lose(release, ["values", i], `values ${String(entry)}`, read?.problem ?? "");
    else values = mergeValues(values, read.values);
  }
  for (const [field, read] of [
    ["set", scalarOf],
    ["setString", String],
  ] as const) {
    for (const [i, entry] of listOf(release.fields[field]).entries()) {
      const set = isMap(entry) && typeof entry.name === "string" ? setOf(values, entry, read) : undefined;
      if (set === undefined)
        lose(release, [field, i], `${field} ${String(isMap(entry) ? entry.name : entry)}`, "write it into values");
      else values = set;
    }
  }
  if (/\{\{|"ref\+/.test(JSON.stringify(values)))
    lose(release, ["values"], "{{ … }} or ref+… in values", "kept as they stand; write them out first: helmfile build");
  return values;
}

function setOf(
  values: Values,
  entry: Readonly<Record<string, unknown>>,
  read: (value: unknown) => Value,
): Values | undefined {
  const { name, value, values: list } = entry;
  if (Array.isArray(list)) return setValue(values, name as string, list.map(read));
  return value === undefined ? undefined : setValue(values, name as string, read(value));
}

function dependenciesOf(release: HelmfileRelease, { name, wanted, lose }: Surroundings) {
  const dependencies = listOf(release.fields.needs).flatMap((need, i) => {
    const needed = typeof need === "string" ? neededBy(release, need, wanted) : undefined;
    if (needed === undefined) {
      lose(release, ["needs", i], `needs ${String(need)}`, "there is no such release here");
      return [];
    }
    if (needed.namespace === release.namespace) return [{ name: keyOf(needed) }];
    lose(
      release,
      ["needs", i],
      `needs ${String(need)}`,
      `waits for all of the service in ${needed.namespace ?? "the namespace of -n"}`,
    );
    return [
      { name, kind: "UpstartService", ...(needed.namespace === undefined ? {} : { namespace: needed.namespace }) },
    ];
  });
  const seen = new Set<string>();
  return dependencies.filter((d) => !seen.has(JSON.stringify(d)) && seen.add(JSON.stringify(d)));
}

/** `[[CONTEXT/]NAMESPACE/]NAME`; without a namespace that of the release comes first. */
function neededBy(
  release: HelmfileRelease,
  need: string,
  wanted: readonly HelmfileRelease[],
): HelmfileRelease | undefined {
  const [name, namespace] = need.split("/").reverse();
  const called = wanted.filter((r) => r.name === name && (namespace === undefined || r.namespace === namespace));
  return called.find((r) => r.namespace === release.namespace) ?? called[0];
}
