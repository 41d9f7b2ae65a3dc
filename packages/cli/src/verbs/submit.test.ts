import { ClusterError, type KubeObject, load } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import type { Session } from "../cluster/session.ts";
import type { Universe } from "../input/universe.ts";
import { parsePath } from "./parse-path.ts";
import { submitObjects } from "./submit.ts";

const text = (name: string) => `
apiVersion: upstartoperators.upstart.com/v1alpha1
kind: UpstartService
metadata: {name: ${name}, labels: {team: a}}
spec: {helmReleases: {db: {chart: charts/db}}}
`;
const loaded = load([
  { name: "a.yaml", text: text("a") },
  { name: "b.yaml", text: text("b") },
]);
const universe = { loaded } as Universe;

function scene(refuse?: (object: KubeObject) => ClusterError | undefined) {
  const cluster = fakeCluster(fakeClock());
  const refusing: typeof cluster = {
    ...cluster,
    apply: async (object, options) => {
      const error = refuse?.(object);
      if (error !== undefined) throw error;
      return await cluster.apply(object, options);
    },
  };
  const session = { cluster: refusing, namespace: "team" } as unknown as Session;
  return { cluster, submit: () => submitObjects(session, universe, { force: false }) };
}

test("all objects are tried, then written, with what a person wrote of their metadata", async () => {
  const { cluster, submit } = scene();
  const { refusals, submitted } = await submit();
  expect([refusals, [...submitted.values()]]).toEqual([[], [1, 1]]);
  expect(cluster.calls.map((c) => c.split(" ")[0])).toEqual(["dry-run", "dry-run", "apply", "apply"]);
  expect(cluster.objects()[0]).toMatchObject({ metadata: { namespace: "team", labels: { team: "a" } } });
});

const causes = [
  { reason: "FieldManagerConflict", field: ".spec.helmReleases.db.chart", message: 'conflict with "gitops" using x' },
];
const denied = [{ reason: "DependencyCycle", field: "spec.helmReleases.db.dependencies[0].name", message: "db -> db" }];

test.each<[string, ClusterError, object]>([
  [
    "a conflict",
    new ClusterError("Conflict", "cannot apply UpstartService team/b: conflict", { causes }),
    { code: "Conflict", diagnostic: { place: { document: 1, path: ["spec", "helmReleases", "db", "chart"] } } },
  ],
  [
    "an admission's no",
    new ClusterError("Forbidden", 'cannot apply x: admission webhook "upstart" denied the request: no', {
      causes: denied,
    }),
    { code: "DependencyCycle", diagnostic: { message: "db -> db" } },
  ],
  [
    "an admission's no without causes",
    new ClusterError("Forbidden", 'cannot apply UpstartService team/b: admission webhook "x" denied the request: no'),
    { code: "Forbidden", diagnostic: { message: 'admission webhook "x" denied the request: no' } },
  ],
])("%s of one is told with its place, and none is written", async (_, error, want) => {
  const { cluster, submit } = scene((object) => (object.metadata.name === "b" ? error : undefined));
  expect((await submit()).refusals).toMatchObject([want]);
  expect(cluster.objects()).toEqual([]);
});

test("what is no refusal of the files is thrown", async () => {
  const { submit } = scene(() => new ClusterError("Forbidden", 'forbidden: User "guest" cannot patch'));
  await expect(submit()).rejects.toMatchObject({ code: "Forbidden" });
});

test.each([
  ["spec.helmReleases.api.dependencies[1].name", ["spec", "helmReleases", "api", "dependencies", 1, "name"]],
  ['spec.values["a.b"].c', ["spec", "values", "a.b", "c"]],
  [".spec.x[key].y", ["spec", "x", "key", "y"]],
  ["", []],
])("the server's path %j", (text_, want) => {
  expect(parsePath(text_)).toEqual(want);
});
