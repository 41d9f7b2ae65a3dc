import { type KubeObject, type LifeStatus, readEnded } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environmentOf, World } from "../controller/world.ts";
import { tiny, until } from "../harness.ts";
import { Driver } from "../snapshots/driver.ts";
import { SNAPSHOT_KINDS } from "../snapshots/kinds.ts";

const NS = "environments";
/** Of which the last entry is over soon enough to be waited for. */
const FLAGS = ["--snapshot-timeout", "15s"];
const postgres = (more: object = {}) => ({ chart: "upstart-charts/postgres", version: "0.1.3", ...more });
const source = (name: string) => ({ repository: "acme/shop", ref: `refs/heads/${name}` });

let world: World;
let driver: Driver | undefined;
let disk: string;

beforeAll(async () => {
  world = await World.open("helm4", { flags: FLAGS });
  await world.namespace(NS);
  disk = await world.chart("disk");
});
afterAll(async () => {
  await driver?.close();
  await world?.close();
});

/** A database of a StatefulSet, and beside it what needs it; files of a chart that has a claim of its own. */
const make = (name: string, more: object = {}) => {
  const db = { spec: { helmReleases: { db: postgres(), web: tiny({ dependencies: [{ name: "db" }] }) } } };
  const files = { spec: { helmReleases: { files: { chart: disk } } } };
  const spec = { source: source(name), dataPolicy: "snapshot", ttl: { max: "1d" } };
  return world.apply(environmentOf(NS, name, { db, files }, { ...spec, ...more }));
};
const remove = (name: string) => world.run("delete", "uenv", name, "-n", NS, "--wait=false");
const life = async (name: string) => ((await world.get("uenv", name, NS))?.status ?? {}) as LifeStatus;
/** Why each of what an environment has left is there still, as is kept of it. */
const left = async (name: string): Promise<string[]> => {
  const ended = (await world.get("endedenvironment", name, NS)) as unknown as KubeObject;
  return (readEnded(ended)?.left ?? []).map((l) => l.why).toSorted();
};
const contents = async (name: string): Promise<string[]> => {
  const labels = `upstart.com/kept-snapshot=true,upstart.com/environment=${name}`;
  return (await world.run("get", "volumesnapshotcontents", "-l", labels, "-o", "name")).split("\n").filter(Boolean);
};
const upstart = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await world.bench.upstart([...args, "-n", NS]);
  expect({ args, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ args, exitCode: 0, stderr: "" });
  return String(stdout);
};

test("where a cluster has no snapshots that is told at once; then what would go stays, and what is left is kept", async () => {
  await make("early");
  await world.ready("uenv", "early", NS);
  expect(await world.events("early", NS)).toContainEqual(
    expect.stringMatching(/^SnapshotFailed there are no snapshots/),
  );
  await remove("early");
  const { message } = await world.told("uenv", "early", NS, (c) => c.reason === "SnapshotFailed");
  expect((await life("early")).phase).toBe("Blocked");
  expect(message).toContain("PersistentVolumeClaim early-files/files-disk");
  expect(message).toContain("this cluster has no VolumeSnapshot of snapshot.storage.k8s.io/v1");
  // Nothing else is held.
  await world.gone("uhr", "early-db-db", NS);
  expect(await world.get("pvc", "files-disk", "early-files")).toBeDefined();
});

