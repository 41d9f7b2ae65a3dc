import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, HELMS, tiny } from "../harness.ts";
import type { ApiCall } from "./faulty-api.ts";
import { HelmLog } from "./helm-log.ts";
import type { Running } from "./processes.ts";
import { Stage, service } from "./stage.ts";

let stage: Stage;
let helmLog: HelmLog;
let controller: Running;

/** Alone, so that the next one need not wait for the lease of the one that was killed. */
function start(): void {
  controller = stage.controllers.startWith(
    helmLog.env(stage.bench, "controller"),
    "upstart",
    "--leader-election=false",
    "--chart-repository",
    `upstart-charts=${stage.bench.sandbox.chartRepository}`,
  );
}

const shop = (namespace: string, value: string) => service(namespace, "shop", { web: tiny({ values: { value } }) });
const isStatusOf = (namespace: string) => (call: ApiCall) =>
  call.method === "PATCH" && call.path.endsWith(`/namespaces/${namespace}/helmreleases/shop-web/status`);
/** What Helm writes of the chart, in the middle of its run. */
const isHelms = (namespace: string) => (call: ApiCall) =>
  !call.isOurs && call.method !== "GET" && call.path.includes(`/namespaces/${namespace}/configmaps`);

interface Step {
  readonly name: string;
  /** Resolves when the controller has come to that step of the run after `last`, and is kept there; what it resolves with lets go. */
  readonly reach: (namespace: string, last: number) => Promise<() => void>;
  /** Whether Helm dies too, as in a container, or goes on alone. */
  readonly helmDies: boolean;
  /** How many revisions the change may take; an upgrade, where that is not the same. */
  readonly revisions: number;
  readonly ofUpgrade?: number;
  /** It hangs on what Helm does, so that it must hold on each. */
  readonly isHelms?: boolean;
}

const steps: readonly Step[] = [
  {
    name: "before it is written down what will be done",
    reach: async (ns) => {
      const hold = stage.api.hold(isStatusOf(ns));
      await hold.arrived;
      return hold.release;
    },
    helmDies: true,
    revisions: 1,
  },
  {
    name: "before Helm has begun",
    reach: async () => {
      await helmLog.close("before", "web");
      await helmLog.reached("before", "web");
      return () => undefined;
    },
    helmDies: true,
    revisions: 1,
  },
  {
    name: "while Helm is at work, and Helm with it",
    reach: async (ns) => {
      const hold = stage.api.hold(isHelms(ns));
      await hold.arrived;
      return hold.release;
    },
    helmDies: true,
    revisions: 2,
    isHelms: true,
  },
  {
    name: "while Helm is at work, which goes on alone",
    reach: async (ns) => {
      const hold = stage.api.hold(isHelms(ns));
      await hold.arrived;
      return hold.release;
    },
    helmDies: false,
    revisions: 1,
    isHelms: true,
  },
  {
    name: "when Helm has done all but say so, and Helm with it",
    reach: async (ns, last) => {
      const hold = stage.api.hold(
        (c) => !c.isOurs && c.method === "PUT" && c.path.endsWith(`${ns}/secrets/sh.helm.release.v1.web.v${last + 1}`),
      );
      await hold.arrived;
      return hold.release;
    },
    helmDies: true,
    // That an install has done all nobody can see.
    revisions: 2,
    ofUpgrade: 1,
    isHelms: true,
  },
  {
    name: "after Helm, of which it does not hear",
    reach: async () => {
      await helmLog.close("after", "web");
      await helmLog.reached("after", "web");
      return () => undefined;
    },
    helmDies: true,
    revisions: 1,
  },
  {
    name: "after Helm, before it can say so",
    reach: async (ns) => {
      await helmLog.close("after", "web");
      await helmLog.reached("after", "web");
      const hold = stage.api.hold(isStatusOf(ns));
      await helmLog.open("after", "web");
      await hold.arrived;
      return hold.release;
    },
    helmDies: true,
    revisions: 1,
  },
];

async function killAndStartAnew(helmDies: boolean, letGo: () => void): Promise<void> {
  controller.child.kill("SIGKILL");
  await controller.exited;
  if (helmDies) await helmLog.kill();
  for (const gate of ["before", "after"] as const) await helmLog.open(gate, "web");
  // What the dead had asked for is never done; a Helm that is left goes on when the next one has begun.
  if (helmDies) stage.api.cut();
  start();
  await controller.said("synced");
  letGo();
}

describe.each(HELMS)("a controller that is killed, with %s,", (helm) => {
  beforeAll(async () => {
    stage = await Stage.open(helm);
    helmLog = await HelmLog.start(stage.bench);
    await stage.lease("upstart");
    start();
  });
  afterAll(() => stage?.close());

  test.each(steps.filter((s) => helm === "helm4" || s.isHelms === true))(
    "$name: the next one installs, and upgrades after another kill",
    async (step) => {
      const ns = await stage.namespace(`kill-${steps.indexOf(step)}`);
      let last = 0;
      for (const value of ["one", "two"]) {
        const reached = step.reach(ns, last);
        await stage.apply(shop(ns, value));
        await killAndStartAnew(step.helmDies, await reached);
        await stage.ready("usvc", "shop", ns);
        expect(dataOf(await stage.bench.get("configmap", "web-outputs", ns)).value).toBe(value);
        last += last === 0 ? step.revisions : (step.ofUpgrade ?? step.revisions);
        const revisions = await stage.revisions(ns);
        expect(revisions).toContain(`web.v${last} deployed`);
        expect(revisions).toHaveLength(last);
        expect(revisions.join(" ")).not.toContain("pending");
        expect(await stage.status("uhr", "shop-web", ns)).not.toHaveProperty("attempts");
      }
    },
  );

  const uninstalls = [
    { name: "before Helm uninstalls", isBefore: true },
    { name: "while Helm uninstalls", isBefore: false },
  ];
  test.each(uninstalls.filter((u) => helm === "helm4" || !u.isBefore))(
    "$name: the next one takes the rest away",
    async ({ isBefore }) => {
      const ns = await stage.namespace(isBefore ? "unbegun" : "half");
      await stage.apply(shop(ns, "one"));
      await stage.ready("usvc", "shop", ns);
      if (isBefore) await helmLog.close("before", "web");
      const hold = isBefore ? undefined : stage.api.hold(isHelms(ns));
      await stage.delete("usvc", "shop", ns);
      await (isBefore ? helmLog.reached("before", "web") : hold!.arrived);
      await killAndStartAnew(true, () => hold?.release());
      await stage.gone("usvc", "shop", ns);
      expect(await stage.revisions(ns)).toEqual([]);
      expect(await stage.bench.get("configmap", "web-outputs", ns)).toBeUndefined();
    },
  );
});
