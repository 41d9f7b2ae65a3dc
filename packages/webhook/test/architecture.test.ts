import { expect, test } from "vitest";
import { sourcesOf } from "../../../scripts/sources-of.ts";

const { files, textOf, imports } = sourcesOf(new URL("../src/", import.meta.url));
const importsOf = (file: string) => imports.filter((i) => i.file === file).map(({ from }) => from);

test("judging and completing are pure: they know nothing of servers, certificates and the cluster", () => {
  const pure = files.filter((f) => /^(?:admission|peers|validate|mutate)\//.test(f));
  expect(pure.length).toBeGreaterThan(10);
  const outward = pure.flatMap((f) =>
    importsOf(f)
      .filter((from) => /clients|express|^node:|\/(?:certificates|registration|server)\//.test(from))
      .map((from) => `${f}: ${from}`),
  );
  expect(outward).toEqual([]);
});

test("of the controllers it knows what both servers are made of, and which objects they make", () => {
  const ours = files.flatMap(importsOf).filter((from) => from.startsWith("@upstart/controller"));
  const allowed =
    /^@upstart\/controller\/(?:runtime\/(?:arguments|clock|health|log|process|server)|names|wait-for-kinds|world\/local-names)$/;
  expect(ours.filter((from) => !allowed.test(from))).toEqual([]);
});

test("only main touches the process, and only clocks know the time", () => {
  const effects =
    /\b(?:process\.(?!ts\b)[a-z]|console\.|Date\.now|new Date\(\)|setTimeout\(|setInterval\(|Math\.random)/;
  expect(files.filter((file) => effects.test(textOf(file)) && file !== "main.ts")).toEqual([]);
});
