import { describe, expect, test } from "vitest";
import type { KubeObject } from "../reconcile/ports.ts";
import { API_VERSION, type Values } from "../spec/objects.ts";
import { endedFrom, forgottenAt, isRevivable, readEnded, writeEnded } from "./ended.ts";
import { withoutSecrets, withSecretsOf } from "./secrets.ts";

const source = { repository: "acme/shop", ref: "refs/heads/cart" };
const left = [{ object: { apiVersion: "v1", kind: "Namespace", name: "cart-shop" }, why: "skipped" as const }];
const environment = (spec: object, metadata: object = {}): KubeObject => ({
  apiVersion: API_VERSION,
  kind: "UpstartEnvironment",
  metadata: { name: "cart", namespace: "team", uid: "1", creationTimestamp: "2030-01-01T00:00:00Z", ...metadata },
  spec,
});
const END = { endedAt: "2030-01-05T00:00:00Z", left, gone: [{ kind: "Namespace", name: "cart-shop" }] };
const specWith = (values: Values, params: Record<string, string> = {}) => ({
  source,
  params,
  services: { shop: { spec: { helmReleases: { web: { chart: "web", values } } } } },
});

describe("an environment that has ended", () => {
  test("is stored and read as what it was, and known of for seven days", () => {
    const url = { template: "https://{name}.example.com" };
    const ended = endedFrom(environment({ ...specWith({ a: 1 }), url }), END);
    expect(ended).toMatchObject({ url: "https://cart.example.com", because: "somebody has deleted it", withheld: [] });
    expect(readEnded(writeEnded(ended))).toEqual(ended);
    expect(ended.spec).toEqual({ ...specWith({ a: 1 }), url });
    expect(new Date(forgottenAt(ended)).toISOString()).toBe("2030-01-12T00:00:00.000Z");
  });

  test.each([
    [
      "the controllers",
      { "upstart.com/ended-because": "Expired: x", "upstart.com/deleted-because": "y" },
      "Expired: x",
    ],
    ["the forge service", { "upstart.com/deleted-because": "its branch is gone" }, "its branch is gone"],
  ])("says why %s ended it", (_, annotations, because) => {
    expect(endedFrom(environment({ source }, { annotations }), END).because).toBe(because);
  });

  test("that said more than can be kept is known without its spec", () => {
    const ended = endedFrom(environment(specWith({ a: "x".repeat(300_000) })), END);
    expect(ended).not.toHaveProperty("spec");
    expect(JSON.stringify(writeEnded(ended)).length).toBeLessThan(2000);
  });

  test("is not read from what somebody else has written, or has edited", () => {
    const stored = writeEnded(endedFrom(environment({ source }), END));
    for (const other of [
      { ...stored, metadata: { ...stored.metadata, labels: {} } },
      { ...stored, metadata: { ...stored.metadata, name: "upstart.ended.other" } },
      { ...stored, metadata: { ...stored.metadata, namespace: "elsewhere" } },
      { ...stored, data: { environment: "{" } },
      { ...stored, data: { environment: '{"name":"cart","namespace":"team","uid":"1","endedAt":"soon"}' } },
      { ...stored, data: undefined },
    ])
      expect(readEnded(other)).toBeUndefined();
  });

  test.each([
    [{ source }, true],
    [{ from: { name: "shop" } }, true],
    [{ source, template: true }, false],
    [{}, false],
  ])("%j is revivable: %s", (spec, is) => expect(isRevivable(spec)).toBe(is));
});

describe("values that are to be taken for secrets", () => {
  test.each<[string, Values, string[]]>([
    ["a name that tells of one", { auth: { password: "hunter2" } }, ["auth.password"]],
    ["a name above that does", { secrets: { a: "hunter2", b: 7 } }, ["secrets.a", "secrets.b"]],
    ["a URL with a password", { dsn: "x", url: "postgres://u:hunter2@db/x" }, ["dsn", "url"]],
    ["something in a list", { env: [{ name: "A" }, { token: "hunter2" }] }, ["env"]],
    ["a reference holds none", { password: "<< db.outputs.PASSWORD >>", url: "https://a.example.com/@b" }, []],
    ["what a reference falls back to", { password: '<< db.outputs.P | default "hunter2" >>' }, ["password"]],
    ["a switch holds none", { auth: { createSecret: true }, token: null }, []],
  ])("%s", (_, values, names) => {
    const { spec, withheld } = withoutSecrets(specWith(values));
    const prefix = "services.shop.spec.helmReleases.web.values.";
    expect(withheld.map((path) => path.join("."))).toEqual(names.map((n) => `${prefix}${n}`));
    expect(JSON.stringify(spec)).not.toContain("hunter2");
    expect(withSecretsOf(spec, withheld, specWith(values))).toEqual({ spec: specWith(values), missing: [] });
  });

  test("params with dots in their names are found again; what the template has not is missing", () => {
    const { spec, withheld } = withoutSecrets(
      specWith({}, { "api.token": "hunter2", "db.password": "hunter2", a: "b" }),
    );
    const { spec: whole, missing } = withSecretsOf(spec, withheld, { params: { "api.token": "theirs" } });
    expect(whole.params).toEqual({ a: "b", "api.token": "theirs" });
    expect(missing).toEqual([["params", "db.password"]]);
    expect(withSecretsOf(spec, withheld, undefined).missing).toEqual(withheld);
  });

  test("who it is and what it is made of is never withheld", () => {
    const spec = { source: { ...source, ref: "refs/heads/token" }, from: { name: "secret" }, services: {} };
    expect(withoutSecrets(spec)).toEqual({ spec, withheld: [] });
  });
});
