import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureTools } from "@upstart/sandbox";
import { execa, type Result } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { HELMS, openBench, tiny, until } from "../harness.ts";
import type { ServerProcess } from "../server-process.ts";
import { startController, startWebhook } from "./accounts.ts";
import { Cluster, done } from "./cluster.ts";
import { assemble, DOCKERFILE, type Image } from "./images.ts";
import { service, useControllers, useWebhook } from "./journeys.ts";
import { doingsOf, rightsIn } from "./rights.ts";

const CHART = fileURLToPath(new URL("../../charts/upstart/", import.meta.url));
const CRDS = fileURLToPath(new URL("../../crds/", import.meta.url));
const HERE = fileURLToPath(new URL("./", import.meta.url));
const NS = "upstart";
const VALUE_SETS = ["default", "everything", "small"];
const KINDS = ["upstartenvironments", "upstartservices", "helmreleases"].map(
  (k) => `${k}.upstartoperators.upstart.com`,
);
const CONFIGURATIONS = ["validatingwebhookconfiguration/upstart", "mutatingwebhookconfiguration/upstart"];
const COLUMN = "        - {name: New, type: string, jsonPath: .metadata.uid}";

let cluster: Cluster;
let kinds: string;
let values: string;
let images: Readonly<Record<"controller" | "webhook" | "forge" | "front", Image>>;
const running: ServerProcess[] = [];
const helms = { helm3: "", helm4: "" };

beforeAll(async () => {
  const bin = await ensureTools(["helm3", "helm4"], { onProgress: (line) => process.stderr.write(`${line}\n`) });
  for (const name of HELMS) helms[name] = join(bin, name);
  const bench = await openBench({ audit: true });
  cluster = new Cluster(bench);
  const image = (server: string, made = {}) => assemble(server, join(bench.directory, server), made);
  images = {
    controller: await image("controller", { "/out/helm": helms.helm4 }),
    webhook: await image("webhook"),
    forge: await image("forge"),
    front: await image("front"),
  };
  const { directory, chartRepository } = bench.sandbox;
  await done(bench.helm(["package", join(HERE, "charts/kinds"), "-d", join(directory, "charts")]));
  kinds = `${chartRepository}/kinds-0.1.0.tgz`;
  // As few rights as there can be, so that what is missing shows.
  values = await bench.file(
    "values.yaml",
    JSON.stringify({
      image: { registry: "registry.example.com/platform" },
      chartRepositories: [{ name: "upstart-charts", url: chartRepository, secretName: "chart-login" }],
      controller: { shards: ["blue"] },
      rbac: { releases: [{ namespace: "granted", clusterRole: "admin" }], serviceAccounts: ["deployer"] },
    }),
  );
  for (const namespace of [NS, "granted", "team-a", "team-b"]) await cluster.run("create", "namespace", namespace);
  const login = ["--from-literal=username=ada", "--from-literal=password=hidden"];
  await cluster.run("create", "secret", "generic", "chart-login", "-n", NS, ...login);
});
afterAll(async () => {
  for (const { child, exited } of running) {
    child.kill("SIGKILL");
    await exited;
  }
  await cluster?.bench.close();
});

const cycle = (name: string) =>
  service("default", name, {
    api: tiny({ dependencies: [{ name: "cache" }] }),
    cache: tiny({ dependencies: [{ name: "api" }] }),
  });

test("the images are made with the Node and the Helm that the tests run, and run by themselves", async () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    devDependencies: { node: string };
  };
  const dockerfile = await readFile(DOCKERFILE, "utf8");
  expect(dockerfile).toContain(`FROM node:${devDependencies.node}-`);
  const { stdout: helm } = await execa(images.controller.helm!, ["version", "--template", "{{.Version}}"]);
  expect(dockerfile).toContain(`version.version=${helm}"`);
  for (const [server, { argv }] of Object.entries(images)) {
    const program = await readFile(join(root, `packages/${server}/bin/upstart-${server}.js`), "utf8");
    const flags = argv.slice(0, -1);
    const firstLine = flags.length === 0 ? "#!/usr/bin/env node" : `#!/usr/bin/env -S node ${flags.join(" ")}`;
    expect(program.split("\n", 1)).toEqual([firstLine]);
    const { stdout } = await execa(process.execPath, [...argv, "--version"], { cwd: cluster.bench.directory });
    expect({ server, stdout }).toEqual({ server, stdout: "0.1.0" });
  }
});

