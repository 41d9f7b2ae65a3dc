import { existsSync, readdirSync, readFileSync } from "node:fs";
import { CODES, REASONS } from "@upstart/engine";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generateChart } from "../../../scripts/generate-chart.ts";
import { generatePages } from "../../../scripts/generate-pages.ts";
import { generateSchemas } from "../../../scripts/generate-schemas.ts";
import { DIAGNOSTIC_PAGES } from "../src/diagnostics/pages.generated.ts";
import { run } from "./testing/run.ts";

const ROOT = new URL("../../../", import.meta.url);

test("every code has a page, and every page a code", () => {
  expect(Object.keys(DIAGNOSTIC_PAGES).sort()).toEqual(Object.keys(CODES).sort());
});

test.each(Object.entries(DIAGNOSTIC_PAGES))("the page of %s has an example, a cause and a fix", (_, page) => {
  for (const part of ["```yaml", "*Cause.*", "*Fix.*"]) expect(page).toContain(part);
});

test("every case folder that is named after a code reports it", () => {
  const cases = readdirSync(new URL("packages/engine/cases/", ROOT)).filter((name) => name.split("-")[0]! in CODES);
  const silent = cases.filter((name) => {
    const folder = new URL(`packages/engine/cases/${name}/`, ROOT);
    const texts = ["diagnostics.txt", "rendered.yaml"].map((f) => readFileSync(new URL(f, folder), "utf8"));
    return !texts.some((t) => t.includes(` ${name.split("-")[0]}`));
  });
  expect(silent).toEqual([]);
});

test("every code has a case folder of its name that reports it", () => {
  const cases = readdirSync(new URL("packages/engine/cases/", ROOT));
  const missing = Object.keys(CODES).filter((code) => {
    if (!cases.includes(code)) return true;
    const folder = new URL(`packages/engine/cases/${code}/`, ROOT);
    const texts = ["diagnostics.txt", "rendered.yaml"].map((f) => readFileSync(new URL(f, folder), "utf8"));
    return !texts.some((t) => t.includes(` ${code}`));
  });
  expect(missing).toEqual([]);
});

test("every reason at run time is in the table", () => {
  const table = readFileSync(new URL("docs/diagnostics.md", ROOT), "utf8").split("# Reasons at run time")[1]!;
  expect(REASONS.filter((r) => r !== "Ready" && !table.includes(`\`${r}\``))).toEqual([]);
});

test("the pages of explain are those of the docs: else run `npm run generate`", () => {
  expect(readFileSync(new URL("packages/cli/src/diagnostics/pages.generated.ts", ROOT), "utf8")).toBe(generatePages());
});

test.each(Object.entries({ ...generateChart(), ...generateSchemas() }))(
  "%s is what it is made from: else run `npm run generate`",
  (file, text) => {
    expect(readFileSync(new URL(file, ROOT), "utf8")).toBe(text);
  },
);

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "bench/README.md",
  "charts/README.md",
  "examples/README.md",
];

test.each([
  ...PAGES,
  ...readdirSync(new URL("docs/", ROOT))
    .filter((f) => f.endsWith(".md"))
    .map((f) => `docs/${f}`),
])("%s links to what is there", (page) => {
  const links = [...readFileSync(new URL(page, ROOT), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    ([, to]) => to!,
  );
  expect(links.filter((to) => !existsSync(new URL(to, new URL(page, ROOT))))).toEqual([]);
});

test.each(["README.md", "docs/migrating.md"])("the specs in %s have no faults", async (page) => {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  const specs = [...text.matchAll(/```yaml\n(apiVersion: upstartoperators[\s\S]*?)```/g)].map(([, spec]) => spec!);
  expect(specs).not.toEqual([]);
  for (const spec of specs) expect(await run(["lint", "-f", "-"], { stdin: spec })).toMatchObject({ exitCode: 0 });
});

test("docs/ci.md lists the inputs of the action, with their defaults", () => {
  const { inputs } = parse(readFileSync(new URL("action.yml", ROOT), "utf8")) as {
    inputs: Record<string, { default?: string }>;
  };
  const rows = [...readFileSync(new URL("docs/ci.md", ROOT), "utf8").matchAll(/^\| `([a-z-]+)` \| (?:`(.*?)`)? ?\|/gm)];
  expect(rows.map(([, name, value]) => [name, value ?? ""])).toEqual(
    Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""]),
  );
});
