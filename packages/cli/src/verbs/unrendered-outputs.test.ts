import { releasesOf } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { unrenderedOutputs } from "./unrendered-outputs.ts";

const [db] = releasesOf(
  graphOf({ db: { publishes: [{ secretRef: { name: "postgres" } }, { configMapRef: { name: "outputs" } }] } }),
);

test.each<[string, string[], (string | undefined)[]]>([
  ["it renders both", ["Secret/postgres", "ConfigMap/outputs"], []],
  [
    "one has another name, and the other is of another kind",
    ["Secret/postgers", "Secret/outputs"],
    ["did you mean postgers?", "it renders no ConfigMap; all is well if something else will make it"],
  ],
  [
    "it renders others",
    ["Secret/root", "Secret/tls", "ConfigMap/outputs"],
    ["it renders root, tls; all is well if something else will make it"],
  ],
])("%s", (_, rendered, helps) => {
  const found = unrenderedOutputs(db!, rendered);
  expect(found.map((d) => d.help)).toEqual(helps);
  expect(found.every((d) => d.code === "UnknownOutput" && d.severity === "warning")).toBe(true);
});

test("points at the name", () => {
  expect(unrenderedOutputs(db!, ["ConfigMap/outputs"])[0]!.place.path.slice(-4)).toEqual([
    "outputsFrom",
    0,
    "secretRef",
    "name",
  ]);
});
