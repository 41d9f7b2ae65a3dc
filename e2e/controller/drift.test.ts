import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { Controllers } from "./processes.ts";

interface Status {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  }[];
}

let bench: Bench;
let controllers: Controllers;

beforeAll(async () => {
  bench = await openBench();
  controllers = new Controllers(bench);
  await installKinds(bench);
});
afterAll(async () => {
  await controllers?.endAll();
  await bench?.close();
});

async function kubectl(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await bench.kubectl(args);
  expect({ args, exitCode, stderr: exitCode === 0 ? "" : stderr }).toMatchObject({ exitCode: 0 });
  return String(stdout);
}

async function apply(object: object): Promise<void> {
  const { exitCode, stderr } = await bench.kubectl(["apply", "-f", "-"], {
    input: JSON.stringify(object),
    stdin: "pipe",
  });
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
}

/** A HelmRelease with a Deployment, a Service, a Secret and a ConfigMap. */
const web = (namespace: string, more: object = {}) => ({
  apiVersion: API,
  kind: "HelmRelease",
  metadata: { name: "web", namespace },
  spec: { chart: "upstart-charts/web-service", values: { env: { TOKEN: "s3cret" } }, ...more },
});

const get = async (what: string, namespace: string, path: string) =>
  await kubectl("get", what, "-n", namespace, "-o", `jsonpath=${path}`);

const conditionOf = async (namespace: string, type = "Ready") => {
  const status = (await bench.get("uhr", "web", namespace))?.status as Status | undefined;
  return status?.conditions?.find((c) => c.type === type);
};

const ready = (namespace: string, reason = "Ready") =>
  until(
    `the release to be ready: ${reason}`,
    async () => {
      const condition = await conditionOf(namespace);
      return condition?.status === "True" && condition.reason === reason ? condition : undefined;
    },
    60_000,
  );

const isAgain = (what: string, namespace: string, path: string, value: string) =>
  until(`${what} to be ${value} again`, async () => ((await get(what, namespace, path)) === value ? true : undefined));

const revisions = async (namespace: string) =>
  (await kubectl("get", "secrets", "-n", namespace, "-l", "owner=helm,status!=failed", "-o", "name"))
    .split("\n")
    .filter(Boolean).length;

const eventsIn = async (namespace: string) => {
  const { items } = JSON.parse(await kubectl("get", "events.events.k8s.io", "-n", namespace, "-o", "json")) as {
    items: { reason: string; note: string }[];
  };
  return items;
};

