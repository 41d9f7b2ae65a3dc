import { CONTROLLER_LEASE, type KubeObject, WATCHED_ANNOTATION } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { type Presence, presenceOf, readLeases } from "./controllers.ts";

const signal = new AbortController().signal;

function scene(...leases: KubeObject[]) {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  for (const lease of leases) cluster.put(lease);
  const presence = async (namespaces: readonly string[] = ["shop"]): Promise<Presence> =>
    await clock.until(presenceOf(await readLeases(cluster), namespaces, { cluster, clock, signal }));
  return { clock, cluster, presence };
}

const START = fakeClock().now();
function lease(holderIdentity: string, agoMs: number, watched?: string, namespace = "upstart"): KubeObject {
  const annotations = watched === undefined ? {} : { annotations: { [WATCHED_ANNOTATION]: watched } };
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: CONTROLLER_LEASE, namespace, ...annotations },
    spec: { holderIdentity, renewTime: new Date(START - agoMs).toISOString() },
  };
}

test.each<[string, KubeObject[], string]>([
  ["no Lease", [], "absent"],
  ["renewed a moment ago", [lease("a", 2000)], "running"],
  ["renewed by a clock that is half a minute ahead", [lease("a", -30_000)], "running"],
  ["given back long ago", [lease("", 600_000)], "absent"],
  ["given back a moment ago, and taken by nobody", [lease("", 2000)], "absent"],
  ["not renewed for long", [lease("a", 600_000)], "silent"],
  ["of all namespaces", [lease("a", 0, "*")], "running"],
  ["of this namespace among others", [lease("a", 0, "other,shop")], "running"],
  ["of others", [lease("a", 0, "other")], "elsewhere"],
  ["of others, and one of this", [lease("a", 0, "other"), lease("b", 0, "shop", "second")], "running"],
])("%s", async (_, leases, want) => {
  expect((await scene(...leases).presence()).is).toBe(want);
});

test("some of the namespaces: divided", async () => {
  const { presence } = scene(lease("a", 0, "shop"));
  expect(await presence(["shop", "other"])).toMatchObject({ is: "divided", watched: ["shop"] });
});

test("an old Lease that is renewed while we listen: its clock goes wrong, and it runs", async () => {
  const { clock, cluster, presence } = scene(lease("a", 600_000));
  clock.after(2000, () => void cluster.put(lease("a", 598_000)));
  expect((await presence()).is).toBe("running");
});

test("a Lease that was given back and is taken by the next: they are only changing over", async () => {
  const { clock, cluster, presence } = scene(lease("", 1000));
  clock.after(2000, () => void cluster.put(lease("b", -2000)));
  expect((await presence()).is).toBe("running");
});

test("whoever may not look is told so", async () => {
  const { cluster, presence } = scene(lease("a", 0));
  cluster.fail("Lease", "Forbidden");
  expect((await presence()).is).toBe("hidden");
});
