import { join } from "node:path";
import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { ClusterError, type KubeObject } from "@upstart/engine";
import { restartApiServer } from "@upstart/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, tiny, until } from "../harness.ts";
import { API, publishes } from "../kinds.ts";
import type { ApiCall, FaultyApi } from "./faulty-api.ts";
import type { Running } from "./processes.ts";
import { conditionOf, Stage, type Status, service } from "./stage.ts";

let stage: Stage;
let controller: Running;

beforeAll(async () => {
  stage = await Stage.open();
  await stage.lease("upstart");
  keepRunning();
});
afterAll(async () => {
  isOver = true;
  await stage?.close();
});

let isOver = false;

/** As a kubelet does: one that ends, for it has lost its lease, is started again. */
function keepRunning(): void {
  if (isOver) return;
  controller = stage.start("upstart");
  void controller.exited.then(keepRunning);
}

/** Three releases in a row: the first one's value goes through the second into the third. */
const chain = (namespace: string, value: string) =>
  service(namespace, "shop", {
    first: tiny({ values: { value }, ...publishes("first") }),
    second: tiny({
      dependencies: [{ name: "first" }],
      values: { value: "<< first.outputs.value >>" },
      ...publishes("second"),
    }),
    third: tiny({ dependencies: [{ name: "second" }], values: { value: "<< second.outputs.value >>!" } }),
  });

const arrived = (namespace: string, value: string) =>
  until(
    `"${value}" to get to the end of the chain`,
    async () => {
      const { value: seen } = dataOf(await stage.bench.get("configmap", "third-outputs", namespace));
      return seen === `${value}!` ? true : undefined;
    },
    120_000,
  );

/** What became of the revisions of each release. Those at which the fault made Helm fail are left out. */
async function succeeded(namespace: string): Promise<Record<string, string[]>> {
  const words = (await stage.revisions(namespace)).map((r) => r.split(/[. ]/) as [string, string, string]);
  const sorted = words.sort((a, b) => Number(a[1].slice(1)) - Number(b[1].slice(1)));
  const told = sorted.filter(([, , status]) => status !== "failed");
  return Object.fromEntries(
    [...Map.groupBy(told, ([name]) => name)].map(([name, all]) => [name, all.map(([, , status]) => status)]),
  );
}

interface Fault {
  readonly name: string;
  /** Begins; returns what ends it. */
  readonly begin: (api: FaultyApi) => () => void;
  /** Ended when this much has passed; else when all is ready. */
  readonly lastsMs?: number;
  /** Only while it is upgraded: it takes long. */
  readonly isLate?: boolean;
}

const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};

/** Somebody who annotates every object of ours that is not ready, again and again. */
function writeAllTheTime(): () => void {
  const cluster = createCluster(connect({ kubeconfig: stage.bench.sandbox.kubeconfig }, {}));
  let isOver = false;
  const write = async () => {
    for (let i = 0; !isOver; i++)
      for (const kind of ["UpstartService", "HelmRelease"])
        for (const object of await cluster.list({ apiVersion: API, kind }))
          if (!isReady(object)) await annotate(cluster, object, `${i}`).catch(onlyConflicts);
  };
  void write().finally(() => cluster.close());
  return () => {
    isOver = true;
  };
}

const isReady = ({ status }: KubeObject) => conditionOf(status as Status | undefined, "Ready")?.status === "True";

const annotate = (cluster: KubernetesCluster, object: KubeObject, value: string) =>
  cluster.update({
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, "example.com/storm": value } },
  });

/** The controllers were faster, or the object is gone by now. */
function onlyConflicts(error: unknown): void {
  if (!(error instanceof ClusterError && ["Conflict", "NotFound", "Invalid"].includes(error.code))) throw error;
}

const isOurs = (path: string) => path.includes("/apis/upstartoperators.upstart.com/");

const faults: readonly Fault[] = [
  { name: "cuts every connection, again and again", begin: (api) => every(700, () => api.cut()) },
  { name: "cuts watches, again and again", begin: (api) => every(500, () => api.cut((c) => c.isWatch)) },
  {
    name: "lets watches freeze, and then cuts them",
    begin: (api) => {
      api.freeze();
      return () => api.thaw("is cut");
    },
    lastsMs: 4000,
  },
  {
    name: "is slow",
    begin: (api) => {
      api.slow(150);
      return () => api.slow(0);
    },
  },
  {
    name: "has too many requests, and says when to come again",
    begin: (api) => api.refuse(() => true, { status: 429, reason: "TooManyRequests", retryAfter: 1, share: 0.1 }),
  },
  {
    name: "answers 500 to one call in twelve",
    begin: (api) => api.refuse(() => true, { status: 500, reason: "InternalError", share: 1 / 12 }),
  },
  {
    name: "answers 503 to everything for a while",
    begin: (api) => api.refuse(() => true, { status: 503, reason: "ServiceUnavailable" }),
    lastsMs: 5000,
  },
  {
    name: "has others who write our objects all the time, and answers 409 to every second write of ours",
    begin: (api) => {
      const end = api.refuse((c) => c.isOurs && isOurs(c.path) && c.method !== "GET", {
        status: 409,
        reason: "Conflict",
        share: 0.5,
      });
      const stop = writeAllTheTime();
      return () => {
        stop();
        end();
      };
    },
  },
  {
    name: "has forgotten where each watch was",
    begin: (api) => {
      const end = api.refuse((c) => c.isWatch, { status: 410, reason: "Expired", share: 0.5 });
      const stop = every(1000, () => api.cut((c) => c.isWatch));
      return () => {
        stop();
        end();
      };
    },
    lastsMs: 6000,
  },
  {
    name: "is gone for longer than a lease lasts",
    begin: (api) => {
      api.down();
      return () => api.up();
    },
    lastsMs: 17_000,
    isLate: true,
  },
];

