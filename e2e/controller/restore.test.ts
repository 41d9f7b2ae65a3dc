import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HELMS, type KubeJson, tiny, until } from "../harness.ts";
import { API, publishes } from "../kinds.ts";
import { Stage } from "./stage.ts";

interface KubeDeleted {
  readonly deletionTimestamp?: string;
}

// What backup programs keep: objects as they were, with owners by uids that nobody has any more, and without a status.
const KINDS = ["usvc", "uhr", "secrets", "configmaps"];

describe.each(HELMS)("a namespace that is restored from a backup, with %s", (helm) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(helm);
  });
  afterAll(() => stage?.close());

  const backup = async (namespace: string) => {
    const lists = await Promise.all(
      KINDS.map((kind) => stage.bench.kubectl(["get", kind, "-n", namespace, "-o", "json"])),
    );
    const objects = lists.flatMap(({ stdout }) => (JSON.parse(String(stdout)) as { items: KubeJson[] }).items);
    return objects
      .filter(({ metadata }) => metadata.name !== "kube-root-ca.crt")
      .map(({ status: _, metadata, ...object }) => {
        const {
          uid: _uid,
          resourceVersion: _version,
          creationTimestamp: _at,
          managedFields: _fields,
          ...kept
        } = metadata as Record<string, unknown>;
        return { ...object, metadata: kept };
      });
  };
  const wipe = async (namespace: string) => {
    for (const kind of ["usvc", "uhr"])
      await stage.bench.shell(
        `kubectl get ${kind} -n ${namespace} -o name | xargs -r -n1 kubectl patch -n ${namespace} --type=merge -p '{"metadata":{"finalizers":null}}'`,
      );
    await stage.bench.kubectl(["delete", "namespace", namespace, "--timeout=60s"]);
  };

  test("goes on where it was: nothing is uninstalled, nothing is installed again", async () => {
    const lease = await stage.lease("upstart");
    const first = stage.start(lease);
    await stage.namespace("shop");
    await stage.apply({
      apiVersion: API,
      kind: "UpstartService",
      metadata: { name: "shop", namespace: "shop" },
      spec: {
        helmReleases: {
          db: tiny(publishes("db")),
          api: tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>" } }),
        },
      },
    });
    await stage.ready("usvc", "shop", "shop");
    const before = await stage.revisions("shop");
    first.child.kill("SIGTERM");
    await first.exited;

    const kept = await backup("shop");
    await wipe("shop");
    await stage.namespace("shop");
    for (const object of kept) await stage.apply(object);
    // The cluster takes it that what has an owner of that uid is wanted by nobody.
    await until("the garbage collector", async () => {
      const { deletionTimestamp } = ((await stage.bench.get("uhr", "shop-db", "shop"))?.metadata ?? {}) as KubeDeleted;
      return deletionTimestamp;
    });

    stage.start(lease);
    await stage.ready("usvc", "shop", "shop");
    expect(await stage.revisions("shop")).toEqual(before);
  });
});
