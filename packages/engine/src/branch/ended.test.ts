import { describe, expect, test } from "vitest";
import type { KubeObject } from "../ports/object.ts";
import type { Values } from "../reference/values.ts";
import { API_VERSION } from "../spec/objects.ts";
import { endedFrom, forgottenAt, isRevivable, readEnded, writeEnded } from "./ended.ts";
import { looksSecret } from "./secrets.ts";

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
  test("is stored and read as what it was, secrets and all, and known of for seven days", () => {
    const url = { template: "https://{name}.example.com" };
    const ended = endedFrom(environment({ ...specWith({ a: 1, password: "hunter2" }), url }), END);
    expect(ended).toMatchObject({ url: "https://cart.example.com", because: "somebody has deleted it" });
    expect(readEnded(writeEnded(ended))).toEqual(ended);
    expect(ended.spec).toEqual({ ...specWith({ a: 1, password: "hunter2" }), url });
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
      { ...stored, kind: "ConfigMap" },
      { ...stored, metadata: { ...stored.metadata, labels: {} } },
      { ...stored, record: undefined },
      { ...stored, record: { uid: "1", because: "x", endedAt: "soon" } },
      { ...stored, record: { because: "x", endedAt: END.endedAt } },
      { ...stored, record: { ...(stored.record as object), left: {} } },
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

test.each<[string, string, string, boolean]>([
  ["a name that tells of one", "auth.password", "hunter2", true],
  ["a URL with a password", "url", "postgres://u:hunter2@db/x", true],
  ["a reference holds none", "password", "<< db.outputs.PASSWORD >>", false],
  ["what a reference falls back to", "password", '<< db.outputs.P | default "hunter2" >>', true],
  ["anything else", "url", "https://a.example.com/@b", false],
])("not to be shown: %s", (_, name, value, is) => expect(looksSecret(name, value)).toBe(is));