describe.each(HELMS)("with %s", (version) => {
  const helm = (...args: string[]) =>
    execa(helms[version], args, {
      cwd: cluster.bench.directory,
      env: { ...cluster.bench.sandbox.env, HOME: cluster.bench.directory },
      reject: false,
      stdin: "ignore",
      timeout: 120_000,
    }) as Promise<Result>;

  describe("the chart", () => {
    const valuesFile = (name: string) => join(HERE, `values/${name}.yaml`);
    // Helm's own default is as old as the Go module says.
    const template = (...args: string[]) =>
      helm("template", "upstart", CHART, "-n", NS, "--kube-version", "1.36.3", ...args);

    test.each(VALUE_SETS)("is in order, and comes out as it should: %s", async (name) => {
      await done(helm("lint", "--strict", CHART, "-f", valuesFile(name)));
      const objects = parseAllDocuments(await done(template("-f", valuesFile(name))))
        .map((document) => document.toJS() as { kind: string; metadata: { name: string } })
        .filter((o) => o !== null && o.kind !== "CustomResourceDefinition")
        .sort((a, b) => (`${a.kind}/${a.metadata.name}` < `${b.kind}/${b.metadata.name}` ? -1 : 1));
      const golden = objects.map((o) => stringify(o, { aliasDuplicateObjects: false })).join("---\n");
      await expect(golden).toMatchFileSnapshot(join(HERE, `golden/${name}.yaml`));
    });

    test.each(VALUE_SETS)("is what the API server takes, to the last field: %s", async (name) => {
      const parts = (await done(template("-f", valuesFile(name)))).split(/^---$/m);
      const input = parts.filter((part) => !/^kind: (?:ServiceMonitor|HTTPRoute)$/m.test(part)).join("---\n");
      const args = ["apply", "--dry-run=server", "--validate=strict", "-f", "-"];
      await done(cluster.bench.kubectl(args, { input, stdin: "pipe" }));
    });

    test.each([
      ["no registry", "image.registry=", "say where the images are"],
      ["a value that there is not", "controler.replicas=3", "controler"],
      ["credentials in an address", "chartRepositories[0].name=a,chartRepositories[0].url=https://a:b@c", "url"],
      ["no replica", "webhook.replicas=0", "replicas"],
      ["a shard of no name", "controller.shards[0]=Team_A", "shards"],
      ["a host that is none", "front.ingress.host=https://dev.example.com", "host"],
      ["other rights than there are", "rbac.releases=all", "releases"],
    ])("refuses %s", async (_, setting, words) => {
      const { exitCode, stderr } = await template("-f", valuesFile("default"), "--set", setting);
      expect(exitCode).not.toBe(0);
      expect(stderr).toContain(words);
    });
  });

  describe("its life", () => {
    let webhook: ServerProcess;
    // Helm 4 leaves fields to whoever has applied them by hand.
    const takeOver = version === "helm4" ? ["--force-conflicts"] : [];
    const install = (chart = CHART, ...args: string[]) =>
      helm("upgrade", "upstart", chart, "--install", "--create-namespace", "-n", NS, "-f", values, ...args);
    const start = async () => {
      webhook = await startWebhook(cluster.bench, images.webhook, NS);
      running.push(webhook);
    };
    const lead = async (shard = "") => {
      const controller = await startController(cluster.bench, images.controller, NS, shard);
      running.push(controller);
      await controller.said("leading", 60_000);
      return controller;
    };
    const registered = async () =>
      (await cluster.run("get", ...CONFIGURATIONS, "--ignore-not-found", "-o", "jsonpath={.items[*].metadata.uid}"))
        .split(" ")
        .filter(Boolean);

    test("takes over kinds that somebody applied by hand only when told to", async () => {
      await cluster.run("apply", "--server-side", "--force-conflicts", "-f", CRDS);
      await cluster.run("annotate", "crd", ...KINDS, "meta.helm.sh/release-name-");
      const { exitCode, stderr } = await install();
      expect(exitCode).toBe(1);
      expect(stderr).toContain("invalid ownership metadata");
      await done(install(CHART, "--take-ownership", ...takeOver));
      for (const name of ["controller", "webhook"])
        await cluster.run("rollout", "status", `deployment/upstart-${name}`, "-n", NS, "--timeout=60s");
    });

    test("objects are let in before the webhook is there, and judged once it is", async () => {
      await cluster.apply(service("default", `early-${version}`, {}));
      await start();
      expect((await cluster.tryApply(cycle("cycle"))).stderr).toContain("DependencyCycle: api -> cache -> api");
    });

    // Once is enough: rights do not depend on who installed them.
    test.runIf(version === "helm4")("its accounts may do what they need, and nothing else", async () => {
      const leases = ["upstart-controller", "upstart-controller-blue"];
      await cluster.run("delete", "lease", ...leases, "-n", NS); // they are made again
      const controllers = [await lead(), await lead("blue")];
      await useControllers(cluster, kinds);
      for (const { child, exited } of controllers) {
        child.kill("SIGTERM");
        expect(await exited).toBe(0);
      }
      await useWebhook(cluster);
      for (const name of ["upstart-controller", "upstart-webhook"]) {
        const given = await rightsIn(cluster.bench, name, NS);
        const { used, refused } = await doingsOf(
          cluster.bench.sandbox.auditLog!,
          `system:serviceaccount:${NS}:${name}`,
        );
        expect({ unused: given.filter((right) => !used.has(right)), refused }).toEqual({ unused: [], refused: [] });
      }
    });

    test("upgrades the kinds with the rest, and the registration stays as it is", async () => {
      const before = await registered();
      expect(before).toHaveLength(2);
      await done(install(await nextVersion(join(cluster.bench.directory, `next-${version}`)), ...takeOver));
      const columns = "jsonpath={.spec.versions[0].additionalPrinterColumns[*].name}";
      for (const kind of KINDS) expect(await cluster.run("get", "crd", kind, "-o", columns)).toMatch(/^New /);
      expect(await registered()).toEqual(before);
      expect((await cluster.tryApply(cycle("cycle"))).stderr).toContain("DependencyCycle");
    });

    test("while nobody answers, new objects are refused at once, deleting works, and the door can be opened", async () => {
      await cluster.apply(service("default", `door-${version}`, {}));
      webhook.child.kill("SIGKILL");
      await webhook.exited;
      const late = service("default", `late-${version}`, {});
      expect((await cluster.tryApply(late)).stderr).toContain("failed calling webhook");
      await cluster.run("delete", "usvc", `door-${version}`, "-n", "default", "--timeout=20s");
      await cluster.run("delete", ...CONFIGURATIONS);
      await cluster.apply(late);
      await start();
    });

    test("after an uninstall nobody is asked, also while both still run; kinds and objects stay", async () => {
      expect(await registered()).toHaveLength(2);
      const controllers = [await lead(), await lead("blue")];
      await done(helm("uninstall", "upstart", "-n", NS));
      await until("the end of the registration", async () => ((await registered()).length === 0 ? true : undefined));
      await webhook.said("cannot register; will try again");
      expect(await registered()).toEqual([]);
      await cluster.apply(cycle(`after-${version}`));
      for (const kind of KINDS) expect(await cluster.exists("crd", kind)).toBe(true);
      expect(await cluster.exists("usvc", `early-${version}`, "-n", "default")).toBe(true);
      for (const { child, exited } of [webhook, ...controllers]) {
        child.kill("SIGTERM");
        await exited;
      }
      // The command line takes a Lease for controllers that may come back.
      for (const lease of ["upstart-controller", "upstart-controller-blue"])
        expect(await cluster.exists("lease", lease, "-n", NS)).toBe(false);
    });
  });
});

/** The chart as it may be one day, with another column in each kind. */
async function nextVersion(folder: string): Promise<string> {
  await cp(CHART, folder, { recursive: true });
  await edit(join(folder, "Chart.yaml"), /^version: .*$/m, () => "version: 9.9.9");
  for (const file of await readdir(join(folder, "templates/crds")))
    await edit(
      join(folder, "templates/crds", file),
      /^ {6}additionalPrinterColumns:$/m,
      (line) => `${line}\n${COLUMN}`,
    );
  return folder;
}

async function edit(file: string, pattern: RegExp, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, "utf8");
  const after = before.replace(pattern, change);
  expect(after).not.toBe(before);
  await writeFile(file, after);
}
