/** What an UpstartService says in its own words, or does by itself: nothing is lost. */
const CARRIED = [
  "name",
  "namespace",
  "chart",
  "version",
  "needs",
  "values",
  "set",
  "setString",
  "timeout",
  "installed",
  "missingFileHandler",
  "wait",
  "waitForJobs",
  "cleanupOnFail",
  "createNamespace",
  "historyMax",
  "skipDeps",
];

/** What to do instead, by the field of a release. A field that is in neither list is said without advice. */
const ADVICE: Readonly<Record<string, string>> = {
  atomic: "a failed release stays as it is, to be looked at; edit the spec, or delete it",
  condition: "take the release out where it is not wanted, or suspend it",
  dependencies: "make a chart of the chart and what it depends on",
  hooks: "make them Jobs of the chart (helm.sh/hook), or run them before apply",
  jsonPatches: "change the chart's values or the chart",
  kubeContext: "apply once per cluster, with --context",
  labels: "choose releases by name",
  postRenderer: "change the chart's values or the chart",
  secrets: "put them into a Secret, publish it with outputsFrom, and use << NAME.outputs.KEY >>",
  setTemplate: "write the values out",
  strategicMergePatches: "change the chart's values or the chart",
  transformers: "change the chart's values or the chart",
  valuesTemplate: "write the values out",
  verify: "verify charts before they get into the repository",
};

/** What to do instead, by the field of the helmfile. */
const TOP_ADVICE: Readonly<Record<string, string>> = {
  bases: "write them out first: helmfile build",
  commonLabels: "choose releases by name",
  helmfiles: "import each of them, or all at once: helmfile build",
  hooks: "run them before apply",
};

/** What the top level of a helmfile says for the helmfile itself, or what is read elsewhere. */
const TOP_CARRIED = [
  "apiVersions",
  "environments",
  "filepath",
  "helmBinary",
  "helmDefaults",
  "kubeVersion",
  "lockFilePath",
  "missingFileHandler",
  "releases",
  "renderedvalues",
  "repositories",
  "templates",
  "values",
];

/** Fields of a release that get lost, each with what to do instead. */
export function lostFields(fields: Readonly<Record<string, unknown>>): { field: string; advice: string }[] {
  return Object.keys(fields)
    .filter((field) => !CARRIED.includes(field) && !isNothing(fields[field]))
    .map((field) => ({ field, advice: ADVICE[field] ?? "" }));
}

/** The same for a field of the top level; undefined where nothing gets lost. */
export function lostTopField(field: string): string | undefined {
  return TOP_CARRIED.includes(field) ? undefined : (TOP_ADVICE[field] ?? "");
}

function isNothing(value: unknown): boolean {
  return (
    value === null || value === false || value === "" || (typeof value === "object" && Object.keys(value).length === 0)
  );
}