describe("while the API server", () => {
  test.each(faults)(
    "$name: a chain gets ready, and a new value goes down it once",
    async ({ begin, lastsMs, isLate }) => {
      const ns = await stage.namespace(`fault-${faults.findIndex((f) => f.begin === begin)}`);
      await controller.said("leading", 60_000);
      const run = async (value: string) => {
        const end = isLate === true && value === "one" ? () => undefined : begin(stage.api);
        if (lastsMs !== undefined) setTimeout(end, lastsMs);
        try {
          await stage.apply(chain(ns, value));
          await arrived(ns, value);
        } finally {
          if (lastsMs === undefined) end();
        }
        await stage.ready("usvc", "shop", ns);
      };
      await run("one");
      expect(await succeeded(ns)).toEqual({ first: ["deployed"], second: ["deployed"], third: ["deployed"] });
      await run("two");
      const twice = ["superseded", "deployed"];
      expect(await succeeded(ns)).toEqual({ first: twice, second: twice, third: twice });
    },
  );

  test("fails at the very last that Helm writes: what Helm has done is not done again", async () => {
    const ns = await stage.namespace("last-write");
    await controller.said("leading", 60_000);
    await stage.apply(chain(ns, "one"));
    await stage.ready("usvc", "shop", ns);
    const isLast = (c: ApiCall) => !c.isOurs && c.method === "PUT" && c.path.endsWith(".first.v2");
    const end = stage.api.refuse(isLast, { status: 503, reason: "ServiceUnavailable" });
    await stage.apply(chain(ns, "two"));
    await arrived(ns, "two");
    await stage.ready("usvc", "shop", ns);
    end();
    expect(stage.api.calls.filter(isLast)).not.toEqual([]);
    expect(await stage.revisions(ns)).toEqual(
      ["first", "second", "third"].flatMap((name) => [`${name}.v1 superseded`, `${name}.v2 deployed`]),
    );
  });

  test("fails at the very last that Helm writes, after an upgrade that failed: that is not done again, either", async () => {
    const ns = await stage.namespace("last-write-after");
    await controller.said("leading", 60_000);
    const only = (value: string) => service(ns, "shop", { first: tiny({ values: { value } }) });
    await stage.apply(only("one"));
    await stage.ready("usvc", "shop", ns);
    const isObject = (c: ApiCall) => !c.isOurs && c.method === "PATCH" && c.path.includes(`/${ns}/configmaps`);
    const endOfFirst = stage.api.refuse(isObject, { status: 403, reason: "Forbidden" });
    await stage.apply(only("two"));
    await until("an upgrade that failed", async () =>
      (await stage.revisions(ns)).includes("first.v2 failed") ? true : undefined,
    );
    endOfFirst();
    const failed = (await stage.revisions(ns)).filter((r) => r.endsWith(" failed")).length;
    const isLast = (c: ApiCall) => !c.isOurs && c.method === "PUT" && c.path.endsWith(`.first.v${failed + 2}`);
    const end = stage.api.refuse(isLast, { status: 503, reason: "ServiceUnavailable" });
    await stage.apply(only("three"));
    await stage.ready("usvc", "shop", ns, 60_000);
    end();
    expect(stage.api.calls.filter(isLast)).not.toEqual([]);
    expect((await stage.revisions(ns)).filter((r) => !r.endsWith(" failed"))).toEqual([
      "first.v1 superseded",
      `first.v${failed + 2} deployed`,
    ]);
  });

  test("is restarted in the middle: a chain gets ready, a new value goes down it, and nothing stays locked", async () => {
    const ns = await stage.namespace("restarted");
    await controller.said("leading", 60_000);
    for (const value of ["one", "two"]) {
      const begun = stage.api.hold((c) => !c.isOurs && c.method !== "GET" && c.path.includes(`/${ns}/`));
      await stage.apply(chain(ns, value));
      await begun.arrived; // Helm has begun
      begun.release();
      await restartApiServer(join(stage.bench.sandbox.directory, "cluster"));
      await arrived(ns, value);
      await stage.ready("usvc", "shop", ns);
    }
    // An install that is cut off at its last write does not say that it has done all: then it is done once more.
    const last = Object.entries(await succeeded(ns)).map(([name, all]) => [name, all.at(-1)]);
    expect(last).toEqual(["first", "second", "third"].map((name) => [name, "deployed"]));
    expect((await stage.revisions(ns)).filter((r) => r.includes("pending"))).toEqual([]);
  });
});
