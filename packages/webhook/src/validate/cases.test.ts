import { fileURLToPath } from "node:url";
import { API_GROUP, type Diagnostic, formatObject, formatPath, type KubeObject } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { keyOf } from "../peers/meaning.ts";
import { allCases, type Case } from "../testing/cases.ts";
import { creating, peersOf } from "../testing/objects.ts";
import { validate } from "./validate.ts";

/** The column "webhook" of the contract: these are refused when they are errors. */
const DENIED = [
  "MalformedReference",
  "UndeclaredDependency",
  "UnknownDependency",
  "UnknownParam",
  "AmbiguousDependency",
  "DependencyCycle",
  "NoPublishedOutputs",
  "OutputNotExternal",
  "UnknownOutput",
  "AmbiguousOutput",
  "DuplicateDependency",
  "InvalidReleaseName",
  "ReleaseNameConflict",
  "ReservedName",
  "ValuesTooLarge",
  "NestedTooDeep",
  "UnsupportedNumber",
];

/** Of two objects of one name the API server has one: the others are never stored. */
const hasOneName = ({ objects }: Case) => new Set(objects.map(nameOf)).size === objects.length;
const isOurs = (o: KubeObject) => String(o.apiVersion).startsWith(`${API_GROUP}/`);
const cases = allCases().filter((c) => hasOneName(c) && c.objects.every(isOurs));

/** What is said of each object of a case when it is created among all the others. */
function judge({ objects }: Case) {
  const peers = peersOf(...objects);
  return objects.map((object) => ({ object, ...validate(creating(object), peers) }));
}

describe.each(cases)("$name", (one) => {
  const judged = judge(one);
  const refused = one.diagnostics.filter((d) => d.severity === "error" && DENIED.includes(d.code));

  test("what lint refuses is refused in the object where lint shows it, with the same code and field", () => {
    const missing = refused.filter((d) => !judged.some(({ object, causes }) => isSaid(d, object, causes)));
    expect(missing.map(describeDiagnostic)).toEqual([]);
  });

  test("nothing else is refused", () => {
    const said = new Set(refused.map((d) => d.code));
    expect(judged.flatMap(({ causes }) => causes).filter(({ reason }) => !said.has(reason as never))).toEqual([]);
    if (refused.length === 0) expect(judged.flatMap((j) => j.causes)).toEqual([]);
  });
});

function isSaid(d: Diagnostic, object: KubeObject, causes: readonly { reason: string; field: string }[]): boolean {
  const same = causes.filter((c) => c.reason === d.code);
  if (nameOf(object) === keyOf({ namespace: "default", ...d.place.object }))
    return same.some((c) => c.field === formatPath(d.place.path));
  // What an environment cannot do with a template is shown where it names that.
  return object.kind === "UpstartEnvironment" && same.some((c) => c.field.endsWith(".from"));
}

test("every code that the contract refuses is in some case", () => {
  const refused = new Set(cases.flatMap((one) => judge(one).flatMap(({ causes }) => causes.map((c) => c.reason))));
  expect([...refused].sort()).toEqual([...DENIED].sort());
});

test("verdicts as people see them", async () => {
  const text = cases.map((one) => {
    const lines = judge(one).flatMap(({ object, causes, warnings }) => [
      `  ${causes.length === 0 ? "allowed" : "refused"} ${object.kind} ${object.metadata.namespace}/${object.metadata.name}`,
      ...causes.map((c) => `    ${c.field}: ${c.message}`.slice(0, 400)),
      ...warnings.map((w) => `    warning: ${w}`),
    ]);
    return `${one.name}\n${lines.join("\n")}\n`;
  });
  await expect(text.join("")).toMatchFileSnapshot(
    fileURLToPath(new URL("../../test/goldens/verdicts.txt", import.meta.url)),
  );
});

function nameOf({ kind, metadata }: KubeObject): string {
  return keyOf({ kind, namespace: metadata.namespace ?? "", name: metadata.name });
}

function describeDiagnostic(d: Diagnostic): string {
  return `${d.code} ${formatObject(d.place.object)} ${formatPath(d.place.path)}: ${d.message}`;
}
