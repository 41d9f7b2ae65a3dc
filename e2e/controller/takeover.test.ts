import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { tiny } from "../harness.ts";
import { HelmLog, type LoggedCall } from "./helm-log.ts";
import type { Running } from "./processes.ts";
import { Stage, service } from "./stage.ts";

let stage: Stage;
let helmLog: HelmLog;

beforeAll(async () => {
  stage = await Stage.open();
  helmLog = await HelmLog.start(stage.bench);
});
afterEach(() => stage.controllers.endAll());
afterAll(() => stage?.close());

async function two(name: string): Promise<{ leader: Running; standby: Running }> {
  await stage.lease(name);
  const start = (caller: string) => stage.start(name, helmLog.env(stage.bench, `${name}-${caller}`));
  const leader = start("leader");
  await leader.said("leading");
  const standby = start("standby");
  await standby.said("standing by");
  return { leader, standby };
}

/** Helm in the middle of the release r0; the others go through. */
const holdHelm = (namespace: string) => {
  let isHeld = false;
  return stage.api.hold(({ isOurs, method, path }) => {
    if (isOurs || method === "GET" || !path.includes(`/namespaces/${namespace}/configmaps`) || isHeld) return false;
    isHeld = true;
    return true;
  });
};

const NAMES = ["r0", "r1", "r2", "r3", "r4", "r5"];
const apply = (namespace: string) =>
  stage.apply(service(namespace, "shop", Object.fromEntries(NAMES.map((name) => [name, tiny()]))));
const oneEach = NAMES.map((name) => `${name}.v1 deployed`);

async function callsOf(name: string): Promise<{ leaders: LoggedCall[]; standbys: LoggedCall[] }> {
  const calls = await helmLog.calls();
  return {
    leaders: calls.filter((c) => c.caller === `${name}-leader`),
    standbys: calls.filter((c) => c.caller === `${name}-standby`),
  };
}

/** Never two at work for one release. */
function expectOneAtATime(calls: readonly LoggedCall[]): void {
  for (const name of NAMES) {
    const own = calls.filter((c) => c.release === name).sort((a, b) => a.from - b.from);
    for (const [i, call] of own.entries())
      if (i > 0) expect(own[i - 1]!.to, `${name} of ${JSON.stringify(own)}`).toBeLessThanOrEqual(call.from);
  }
}

describe("of two controllers, with Helm at work", () => {
  test("one is killed: the other leads within 20 s, lets Helm end what it is at, and does the rest", async () => {
    const ns = await stage.namespace("shop-killed");
    const { leader, standby } = await two("killed");
    const hold = holdHelm(ns);
    await apply(ns);
    await hold.arrived;
    leader.child.kill("SIGKILL");
    await leader.exited;
    const died = Date.now() / 1000;
    await standby.said("leading", 60_000);
    expect(Date.now() / 1000 - died).toBeLessThan(20);
    expect(Date.now() / 1000 - died).toBeGreaterThan(10); // not before the lease has run out
    hold.release();
    await stage.ready("usvc", "shop", ns);
    expect(await stage.revisions(ns)).toEqual(oneEach);
    const { leaders, standbys } = await callsOf("killed");
    for (const call of leaders) expect(call.from).toBeLessThan(died);
    for (const call of standbys) expect(call.from).toBeGreaterThan(died + 10);
    expectOneAtATime([...leaders, ...standbys]);
  });

  test("one is told to end: it lets Helm come to its end, and only then the other begins, at once", async () => {
    const ns = await stage.namespace("shop-ended");
    const { leader, standby } = await two("ended");
    const hold = holdHelm(ns);
    await apply(ns);
    await hold.arrived;
    leader.child.kill("SIGTERM");
    await leader.said("told to end");
    hold.release();
    expect(await leader.exited).toBe(0);
    const ended = Date.now() / 1000;
    await standby.said("leading");
    expect(Date.now() / 1000 - ended).toBeLessThan(3);
    await stage.ready("usvc", "shop", ns);
    expect(await stage.revisions(ns)).toEqual(oneEach);
    const { leaders, standbys } = await callsOf("ended");
    const last = Math.max(...leaders.map((c) => c.to!));
    for (const call of standbys) expect(call.from).toBeGreaterThan(last);
    expectOneAtATime([...leaders, ...standbys]);
  });

  test("one stands still for longer than the lease lasts: when it wakes it calls nobody any more", async () => {
    const ns = await stage.namespace("shop-frozen");
    const { leader, standby } = await two("frozen");
    const hold = holdHelm(ns);
    await apply(ns);
    await hold.arrived;
    leader.child.kill("SIGSTOP");
    await standby.said("leading", 60_000);
    const led = Date.now() / 1000;
    leader.child.kill("SIGCONT");
    expect(await leader.exited).toBe(1);
    expect(leader.lines.map((l) => l.msg)).toContain("lost the lease");
    expect((await standby.get("/metrics")).text).toContain(
      'leader_election_master_status{name="upstart-controller"} 1',
    );
    hold.release();
    await stage.ready("usvc", "shop", ns);
    expect((await stage.revisions(ns)).filter((r) => r.includes("pending"))).toEqual([]);
    const { leaders, standbys } = await callsOf("frozen");
    for (const call of leaders) expect(call.from).toBeLessThan(led);
    expectOneAtATime([...leaders, ...standbys]);
  });
});
