import { API_VERSION, analyze, type KubeObject, type ProgressEvent, releasesOf, type Spec } from "@upstart/engine";
import { expect, test } from "vitest";
import { GoingTeller } from "./going-teller.ts";

const spec: Spec = {
  kind: "UpstartService",
  object: { kind: "UpstartService", namespace: "team", name: "shop" },
  metadata: {},
  spec: { helmReleases: { db: { chart: "charts/db" }, api: { chart: "charts/api" } } },
};
const { graph } = analyze([spec], { namespace: "team" });

function object(key: string, ready: { status: string; reason: string; message: string }, isGoing = true): KubeObject {
  const deletionTimestamp = isGoing ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {};
  const metadata = { name: `shop-${key}`, namespace: "team", ...deletionTimestamp };
  return {
    apiVersion: API_VERSION,
    kind: "HelmRelease",
    metadata,
    status: { conditions: [{ type: "Ready", ...ready }] },
  };
}
const going = (reason: string, message: string) => ({ status: "False", reason, message });

test("each release's way out, in the names of the command line, each thing once", () => {
  const events: ProgressEvent[] = [];
  const progress = { begin: () => undefined, end: () => undefined, report: (e: ProgressEvent) => void events.push(e) };
  const teller = new GoingTeller({ graph, releases: releasesOf(graph), targets: [], progress }, 0);
  const ready = { status: "True", reason: "Ready", message: "is deployed and ready" };
  teller.tell([object("db", ready), object("api", ready, false)], 0);
  const waits = object("db", going("Progressing", "is being deleted after shop-api"));
  teller.tell([waits, object("api", going("Progressing", "is being uninstalled"))], 1);
  teller.tell([waits, object("api", going("UninstallFailed", "a hook failed"))], 2);
  teller.tell([waits, object("api", going("UninstallFailed", "a hook failed"))], 3);
  const { failed, kept } = teller.result([waits, object("api", going("UninstallFailed", "a hook failed"))]);
  expect([[...failed.keys()], [...kept]]).toEqual([["api"], ["db"]]);
  teller.tell([object("db", going("Progressing", "is being uninstalled"))], 4);
  teller.tell([object("db", going("Progressing", "is being deleted"))], 4);
  teller.tell([object("db", going("Progressing", "is uninstalled; waiting for pod db-0 to go"))], 4);
  teller.tell([], 5);
  const told = events.map((e) =>
    `${e.object} ${e.phase} ${[...(e.waitingFor ?? []), e.message ?? ""].join("")}`.trim(),
  );
  expect(told).toEqual([
    "db waiting its turn",
    "api waiting its turn",
    "db waiting api",
    "api uninstalling",
    "api uninstalling a hook failed",
    "db uninstalling",
    "api deleted",
    "db uninstalling uninstalled; waiting for pod db-0 to go",
    "db deleted",
  ]);
  expect([...teller.result([]).deleted]).toEqual(["db", "api"]);
});
