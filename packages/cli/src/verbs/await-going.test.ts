import { API_VERSION, type KubeObject } from "@upstart/engine";
import { settle } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { openScene } from "../branch/testing/scene.ts";
import { awaitGoing } from "./await-going.ts";

const SHOP = { apiVersion: API_VERSION, kind: "UpstartService", namespace: "team", name: "shop" };
const going = (status: object = {}, more: object = {}): KubeObject => ({
  apiVersion: API_VERSION,
  kind: "UpstartService",
  metadata: { name: "shop", namespace: "team", uid: "1", deletionTimestamp: "2030-01-01T00:00:00Z", ...more },
  status,
});
const says = (message: string) => ({ conditions: [{ type: "Ready", status: "False", reason: "Deleting", message }] });

function waiting(object: KubeObject, owners = ["UpstartService/team/shop"]) {
  const scene = openScene();
  scene.cluster.put(object);
  const kept = {
    objects: scene.cluster.objects(),
    selections: [{ apiVersion: API_VERSION, kind: "UpstartService", namespace: "team" }],
  };
  const ended = awaitGoing(scene.host, scene.at, new Set(owners), kept, 60_000);
  ended.catch(() => undefined);
  return { ...scene, ended };
}

test("what is not being deleted, or is not in the files, is not waited for", async () => {
  const { deletionTimestamp: _, ...metadata } = going().metadata;
  expect(await waiting({ ...going(), metadata }).ended).toBe(0);
  expect(await waiting(going(), ["UpstartService/team/other"]).ended).toBe(0);
});

test("it says at once what it waits for, and what holds that, each once; one of the same name that comes is another", async () => {
  const { cluster, at, ended, err } = waiting(going());
  await settle();
  cluster.put(going(says("is still needed by user/api")));
  cluster.put(going({ ...says("is still needed by user/api"), observedGeneration: 2 }));
  await at.clock.advance(2000);
  cluster.remove(SHOP);
  cluster.put(going({}, { uid: "2", deletionTimestamp: undefined }));
  expect(await ended).toBe(2000);
  expect(err().split("\n")).toEqual([
    "waiting until it is gone: UpstartService shop is being deleted",
    "waiting until it is gone: UpstartService shop is still needed by user/api",
    "",
  ]);
});

test("when time is over: 4, and what to do; at ^C: 130", async () => {
  const late = waiting(going());
  await settle();
  await late.at.clock.advance(60_000);
  const next = expect.stringContaining("upstart wait shop -n team --for deleted");
  await expect(late.ended).rejects.toMatchObject({ exitCode: 4, help: next });
  const stopped = waiting(going());
  await settle();
  stopped.interrupt();
  await expect(stopped.ended).rejects.toMatchObject({ exitCode: 130, help: next });
});
