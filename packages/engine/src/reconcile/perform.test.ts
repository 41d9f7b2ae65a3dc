import { expect, test } from "vitest";
import { buildUniverse } from "../graph/build.ts";
import { releasesOf } from "../graph/graph.ts";
import { HelmError } from "../ports/helm.ts";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeCluster } from "../testing/fake-cluster.ts";
import { fakeHelm } from "../testing/fake-helm.ts";
import { serviceOf } from "../testing/specs.ts";
import { performDeploy } from "./perform.ts";

test("a name too long for a label is cut to one that Kubernetes takes, and told from its like", async () => {
  const long = `${"a".repeat(62)}-`;
  expect(await serviceLabel(`${long}one`)).toMatch(/^a{54}-[0-9a-f]{8}$/);
  expect(await serviceLabel(`${long}one`)).not.toBe(await serviceLabel(`${long}two`));
  expect(await serviceLabel("shop")).toBe("shop");
});

/** The label that Helm's record gets for a release of a service of this name. */
async function serviceLabel(name: string): Promise<string | undefined> {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const { graph } = buildUniverse([serviceOf({ api: {} }, { name })], "shop");
  const step = { do: "install", reason: "", values: {}, secrets: [], digest: "d" } as const;
  const options = { revision: 1, signal: new AbortController().signal, onHold: () => undefined };
  await clock.until(performDeploy(fakeHelm(clock, cluster, {}), releasesOf(graph)[0]!, step, options));
  return cluster.objects().find((o) => o.metadata.labels?.owner === "helm")?.metadata.labels?.["upstart.com/service"];
}

test("whoever lacks a right is told apart from a release that is at fault, an account or we ourselves", async () => {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const helm = fakeHelm(clock, cluster, {
    api: { fails: Array.from({ length: 2 }, () => new HelmError("Forbidden", "no")) },
  });
  const { graph } = buildUniverse([serviceOf({ api: { serviceAccountName: "deployer" } })], "shop");
  const step = { do: "install", reason: "", values: {}, secrets: [], digest: "d" } as const;
  const perform = (impersonates: boolean) => {
    const options = { revision: 1, signal: new AbortController().signal, onHold: () => undefined, impersonates };
    return clock.until(performDeploy(helm, releasesOf(graph)[0]!, step, options));
  };
  for (const impersonates of [true, false])
    expect(await perform(impersonates)).toMatchObject({ failure: { reason: "Forbidden", code: "Forbidden" } });
  expect(helm.calls.map((c) => c.asUser)).toEqual(["system:serviceaccount:shop:deployer", undefined]);
});