describe("with snapshots", () => {
  beforeAll(async () => {
    for (const kind of SNAPSHOT_KINDS) await world.apply(kind);
    await world.run("wait", "--for=condition=Established", "crd", ...SNAPSHOT_KINDS.map((k) => k.metadata.name));
    driver = await Driver.start(world.bench.sandbox.kubeconfig);
  });

  test("the message has the way out for data that nobody wants", async () => {
    // Its volumes are those of the class before, of which this driver knows nothing.
    driver!.behave("files-disk", "silent");
    driver!.behave("data-db-0", "silent");
    const message = (await world.condition("uenv", "early", NS))?.message ?? "";
    const [, wayOut = ""] = /to let the data go: kubectl (.*)$/.exec(message) ?? [];
    const { exitCode } = await world.bench.shell(`kubectl ${wayOut}`);
    expect(exitCode).toBe(0);
    await world.gone("uenv", "early", NS);
    for (const namespace of ["early-db", "early-files"]) await world.gone("namespace", namespace, "");
    await driver!.recover("files-disk");
    await driver!.recover("data-db-0");
  });

  test("an environment goes with its volumes, and has all data back when it is revived", async () => {
    await make("cart");
    await world.ready("uenv", "cart", NS);
    await driver!.write("cart-db", "data-db-0", "rows");
    await driver!.write("cart-files", "files-disk", "pictures");
    expect(await upstart("env", "delete", "cart")).toContain("a snapshot of PersistentVolumeClaim cart-db/data-db-0");
    for (const namespace of ["cart-db", "cart-files"]) await world.gone("namespace", namespace, "");
    expect(await left("cart")).toEqual(["snapshot", "snapshot"]);
    expect(await contents("cart")).toHaveLength(2);
    // The volumes are gone, and the snapshots are not.
    await until("the volumes to go", async () =>
      [...driver!.storage.keys()].some((k) => k.startsWith("pvc-")) ? undefined : true,
    );
    expect([...driver!.storage.values()].toSorted()).toEqual(["pictures", "rows"]);
    expect(await upstart("env", "explain", "cart")).toContain(
      "a snapshot of PersistentVolumeClaim cart-files/files-disk",
    );
    await upstart("env", "revive", "cart");
    await world.ready("uenv", "cart", NS);
    expect([await driver!.read("cart-db", "data-db-0"), await driver!.read("cart-files", "files-disk")]).toEqual([
      "rows",
      "pictures",
    ]);
    // It is Helm's as before, and goes with its release.
    expect((await world.get("pvc", "files-disk", "cart-files"))?.metadata.annotations).toMatchObject({
      "meta.helm.sh/release-name": "files",
    });
    expect(await world.events("cart", NS)).toContainEqual(expect.stringMatching(/^Restored .*cart-db\/data-db-0 back/));
  });

  test("it goes again with newer data, and all that brought the old back goes with it; the newest comes back", async () => {
    await driver!.write("cart-db", "data-db-0", "more rows");
    await upstart("env", "delete", "cart");
    for (const namespace of ["cart-db", "cart-files"]) await world.gone("namespace", namespace, "");
    await until("what was kept alone", async () => {
      const all = (await world.run("get", "volumesnapshotcontents", "-o", "name")).split("\n").filter(Boolean);
      return all.length === 4 ? true : undefined;
    });
    expect(await contents("cart")).toHaveLength(4);
    await upstart("env", "revive", "cart");
    expect(await driver!.read("cart-db", "data-db-0")).toBe("more rows");
    await upstart("env", "delete", "cart");
  });

  test("a snapshot that hangs holds what would take the data, and it goes on when there is one", async () => {
    driver!.behave("files-disk", "silent");
    await make("slow");
    await world.ready("uenv", "slow", NS);
    await driver!.write("slow-files", "files-disk", "pictures");
    await remove("slow");
    const waiting = await world.told("uenv", "slow", NS, (c) => c.reason === "WaitingForSnapshot");
    expect(waiting.message).toContain("PersistentVolumeClaim slow-files/files-disk");
    expect((await life("slow")).phase).toBe("Terminating");
    await world.gone("uhr", "slow-db-db", NS);
    await world.told("uenv", "slow", NS, (c) => c.reason === "SnapshotFailed" && c.message.includes("within 15s"));
    await driver!.recover("files-disk");
    await world.gone("uenv", "slow", NS);
    expect(await left("slow")).toEqual(["snapshot", "snapshot"]);
  });

  test("a claim that is left and cannot be saved is waited for, kept, and told with the reason; what was saved and what was kept come back together", async () => {
    driver!.behave("data-db-0", { error: "cannot find default snapshot class" });
    await make("kept");
    await world.ready("uenv", "kept", NS);
    await driver!.write("kept-db", "data-db-0", "rows");
    await driver!.write("kept-files", "files-disk", "pictures");
    await remove("kept");
    const late = await world.told("uenv", "kept", NS, (c) => c.message.includes("data-db-0"));
    expect(late.message).toContain("so far: cannot find default snapshot class");
    await world.gone("uenv", "kept", NS);
    await world.gone("namespace", "kept-files", "");
    expect(await left("kept")).toEqual(["snapshot", "unsaved"]);
    expect(await driver!.read("kept-db", "data-db-0")).toBe("rows");
    expect(await world.run("get", "volumesnapshots", "-n", "kept-db", "-o", "name")).toBe("");
    await make("kept");
    await world.ready("uenv", "kept", NS);
    expect([await driver!.read("kept-db", "data-db-0"), await driver!.read("kept-files", "files-disk")]).toEqual([
      "rows",
      "pictures",
    ]);
    expect(driver!.problems).toEqual([]);
  });
});