describe.each(HELMS)("what %s has deployed", (helm) => {
  const ns = `drift-${helm}`;
  beforeAll(async () => {
    await controllers.namespace(ns);
    const binary = join(bench.sandbox.bin, helm);
    const repository = `upstart-charts=${bench.sandbox.chartRepository}`;
    controllers.startWith({ HELM_BIN: binary }, ns, "--watch-namespace", ns, "--chart-repository", repository);
    await apply(web(ns));
    await ready(ns);
  });

  const merge = (kind: string, name: string, change: object, ...more: string[]) =>
    kubectl("patch", kind, name, "-n", ns, "--type=merge", "-p", JSON.stringify(change), ...more);
  const url = `http://web.${ns}.svc.cluster.local`;
  const inSecret = (value: object) =>
    until("the Secret", async () =>
      JSON.stringify(dataOf(await bench.get("secret", "web-env", ns))) === JSON.stringify(value) ? true : undefined,
    );

  test("is put right when somebody edits it, without Helm, and an event says what and who", async () => {
    await merge("configmap", "web-outputs", { data: { url: "http://evil", more: "1" } });
    await isAgain("configmap/web-outputs", ns, "{.data.url}", url);
    await kubectl("set", "image", "deployment/web", "web-service=evil:1", "-n", ns);
    await isAgain("deployment/web", ns, "{.spec.template.spec.containers[0].image}", "web-service:1.0.0");
    await merge("service", "web", { spec: { selector: { app: "evil" } } });
    await isAgain("service/web", ns, "{.spec.selector.app}", "web");
    await kubectl("scale", "deployment/web", "-n", ns, "--replicas=3");
    await isAgain("deployment/web", ns, "{.spec.replicas}", "1");
    await merge("secret", "web-env", { data: { TOKEN: "b3RoZXI=" } });
    await inSecret({ TOKEN: "s3cret" });
    await ready(ns);
    expect(await revisions(ns)).toBe(1);
    expect(dataOf(await bench.get("configmap", "web-outputs", ns)).more).toBe("1"); // added, and in nobody's way
    const told = await until("the events", async () => {
      const notes = (await eventsIn(ns)).filter((e) => e.reason === "DriftCorrected").map((e) => e.note);
      return notes.length >= 5 ? notes : undefined;
    });
    expect(told).toContain("put right: ConfigMap web-outputs: data.url (by kubectl-patch)");
    expect(told).toContain("put right: Deployment web: spec.replicas (by kubectl)");
    expect(told).toContain("put right: Secret web-env: data.TOKEN (by kubectl-patch)");
    const all = JSON.stringify([told, await bench.get("uhr", "web", ns)]);
    for (const value of ["b3RoZXI", "czNjcmV0"]) expect(all).not.toContain(value);
  });

  test("can be upgraded as ever after it was put right, and what a chart no longer has goes", async () => {
    await apply(web(ns, { values: { replicas: 2, env: { OTHER: "another" } } }));
    await inSecret({ OTHER: "another" });
    await ready(ns);
    expect(await get("deployment/web", ns, "{.spec.replicas}")).toBe("2");
    expect(await revisions(ns)).toBe(2);
  });

  // What follows is the server's and ours; which Helm has made it does not matter to it.
  const once = test.runIf(helm === "helm4");

  once("is put right where a key is taken away", async () => {
    await merge("secret", "web-env", { data: { OTHER: null } });
    await inSecret({ OTHER: "another" });
  });

  once("may be scaled by an autoscaler", async () => {
    await merge("deployment", "web", { spec: { replicas: 3 } }, "--subresource=scale", "--field-manager=an-autoscaler");
    // Something else is put right after it, so it has been looked at by then.
    await merge("deployment", "web", { metadata: { labels: { "app.kubernetes.io/managed-by": "me" } } });
    await isAgain("deployment/web", ns, "{.metadata.labels.app\\.kubernetes\\.io/managed-by}", "Helm");
    expect(await get("deployment/web", ns, "{.spec.replicas}")).toBe("3");
  });

  once("is upgraded, whoever has changed it", async () => {
    await apply(web(ns, { driftDetection: "Warn", values: { replicas: 1 } }));
    await isAgain("deployment/web", ns, "{.spec.replicas}", "1");
    await ready(ns);
  });

  once("is only told of with Warn, and put right when that becomes Enabled", async () => {
    await merge("configmap", "web-outputs", { data: { url: "http://evil" } });
    const { message } = await ready(ns, "DriftDetected");
    expect(message).toContain("ConfigMap web-outputs: data.url (by kubectl-patch)");
    expect(await get("configmap/web-outputs", ns, "{.data.url}")).toBe("http://evil");
    const before = await revisions(ns);
    await apply(web(ns, { values: { replicas: 1 } }));
    await isAgain("configmap/web-outputs", ns, "{.data.url}", url);
    await ready(ns);
    expect(await revisions(ns)).toBe(before);
  });

  once("is upgraded again when somebody has upgraded it by hand", async () => {
    const before = await revisions(ns);
    await bench.helm(["repo", "update"]);
    const byHand = ["upgrade", "web", "upstart-charts/web-service", "-n", ns, "--set", "replicas=4"];
    expect((await bench.helm(byHand)).exitCode).toBe(0);
    await until("one more upgrade", async () => ((await revisions(ns)) === before + 2 ? true : undefined));
    await isAgain("deployment/web", ns, "{.spec.replicas}", "1");
    await ready(ns);
  });
});
