import { randomUUID } from "node:crypto";
import { connect, createCluster, createHelm, type KubernetesCluster } from "@upstart/clients";
import { deleteOrphan, type KnownOrphan, orphansKey, readOrphanReport } from "@upstart/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { environmentOf, World } from "../controller/world.ts";
import { tiny, until } from "../harness.ts";

const NS = "environments";

let world: World;
let cluster: KubernetesCluster;

beforeAll(async () => {
  world = await World.open("helm4", { flags: ["--orphan-interval", "2s"] });
  await world.namespace(NS);
  cluster = createCluster(connect({ kubeconfig: world.bench.sandbox.kubeconfig }, {}));
});
afterAll(async () => {
  cluster?.close();
  await world?.close();
});

const report = async () => readOrphanReport(await cluster.get(orphansKey("upstart")));
const texts = (orphans: readonly KnownOrphan[] = []) =>
  orphans.map((o) => `${o.kind} ${o.releaseName ?? o.object.name}${o.isOurs ? "" : " (not provably ours)"}`);
/** Waits until exactly these are told of. */
const told = async (...wanted: string[]) => {
  let seen: string[] = [];
  return await until(
    `the report of ${wanted.join(", ") || "nothing"}`,
    async () => {
      const found = (await report())?.orphans ?? [];
      seen = texts(found);
      return JSON.stringify(seen.toSorted()) === JSON.stringify(wanted.toSorted()) ? found : undefined;
    },
    60_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; told: ${seen.join(", ")}`);
  });
};
const metric = async (kind: string) => {
  const address = world.lines.find((l) => l.msg === "listening")?.address;
  const text = await (await fetch(`http://${address}/metrics`)).text();
  return new RegExp(`^upstart_orphans\\{kind="${kind}"\\} (\\d+)$`, "m").exec(text)?.[1];
};
/** An environment goes as nobody should let it: without what its finalizers are for. */
const wreck = async (name: string) => {
  await world.killIdle();
  await world.run("delete", "uenv", name, "-n", NS, "--wait=false");
  const made = `upstart.com/environment=${name}`;
  for (const kind of ["uhr", "usvc"])
    await world.run("delete", kind, "-n", NS, "-l", made, "--wait=false", "--ignore-not-found");
  for (const kind of ["uhr", "usvc", "uenv"]) {
    const names = (await world.run("get", kind, "-n", NS, "-o", "name")).split("\n").filter((n) => n.includes(name));
    for (const object of names)
      await world.run("patch", object, "-n", NS, "--type=merge", "-p", '{"metadata":{"finalizers":null}}');
  }
  await world.gone("uenv", name, NS);
  await world.lead();
};
const volume = async (name: string, namespace: string) => {
  await world.apply({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name },
    spec: {
      capacity: { storage: "1Gi" },
      accessModes: ["ReadWriteOnce"],
      persistentVolumeReclaimPolicy: "Retain",
      hostPath: { path: "/nowhere" },
      // A claim that is not there any more: the cluster's own controller sees that, and says so.
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name: "data", uid: randomUUID() },
    },
  });
  await world.run("patch", "pv", name, "--subresource=status", "--type=merge", "-p", '{"status":{"phase":"Released"}}');
};

test("what an environment leaves that went wrong is told, with who it was of; what others have is not; and it goes when somebody asks", async () => {
  const wide = await world.chart("leaver");
  const web = { chart: wide, values: { wide: true } };
  await world.apply(environmentOf(NS, "lost", { web: { spec: { helmReleases: { web, db: tiny(), old: tiny() } } } }));
  await world.apply(environmentOf(NS, "live", { web: { spec: { helmReleases: { web: tiny() } } } }));
  // What looks like it and is somebody's own.
  await world.namespace("theirs");
  await world.run(
    "label",
    "namespace",
    "theirs",
    "app.kubernetes.io/managed-by=upstart",
    "upstart.com/environment=lost",
  );
  await world.bench.helm(["repo", "update"]);
  const { exitCode, stderr } = await world.bench.helm(["install", "web", "upstart-charts/tiny", "-n", "theirs"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  await volume("theirs", "theirs");
  for (const name of ["lost", "live"]) await world.ready("uenv", name, NS);
  await until("a report", async () => ((await report())?.orphans.length === 0 ? true : undefined));

  await wreck("lost");
  await volume("lost-data", "lost-web");
  const found = await told(
    "HelmRecord db",
    "HelmRecord old",
    "HelmRecord web",
    "Namespace lost-web",
    "PersistentVolume lost-data (not provably ours)",
  );
  expect(await metric("Namespace")).toBe("1");
  await until("an event", async () =>
    (await world.events("lost-web", "default")).some((e) => e.startsWith("Orphaned ")) ? true : undefined,
  );
  const ports = {
    cluster,
    helm: createHelm({
      binary: world.bench.sandbox.env.HELM_BIN!,
      env: world.bench.sandbox.env,
      cwd: world.bench.directory,
      cacheDirectory: world.bench.directory,
      kube: {},
      isNamespaced: async () => true,
    }),
  };
  const one = (name: string) => found.find((o) => o.releaseName === name || o.object.name === name)!;
  // One that somebody keeps again is not deleted, whatever the report says.
  await world.apply({
    ...environmentOf(NS, "unused", {}),
    kind: "HelmRelease",
    spec: { ...tiny(), releaseName: "db", targetNamespace: "lost-web", suspend: true },
  });
  expect(await deleteOrphan(ports, one("db"), 60_000)).toBe("kept");
  expect(await deleteOrphan(ports, one("lost-data"), 60_000)).toBe("not ours");
  expect(await deleteOrphan(ports, one("old"), 60_000)).toBe("deleted");
  expect(await world.revisions("lost-web")).toEqual(["db.v1", "web.v1"]);
  await told("HelmRecord web", "Namespace lost-web", "PersistentVolume lost-data (not provably ours)");
  await world.run("delete", "uhr", "unused", "-n", NS);
  const doctor = await world.bench.upstart(["doctor"]);
  expect(doctor.stdout).toContain("env gc -A shows all of it");
  const shown = await world.bench.upstart(["env", "gc", "-A", "--dry-run"]);
  for (const row of [/^goes +Namespace lost-web /m, /^look at it +PersistentVolume lost-data /m])
    expect(shown.stdout).toMatch(row);

  // The release in no namespace outlives its namespace, and is told of then.
  expect(await world.get("clusterrole", "lost-web-web", NS)).toBeDefined();
  expect(await deleteOrphan(ports, one("lost-web"), 60_000)).toBe("deleted");
  await world.gone("namespace", "lost-web", NS);
  await told("PersistentVolume lost-data (not provably ours)", "ClusterObject lost-web-web (not provably ours)");
  await world.run("delete", "clusterrole", "lost-web-web");
  await world.run("delete", "pv", "lost-data");
  await told();
  expect(await metric("Namespace")).toBe("0");
  // Of what is live nothing has been touched.
  await world.ready("uenv", "live", NS);
  expect(await world.revisions("live-web")).toEqual(["web.v1"]);
  expect(await world.revisions("theirs")).toEqual(["web.v1"]);
});
