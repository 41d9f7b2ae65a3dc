import { analyze, type Spec } from "@upstart/engine";
import { expect, test } from "vitest";
import { needs, refuseNeeded } from "./refuse-needed.ts";

/** `web` needs `db`. */
const specOf = (name: string, dependencies: object[] = []): Spec =>
  ({
    kind: "UpstartService",
    object: { kind: "UpstartService", namespace: "team", name },
    metadata: {},
    spec: { helmReleases: { [`${name}-release`]: { chart: "charts/x", dependencies } } },
  }) as Spec;
const { graph } = analyze([specOf("db"), specOf("web", [{ name: "db" }])], { namespace: "team" });
const owners = (...names: string[]) => new Set(names.map((name) => `UpstartService/team/${name}`));

test.each<[string, string[], string[], boolean, boolean]>([
  ["a client's", ["db"], [], false, false],
  ["a client's with force", ["db"], [], true, true],
  ["what controllers keep", [], ["db"], false, false],
  ["what controllers keep with force", [], ["db"], true, false],
  ["it with what needs it, one of each", ["db"], ["web"], false, true],
  ["it with what needs it, the other way", ["web"], ["db"], false, true],
  ["what nobody needs", ["web"], [], false, true],
])("deleting %s: refused where others need it", (_, ofClients, kept, force, passes) => {
  const refuse = () => refuseNeeded(graph, { ofClients: owners(...ofClients), kept: owners(...kept) }, { force });
  if (passes) expect(refuse).not.toThrow();
  else expect(refuse).toThrow("db is still needed by web");
});

test("who needs the other goes first", () => {
  expect([needs(graph, owners("web"), owners("db")), needs(graph, owners("db"), owners("web"))]).toEqual([true, false]);
});
