import fc from "fast-check";
import { expect, test } from "vitest";
import { releasesOf } from "../graph/graph.ts";
import { graphOf } from "../testing/rollout.ts";
import { LivePlan } from "./live-plan.ts";
import type { ReleaseObservation } from "./observation.ts";
import { planAll } from "./plan.ts";

const drafts = {
  db: { publishes: [{ configMapRef: { name: "db-outputs" } }] },
  cache: {},
  api: { uses: ["db.URL"], needs: ["cache"] },
  web: { needs: ["api"] },
  job: { needs: ["db"] },
};
const graph = graphOf(drafts);
const ids = Object.keys(drafts);

const observations: fc.Arbitrary<ReleaseObservation> = fc
  .record({
    status: fc.constantFrom("deployed", "failed", "pending-install", undefined),
    digest: fc.constantFrom("x", "y"),
    run: fc.constantFrom<ReleaseObservation["run"]>(
      { state: "idle" },
      { state: "running", digest: "x" },
      { state: "failed", digest: "x", failure: { reason: "InstallFailed", message: "no" } },
    ),
    url: fc.constantFrom(undefined, "1", "2"),
    isReady: fc.boolean(),
  })
  .map(({ status, digest, run, url, isReady }) => ({
    ...(status === undefined ? {} : { helm: { revision: 1, status, digest } }),
    run,
    blockers: isReady
      ? []
      : [
          {
            object: { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "x" },
            readiness: { state: "inProgress" as const, message: "0/1" },
          },
        ],
    outputs: [
      {
        key: { apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "db-outputs" },
        sensitive: false,
        data: url === undefined ? undefined : { URL: url },
      },
    ],
  }));

test("after any sequence of changes it is the plan that would be made from nothing", () => {
  const changes = fc.array(fc.tuple(fc.constantFrom(...ids), observations), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(observations, { minLength: ids.length, maxLength: ids.length }), changes, (first, later) => {
      const world = new Map(ids.map((id, i) => [id, first[i]!]));
      const live = new LivePlan(graph, (release) => world.get(release.id)!);
      live.update();
      for (const [id, observation] of later) {
        world.set(id, observation);
        live.mark(id);
        live.update();
        expect(live.steps).toEqual(planAll(graph, live.order, world).steps);
      }
    }),
  );
});

test("plans only what is marked and what that reaches", () => {
  const looked: string[] = [];
  const live = new LivePlan(graph, (release) => {
    looked.push(release.id);
    return {
      helm: { revision: 1, status: "failed" },
      run: { state: "running", digest: "" },
      blockers: [],
      outputs: [],
    };
  });
  live.update();
  looked.length = 0;
  live.mark("cache");
  live.update();
  expect(looked).toEqual(["cache"]);
});

test("what lies on a cycle gets no step and keeps nothing from being current", () => {
  const cyclic = graphOf({ a: { needs: ["b"] }, b: { needs: ["a"] }, c: {} });
  const live = new LivePlan(cyclic, () => ({ run: { state: "idle" }, blockers: [], outputs: [] }));
  for (const r of releasesOf(cyclic)) live.mark(r.id);
  live.update();
  expect([[...live.steps.keys()], live.isCurrent]).toEqual([["c"], true]);
});
