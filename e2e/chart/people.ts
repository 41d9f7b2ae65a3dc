import { expect } from "vitest";
import { tiny } from "../harness.ts";
import { API, publishes } from "../kinds.ts";
import type { Cluster } from "./cluster.ts";
import { service } from "./journeys.ts";

/** Two people who may do in one namespace what Kubernetes' own roles `view` and `edit` give there. */
export const PEOPLE = [
  { name: "vera", token: "vera-token", groups: ["viewers"] },
  { name: "edith", token: "edith-token", groups: ["editors"] },
];

const NS = "people";
const SHA = "1".repeat(40);

/** Makes the namespace that they work in, and lets them. */
export async function letPeopleIn(cluster: Cluster): Promise<void> {
  await cluster.run("create", "namespace", NS);
  await cluster.run("create", "rolebinding", "viewers", "-n", NS, "--clusterrole=view", "--user=vera");
  await cluster.run("create", "rolebinding", "editors", "-n", NS, "--clusterrole=edit", "--user=edith");
}

/** What people do with the command line and kubectl, as far as it takes rights on our kinds. Controllers have to run. */
export async function workAsPeople(cluster: Cluster): Promise<void> {
  const { bench } = cluster;
  // What Helm may do is not what is looked at here.
  const helm = ["--clusterrole=cluster-admin", "--serviceaccount=upstart:upstart-controller"];
  await cluster.run("create", "clusterrolebinding", "people-releases", ...helm);
  const file = (name: string, object: object) => bench.file(name, JSON.stringify(object));
  const edith = as(cluster, "edith");
  const vera = as(cluster, "vera");

  await edith("apply", "-f", await file("people-shop.json", shop));
  await edith("apply", "-f", await file("people-shop.json", shop), "--dry-run");
  // What it installs is in a namespace where neither may do anything.
  await edith("apply", "-f", await file("people-full.json", full));
  await edith.kubectl("replace", "-f", await file("people-shop.json", shop));
  await edith.kubectl("apply", "-f", await file("people-template.json", template));
  await edith.kubectl("replace", "-f", await file("people-template.json", template));
  await edith("apply", "-f", await file("people-alone.json", alone));
  await edith.kubectl("replace", "-f", await file("people-alone.json", alone));
  await vera.kubectl("get", "uhr", "alone");
  for (const person of [edith, vera]) {
    for (const verb of ["status", "tree", "outputs"]) await person(verb);
    for (const verb of ["why", "wait"]) for (const name of ["full", "shop"]) await person(verb, name);
  }

  const deploy = ["env", "deploy", "feat/cart", "--repository", "acme/shop", "--sha", SHA, "-o", "json"];
  const { name } = JSON.parse(await edith(...deploy)) as { name: string };
  await edith("env", "sleep", name);
  await edith("env", "wake", name);
  await edith("env", "extend", name, "2d");
  for (const verb of ["get", "explain"]) await vera("env", verb, name);
  await vera("env", "list");
  await vera("env", "diff", name, name);

  await edith("env", "delete", name);
  expect(await vera("env", "list", "--all")).toContain(name);
  await vera("env", "explain", name);
  await bench.kubectl([
    "get",
    "endedenvironments",
    "--watch",
    "--request-timeout=2s",
    "-n",
    NS,
    "--token",
    "vera-token",
  ]);
  await edith("env", "revive", name);
  await edith("env", "gc");
  await edith("env", "delete", name);
  for (const name of ["alone", "full", "shop"]) await edith("delete", name);
  await cluster.run("delete", "clusterrolebinding", "people-releases");
  const mayDelete = await bench.kubectl(["auth", "can-i", "delete", "usvc", "-n", NS, "--token", "vera-token"]);
  expect(mayDelete.stdout).toBe("no");
}

const shop = service(NS, "shop", { db: tiny(publishes("db", "external")) });
const full = {
  apiVersion: API,
  kind: "UpstartEnvironment",
  metadata: { name: "full", namespace: NS },
  spec: { services: { shop: { spec: { helmReleases: { db: tiny(publishes("db", "external")) } } } } },
};
const alone = { apiVersion: API, kind: "HelmRelease", metadata: { name: "alone", namespace: NS }, spec: tiny() };
const template = {
  apiVersion: API,
  kind: "UpstartEnvironment",
  metadata: { name: "shop", namespace: NS },
  spec: { template: true, services: { shop: { spec: { helmReleases: { db: tiny() } } } } },
};

/** Somebody looks whether controllers run that have ended a moment ago: they are listened for. */
export async function lookForControllers(cluster: Cluster): Promise<void> {
  await as(cluster, "edith")("doctor");
}

/** Runs the command line as a person; every call has to do what it was asked. */
function as(cluster: Cluster, name: string) {
  const flags = ["-n", NS, "--token", `${name}-token`];
  const check = async (answer: ReturnType<Cluster["bench"]["upstart"]>, args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await answer;
    const told = exitCode === 0 ? "" : stderr;
    expect({ name, args, exitCode, told }).toEqual({ name, args, exitCode: 0, told: "" });
    return String(stdout);
  };
  const upstart = (...args: string[]) => check(cluster.bench.upstart([...args, ...flags]), args);
  const kubectl = (...args: string[]) => check(cluster.bench.kubectl([...args, ...flags]), args);
  return Object.assign(upstart, { kubectl });
}
