import { buildUniverse, load, type Spec } from "@upstart/engine";
import { expect, test } from "vitest";
import { thoseThatMayUse } from "./may-use.ts";
import { usersOf } from "./out-of-date.ts";

const KIND = "apiVersion: upstartoperators.upstart.com/v1alpha1\nkind";

function service(namespace: string, name: string, release: string): string {
  return `${KIND}: UpstartService\nmetadata: { namespace: ${namespace}, name: ${name} }\nspec: { helmReleases: { a: { chart: x/y${release} } } }`;
}

function environment(namespace: string, name: string, template: string): string {
  return `${KIND}: UpstartEnvironment\nmetadata: { namespace: ${namespace}, name: ${name} }\nspec: { services: { one: { from: { namespace: templates, name: ${template} } } } }`;
}

const uses = (dependency: string) => `, dependencies: [${dependency}], values: { url: "<< db.outputs.URL >>" }`;

const { specs } = load([
  {
    name: "all.yaml",
    text: [
      service("shop", "db", ", outputsFrom: [{ configMapRef: { name: out }, scope: external }]"),
      service("shop", "beside", uses("{ name: db }")),
      service("far", "naming", uses("{ name: db, namespace: shop }")),
      service("far", "db", ", outputsFrom: [{ configMapRef: { name: out }, scope: external }]"),
      service("far", "stranger", uses("{ name: db }")),
      service("templates", "naming", uses("{ name: db, namespace: shop }")),
      service("templates", "plain", uses("{ name: db }")),
      environment("previews", "pr-1", "naming"),
      environment("shop", "pr-2", "plain"),
    ].join("\n---\n"),
  },
]);

const users = (among: readonly Spec[]) =>
  usersOf(buildUniverse(among, "none").graph, ({ owner }) => owner.namespace === "shop" && owner.name === "db").map(
    ({ owner, namespace, releaseName }) => `${owner.namespace}/${owner.name}: ${namespace}/${releaseName}`,
  );

test("all who use what is in a namespace are among them, through templates too, and strangers are not", () => {
  const may = thoseThatMayUse(specs, new Set(["shop"]));
  expect(users(may)).toEqual(users(specs));
  expect(users(may)).toHaveLength(5);
  const left = specs.filter((s) => !may.includes(s)).map(({ object }) => `${object.namespace}/${object.name}`);
  expect(left).toEqual(["far/db", "far/stranger"]);
});
