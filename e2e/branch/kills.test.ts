import type { LifeStatus } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiCall } from "../controller/faulty-api.ts";
import { HelmLog } from "../controller/helm-log.ts";
import type { Running } from "../controller/processes.ts";
import { Stage } from "../controller/stage.ts";
import { environmentOf } from "../controller/world.ts";
import { tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { Fronts } from "./front.ts";
import { isMemory } from "./walk.ts";

const NS = "environments";
const SHA = "1".repeat(40);

let stage: Stage;
let helmLog: HelmLog;
let fronts: Fronts;
let controller: Running;

beforeAll(async () => {
  [stage, fronts] = await Promise.all([Stage.open(), Fronts.open()]);
  helmLog = await HelmLog.start(stage.bench);
  await stage.lease("upstart");
  await stage.namespace(NS);
  const db = tiny(publishes("db"));
  const web = tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>" } });
  const url = { template: fronts.template, revision: { header: "X-Revision" } };
  await stage.apply(
    environmentOf(
      NS,
      "shop",
      { app: { spec: { helmReleases: { db, web } } } },
      { template: true, url, quota: { environments: 1 } },
    ),
  );
});
afterAll(async () => {
  await stage?.close();
  fronts?.close();
});

/** Alone, so that the next one need not wait for the lease of the one that was killed. */
async function start(): Promise<void> {
  controller = stage.start("upstart", helmLog.env(stage.bench, "controller"), "--leader-election=false");
  await controller.said("synced", 60_000);
}

async function killAndStartAnew(): Promise<void> {
  await endServer(controller, "SIGKILL");
  await helmLog.kill();
  // What the dead had asked for is never done.
  stage.api.cut();
  await start();
}

const life = async (name: string) => ((await stage.status("uenv", name, NS)) ?? {}) as LifeStatus;
const writes =
  (path: (name: string) => string | RegExp, methods = ["POST", "PATCH", "PUT"]) =>
  (name: string) =>
  (call: ApiCall) => {
    const wanted = path(name);
    const isThere = typeof wanted === "string" ? call.path.endsWith(wanted) : wanted.test(call.path);
    return methods.includes(call.method) && isThere;
  };
const environments = `/namespaces/${NS}/upstartenvironments`;

interface Step {
  readonly when: string;
  /** The call at which the controller is killed: it is never made. */
  readonly at: (name: string) => (call: ApiCall) => boolean;
}

/** On the way up, in the order of an environment's life. */
const made: readonly Step[] = [
  { when: "its finalizer is to be set", at: writes((n) => `${environments}/${n}`) },
  {
    when: "its template is to be copied",
    at: (n) => (call) => call.method === "PUT" && call.path.endsWith(`${environments}/${n}`),
  },
  { when: "its slot is to be taken", at: writes(() => new RegExp(`/namespaces/${NS}/configmaps(/upstart.slots)?$`)) },
  { when: "its namespace is to be made", at: writes((n) => new RegExp(`/api/v1/namespaces(/${n}-app)?$`)) },
  {
    when: "its service is to be made",
    at: writes((n) => new RegExp(`${`/namespaces/${NS}/upstartservices`}(/${n}-app)?$`)),
  },
  {
    when: "Helm is at work",
    at: (n) => (call) => !call.isOurs && call.method !== "GET" && call.path.includes(`/namespaces/${n}-app/configmaps`),
  },
];

/** And down. */
const ended: readonly Step[] = [
  { when: "its service is to be deleted", at: writes((n) => `/upstartservices/${n}-app`, ["DELETE"]) },
  {
    when: "Helm is to take it away",
    at: (n) => (call) =>
      !call.isOurs && call.method === "DELETE" && call.path.includes(`/namespaces/${n}-app/configmaps`),
  },
  { when: "its namespace is to be deleted", at: writes((n) => `/api/v1/namespaces/${n}-app`, ["DELETE"]) },
  { when: "its slot is to be given back", at: writes(() => `/namespaces/${NS}/configmaps/upstart.slots`) },
  { when: "its finalizer is to be taken out", at: writes((n) => `${environments}/${n}`) },
];

describe("a controller that is killed", () => {
  beforeAll(start);
  afterAll(() => endServer(controller, "SIGKILL"));

  /** Does something, kills the controller when it has come to the step, and starts another. */
  const killedAt = async ({ at }: Step, name: string, act: () => Promise<void>) => {
    const hold = stage.api.hold(at(name));
    await act();
    await hold.arrived;
    await endServer(controller, "SIGKILL");
    await helmLog.kill();
    stage.api.cut();
    hold.release();
    await start();
  };
  const branch = (name: string) => {
    const source = { repository: "acme/shop", ref: `refs/heads/${name}`, sha: SHA };
    const { services: _, ...spec } = environmentOf(NS, name, {}, { from: { name: "shop" }, source }).spec as {
      services: object;
    };
    return stage.apply({ ...environmentOf(NS, name, {}), spec });
  };

  test.each(
    Array.from(
      { length: made.length },
      (_, i) => [made[i]!.when, ended[i]?.when ?? "it waits", made[i]!, ended[i]] as const,
    ),
  )("when %s, and when %s: nothing is doubled, and nothing left", async (_, __, up, down) => {
    const name = `kill-${made.indexOf(up)}`;
    await killedAt(up, name, () => branch(name));
    await until("it to be verified", async () => ((await life(name)).phase === "Verifying" ? true : undefined), 60_000);
    await killAndStartAnew();
    fronts.set(name, { status: 200, revision: SHA });
    await stage.ready("uenv", name, NS);
    const deployed = (await stage.revisions(`${name}-app`)).filter((r) => r.endsWith(" deployed"));
    expect(deployed.map((r) => r.split(".")[0])).toEqual(["db", "web"]);
    expect((await stage.revisions(`${name}-app`)).join()).not.toContain("pending");
    const remove = () => stage.delete("uenv", name, NS);
    await (down === undefined ? remove() : killedAt(down, name, remove));
    await stage.gone("uenv", name, NS, 60_000);
    await stage.gone("namespace", `${name}-app`, "", 60_000);
    expect(await left()).toEqual([]);
  });

  /** What is there besides the template, and what is remembered. */
  async function left(): Promise<string[]> {
    const { stdout } = await stage.bench.kubectl(["get", "uenv,usvc,uhr,secrets,configmaps", "-n", NS, "-o", "json"]);
    const { items } = JSON.parse(String(stdout)) as {
      items: { kind: string; metadata: { name: string }; data?: Record<string, string> }[];
    };
    const isOurs = (name: string) => !["shop", "kube-root-ca.crt"].includes(name);
    return items
      .filter((object) => !isMemory(object))
      .filter(({ metadata, data }) => isOurs(metadata.name) && JSON.stringify(data) !== '{"shop":"[]"}')
      .map(({ kind, metadata, data }) => `${kind} ${metadata.name} ${JSON.stringify(data)}`);
  }
});
