import { API_VERSION, analyze, type KubeObject, type Spec } from "@upstart/engine";
import { expect, test } from "vitest";
import { areStuck, unwantedReleases } from "./unwanted.ts";

const spec: Spec = {
  kind: "UpstartService",
  object: { kind: "UpstartService", namespace: "team", name: "shop" },
  metadata: {},
  spec: { helmReleases: { db: { chart: "charts/db" } } },
};
const { graph } = analyze([spec], { namespace: "team" });

/** An object, made by another where that is given. */
function object(
  kind: string,
  name: string,
  more: { by?: KubeObject; reason?: string; spec?: object } = {},
): KubeObject {
  const { by, reason } = more;
  const made = {
    labels: { "app.kubernetes.io/managed-by": "upstart" },
    ownerReferences: [
      { apiVersion: API_VERSION, controller: true, kind: by?.kind ?? "", name: "", uid: by?.metadata.uid ?? "" },
    ],
  };
  const deletionTimestamp = reason === undefined ? {} : { deletionTimestamp: "2026-01-01T00:00:00Z" };
  const ready = { type: "Ready", status: "False", reason, message: `${reason} it is` };
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: { name, namespace: "team", uid: name, ...(by === undefined ? {} : made), ...deletionTimestamp },
    spec: more.spec ?? {},
    status: {
      ...(reason === undefined ? {} : { conditions: [ready] }),
      ...(reason === "Waits" ? { waitingFor: [{ object: "HelmRelease other" }] } : {}),
    },
  };
}

const shop = object("UpstartService", "shop");
const db = object("HelmRelease", "shop-db", { by: shop });
const old = (name: string, reason?: string) =>
  object("HelmRelease", `shop-${name}`, { by: shop, ...(reason === undefined ? {} : { reason }) });
const left = (...objects: KubeObject[]) => unwantedReleases(graph, new Set(["UpstartService/team/shop"]), objects);

test("what an object has made and no longer has is to go; what it has, what others have and what is suspended is not", () => {
  const others = object("UpstartService", "other");
  const paused = object("UpstartService", "shop", { spec: { suspend: true } });
  expect(
    left(shop, db, others, object("HelmRelease", "other-x", { by: others }), object("HelmRelease", "mine")),
  ).toEqual([]);
  expect(left(shop, db, old("web")).map((u) => u.id)).toEqual(["team/shop-web"]);
  expect(left(paused, db, old("web"))).toEqual([]);
});

test.each<[string, KubeObject[], boolean]>([
  ["nothing is left", [], false],
  ["one has not begun to go", [old("a")], false],
  ["one is on its way", [old("a", "Progressing")], false],
  ["one is held by those who need it", [old("a", "StillNeeded")], true],
  ["one is held, and another waits for it", [old("a", "HeldByFinalizer"), old("b", "Waits")], true],
  ["one cannot be uninstalled, and another goes", [old("a", "UninstallFailed"), old("b", "Progressing")], false],
  ["one waits for what somebody else takes away", [old("a", "Waits")], false],
])("when %s", (_, objects, isHopeless) => {
  expect(areStuck(left(shop, db, ...objects))).toBe(isHopeless);
});

test("a service that is held holds what was made of it", () => {
  const environment = object("UpstartEnvironment", "pr-1");
  const service = object("UpstartService", "pr-1-web", { by: environment, reason: "StillNeeded" });
  const release = object("HelmRelease", "pr-1-web-a", { by: service });
  const [unwanted] = unwantedReleases(graph, new Set(["UpstartEnvironment/team/pr-1"]), [
    environment,
    service,
    release,
  ]);
  expect(unwanted).toMatchObject({ stuck: "StillNeeded it is", isWaiting: true });
});
