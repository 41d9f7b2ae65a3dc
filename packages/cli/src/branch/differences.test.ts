import { expect, test } from "vitest";
import { envDiff } from "../verbs/env-diff.ts";
import { openScene, stored } from "./testing/scene.ts";

const release = (more: object) => ({ spec: { helmReleases: { web: { chart: "charts/web", ...more } } } });
const source = (branch: string, sha: string) => ({ repository: "acme/shop", ref: `refs/heads/${branch}`, sha });

async function diffed(a: object, b: object) {
  const scene = openScene();
  scene.cluster.put(stored("one", a));
  scene.cluster.put(stored("two", b));
  const code = await envDiff(scene.host, { output: "json" }, scene.at, ["one", "two"]);
  const { differences } = JSON.parse(scene.out()) as { differences: object[] };
  return { code, differences };
}

test("by service: mode, version, values, wiring; what only one has is absent on the other side", async () => {
  const { code, differences } = await diffed(
    {
      source: source("cart", "1".repeat(40)),
      services: {
        mail: { mode: "off", ...release({}) },
        shop: release({ version: "1.0.0", values: { a: { b: 1 }, url: "<< db.outputs.URL >>" } }),
      },
    },
    {
      source: source("mail", "2".repeat(40)),
      services: {
        mail: release({}),
        shop: release({ version: "1.1.0", values: { a: { b: 2 }, url: "<< pg.outputs.URL >>" } }),
      },
    },
  );
  expect(code).toBe(1);
  expect(differences).toEqual([
    { what: "param source.sha", a: "1".repeat(40), b: "2".repeat(40) },
    { service: "mail", what: "mode", a: "off", b: "real" },
    { service: "shop", what: "web: version", a: "1.0.0", b: "1.1.0" },
    { service: "shop", what: "web: values.a.b", a: "1", b: "2" },
    { service: "shop", what: "web: values.url", a: "<< db.outputs.URL >>", b: "<< pg.outputs.URL >>" },
  ]);
});

test("secrets are seen to differ, and not what they are", async () => {
  const withPassword = (dbPassword: string) => ({
    params: { token: dbPassword },
    services: { shop: release({ values: { dbPassword } }) },
  });
  const { differences } = await diffed(withPassword("hunter2"), withPassword("hunter3"));
  expect(differences).toHaveLength(2);
  expect(JSON.stringify(differences)).not.toContain("hunter");
});

test("nothing differs: exit 0", async () => {
  expect(await diffed({ services: { shop: release({}) } }, { services: { shop: release({}) } })).toEqual({
    code: 0,
    differences: [],
  });
});
