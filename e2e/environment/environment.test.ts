import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench, service, tiny } from "../harness.ts";

const OUTPUTS = (name: string) => [{ configMapRef: { name: `${name}-outputs` }, scope: "external" }];

/** The template of a service: one release that publishes, one that uses it. */
const catalog = service("payments", {
  store: tiny({ values: { value: "from the template" }, outputsFrom: OUTPUTS("store") }),
  api: tiny({
    dependencies: [{ name: "store" }],
    values: { value: "<< store.outputs.value >> in << environment.name >>" },
    outputsFrom: OUTPUTS("api"),
  }),
}).replace('"spec":{', '"spec":{"suspend":true,');

const environment = (name: string, spec: object) =>
  JSON.stringify({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartEnvironment",
    metadata: { name },
    spec,
  });

const services = {
  payments: { from: { name: "payments" }, releases: { store: { values: { value: "overridden" } } } },
  shop: {
    spec: {
      helmReleases: {
        front: tiny({
          dependencies: [{ name: "payments" }],
          values: { value: "<< payments.outputs.value >> at << environment.params.sha >>" },
        }),
      },
    },
  },
};
// Both releases of payments publish a key of that name, so the one that is meant is made to be the only external one.
const clear = catalog.replace('"scope":"external"', '"scope":"internal"');

describe.each(HELMS)("an environment with %s", (helm) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ helm });
  });
  afterAll(() => bench?.close());

  const apply = async (name: string, namespaces: string, more: object = {}) => {
    const file = await bench.file(
      `${name}.yaml`,
      `${clear}\n---\n${environment(name, { services: { ...services, ...more }, params: { sha: "3f9c2ab" }, namespaces })}`,
    );
    const result = await bench.upstart(["apply", "-f", file, "-o", "json"]);
    expect({ exitCode: result.exitCode, stderr: result.exitCode === 0 ? "" : result.stderr }).toEqual({
      exitCode: 0,
      stderr: "",
    });
  };
  const outputOf = async (name: string, ns: string) =>
    dataOf(await bench.get("configmap", `${name}-outputs`, ns)).value;
  const namespaces = async (prefix: string) =>
    String((await bench.kubectl(["get", "namespaces", "-o", "jsonpath={.items[*].metadata.name}"])).stdout)
      .split(" ")
      .filter((n) => n === prefix || n.startsWith(`${prefix}-`));

  test("each service has a namespace of its own; a template's services are overridden, filled in and connected", async () => {
    await apply("pr-1", "PerService");
    expect(await namespaces("pr-1")).toEqual(["pr-1-payments", "pr-1-shop"]);
    expect(await outputOf("api", "pr-1-payments")).toBe("overridden in pr-1");
    expect(await outputOf("front", "pr-1-shop")).toBe("overridden in pr-1 at 3f9c2ab");
    // The template itself is suspended: nothing of it is installed.
    expect(await bench.get("configmap", "store-outputs", "default")).toBeUndefined();
    const status = JSON.parse(String((await bench.upstart(["status", "pr-1", "-o", "json"])).stdout)) as {
      releases: { id: string; ready: boolean; namespace: string }[];
    };
    expect(status.releases.map((r) => [r.id, r.ready, r.namespace])).toEqual([
      ["pr-1-payments/store", true, "pr-1-payments"],
      ["pr-1-payments/api", true, "pr-1-payments"],
      ["pr-1-shop/front", true, "pr-1-shop"],
    ]);
  });

  test("a service that is no longer in it goes, and its namespace with it", async () => {
    await apply("pr-2", "PerService", { extra: { spec: { helmReleases: { x: tiny() } } } });
    expect(await namespaces("pr-2")).toEqual(["pr-2-extra", "pr-2-payments", "pr-2-shop"]);
    await apply("pr-2", "PerService");
    const extra = await bench.get("namespace", "pr-2-extra");
    expect(extra === undefined || JSON.stringify(extra).includes("deletionTimestamp")).toBe(true);
  });

  test("Shared: all in one namespace, named as the environment", async () => {
    await apply("pr-3", "Shared");
    expect(await namespaces("pr-3")).toEqual(["pr-3"]);
    expect(await outputOf("front", "pr-3")).toBe("overridden in pr-3 at 3f9c2ab");
  });

  test("delete takes the releases, then the namespaces, and says so; what others put there meanwhile goes with them", async () => {
    await apply("pr-4", "PerService");
    const { exitCode, stdout } = await bench.upstart(["delete", "uenv/pr-4", "-o", "json"]);
    expect(exitCode).toBe(0);
    const { deleted, namespaces: spaces } = JSON.parse(String(stdout)) as {
      deleted: string[];
      namespaces: { deleted: string[] };
    };
    expect(deleted[0]).toBe("pr-4-shop/front");
    expect(spaces.deleted.sort()).toEqual(["pr-4-payments", "pr-4-shop"]);
    expect(await namespaces("pr-4")).toEqual([]);
    expect((await bench.upstart(["delete", "uenv/pr-4"])).exitCode).toBe(1);
    expect((await bench.upstart(["delete", "uenv/pr-4", "--ignore-not-found"])).exitCode).toBe(0);
  });

  test("a namespace that was made anew by somebody else is left alone", async () => {
    await apply("pr-5", "Shared");
    await bench.kubectl(["annotate", "namespace", "pr-5", "upstart.com/owner-uid=somebody", "--overwrite"]);
    const { exitCode, stdout } = await bench.upstart(["delete", "pr-5"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("left alone, being somebody else's: namespace pr-5");
    expect(await namespaces("pr-5")).toEqual(["pr-5"]);
  });
});
