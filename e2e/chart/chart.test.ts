import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureTools } from "@upstart/sandbox";
import { execa, type Result } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { createAuthority, issueLeaf } from "../../packages/webhook/src/certificates/issue.ts";
import { GitHub, SECRET } from "../forge/github.ts";
import { HELMS, openBench, tiny, until } from "../harness.ts";
import { endServer, type ServerProcess } from "../server-process.ts";
import { startController, startForge, startFront, startWebhook } from "./accounts.ts";
import { Cluster, done } from "./cluster.ts";
import { forgeValues, useForge } from "./forge-journey.ts";
import { useFront } from "./front-journey.ts";
import { assemble, DOCKERFILE, type Image } from "./images.ts";
import { service, useControllers, useWebhook } from "./journeys.ts";
import { letPeopleIn, lookForControllers, PEOPLE, workAsPeople } from "./people.ts";
import { doingsOf, type RoleName, rightsIn } from "./rights.ts";
import { SNAPSHOT_TIMEOUT } from "./snapshot-journey.ts";

const CHART = fileURLToPath(new URL("../../charts/upstart/", import.meta.url));
const CRDS = fileURLToPath(new URL("../../crds/", import.meta.url));
const HERE = fileURLToPath(new URL("./", import.meta.url));
const NS = "upstart";
const VALUE_SETS = ["default", "everything", "small"];
/** What else charts bring kinds of, as far as it is used. */
const ROUTES = join(HERE, "httproutes.yaml");
const ENTRY = {
  enabled: true,
  ingress: {
    className: "shared",
    host: "*.dev.example.com",
    tlsSecretName: "wildcard-dev",
    annotations: { "external-dns.alpha.kubernetes.io/hostname": "*.dev.example.com" },
  },
  httpRoute: {
    parentRefs: [{ name: "shared", namespace: "gateways", sectionName: "https" }],
    hostnames: ["*.dev.example.com"],
    annotations: { "external-dns.alpha.kubernetes.io/ttl": "60" },
  },
};
const KINDS = ["upstartenvironments", "upstartservices", "helmreleases", "endedenvironments"].map(
  (k) => `${k}.upstartoperators.upstart.com`,
);
const CONFIGURATIONS = ["validatingwebhookconfiguration/upstart", "mutatingwebhookconfiguration/upstart"];
const HOUR_MS = 3_600_000;
/** Whose rights it uses itself; what it may besides is for the webhook to ask about. */
const FORGE_ROLES = [
  { name: "upstart-forge", namespace: NS },
  { name: "upstart-forge-environments", namespace: "previews" },
];
const COLUMN = "        - {name: New, type: string, jsonPath: .metadata.uid}";

let cluster: Cluster;
let github: GitHub;
let kinds: string;
/** The authority of the webhook's certificate, where that is brought. */
let authority: string;
const values = { helm3: "", helm4: "" };
let images: Readonly<Record<"controller" | "webhook" | "forge" | "front", Image>>;
const running: ServerProcess[] = [];
const helms = { helm3: "", helm4: "" };

beforeAll(async () => {
  const bin = await ensureTools(["helm3", "helm4"], { onProgress: (line) => process.stderr.write(`${line}\n`) });
  for (const name of HELMS) helms[name] = join(bin, name);
  const bench = await openBench({ audit: true, users: PEOPLE });
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
  for (const namespace of [NS, "granted", "team-a", "team-b", "previews", "templates"])
    await cluster.run("create", "namespace", namespace);
  await cluster.run("apply", "-f", ROUTES);
  await cluster.run("wait", "--for=condition=Established", "crd/httproutes.gateway.networking.k8s.io", "--timeout=30s");
  await letPeopleIn(cluster);
  const secret = (name: string, data: Readonly<Record<string, string>>) =>
    cluster.apply({ apiVersion: "v1", kind: "Secret", metadata: { name, namespace: NS }, stringData: data });
  await secret("chart-login", { username: "ada", password: "hidden" });
  authority = await bringCertificate(secret);
  github = await GitHub.start();
  github.takesToken = false;
  await secret("forge-login", { "webhook-secret": SECRET, "app-private-key": github.app.privateKey });
  const common = {
    image: { registry: "registry.example.com/platform" },
    chartRepositories: [{ name: "upstart-charts", url: chartRepository, secretName: "chart-login" }],
    controller: { shards: ["blue"], snapshotTimeout: SNAPSHOT_TIMEOUT },
  };
  // As few rights as there can be, so that what is missing shows.
  const few = {
    rbac: {
      releases: ["granted", "people"].map((namespace) => ({ namespace, clusterRole: "admin" })),
      serviceAccounts: ["deployer"],
      aggregateTo: ["view", "edit"],
    },
    forge: forgeValues(github),
    front: { enabled: true },
  };
  // What is as it is without a value: all rights. What somebody else renews: the certificate. One entry, reached both ways.
  const many = { rbac: { releases: "cluster-admin" }, webhook: { tlsSecretName: "brought" }, front: ENTRY };
  values.helm4 = await bench.file("few.yaml", JSON.stringify({ ...common, ...few }));
  values.helm3 = await bench.file("many.yaml", JSON.stringify({ ...common, ...many }));
});
afterAll(async () => {
  for (const server of running) await endServer(server, "SIGKILL");
  await github?.close();
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
        .map((document) => document.toJS() as Named)
        .filter((o) => o !== null && o.kind !== "CustomResourceDefinition")
        .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
      const golden = objects.map((o) => stringify(o, { aliasDuplicateObjects: false })).join("---\n");
      await expect(golden).toMatchFileSnapshot(join(HERE, `golden/${name}.yaml`));
    });

    test.each(VALUE_SETS)("is what the API server takes, to the last field: %s", async (name) => {
      const parts = (await done(template("-f", valuesFile(name)))).split(/^---$/m);
      const input = parts.filter((part) => !/^kind: ServiceMonitor$/m.test(part)).join("---\n");
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
      [
        "a route for whatever host",
        "front.enabled=true,front.httpRoute.parentRefs[0].name=shared",
        "front.httpRoute.hostnames",
      ],
      ["editors as administrators", "rbac.aggregateTo[0]=edit", "upstart-edit"],
      ["a role for people that there is not", "rbac.aggregateTo[0]=admin", "aggregateTo"],
      ["a forge without rules", "forge.enabled=true,forge.secretName=a", "forge.repositories"],
      ["a forge without secrets", "forge.enabled=true", "forge.secretName"],
      ["a rule without a template", "forge.repositories[0].repository=a/b", "template"],
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
      helm("upgrade", "upstart", chart, "--install", "--create-namespace", "-n", NS, "-f", values[version], ...args);
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

    test.runIf(version === "helm3")(
      "one entry takes all hosts of a wildcard, with one certificate and one DNS record, by an Ingress and by a route of a Gateway",
      async () => {
        const { host, tlsSecretName, annotations } = ENTRY.ingress;
        const backend = { service: { name: "upstart-front", port: { name: "http" } } };
        expect(await cluster.bench.get("ingress", "upstart-front", NS)).toMatchObject({
          metadata: { annotations },
          spec: {
            ingressClassName: "shared",
            tls: [{ hosts: [host], secretName: tlsSecretName }],
            rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
          },
        });
        const { parentRefs, hostnames, ...route } = ENTRY.httpRoute;
        expect(await cluster.bench.get("httproute", "upstart-front", NS)).toMatchObject({
          metadata: route,
          spec: {
            parentRefs,
            hostnames,
            rules: [{ backendRefs: [{ name: "upstart-front", kind: "Service", port: 80 }] }],
          },
        });
        const service = await cluster.bench.get("service", "upstart-front", NS);
        expect(service?.spec).toMatchObject({
          ports: expect.arrayContaining([expect.objectContaining({ name: "http", port: 80 })]),
        });
        await cluster.run("rollout", "status", "deployment/upstart-front", "-n", NS, "--timeout=60s");
      },
    );

    // Once is enough: rights do not depend on who installed them.
    test.runIf(version === "helm4")("its accounts may do what they need, and nothing else", async () => {
      const leases = ["upstart-controller", "upstart-controller-blue"];
      await cluster.run("delete", "lease", ...leases, "-n", NS); // they are made again
      const controllers = [await lead(), await lead("blue")];
      await useControllers(cluster, kinds);
      for (const controller of controllers) expect(await endServer(controller)).toBe(0);
      await useWebhook(cluster);
      for (const name of ["upstart-controller", "upstart-webhook"])
        await expectUsed(name, [{ name }, { name, namespace: NS }]);
    });

    test.runIf(version === "helm4")("nor may the forge service's account", async () => {
      await cluster.run("delete", "lease", "upstart-forge", "-n", NS);
      const { server, hook } = await startForge(cluster.bench, images.forge, NS);
      running.push(server);
      github.hook = hook;
      await useForge(cluster, github);
      expect(await endServer(server)).toBe(0);
      await expectUsed("upstart-forge", FORGE_ROLES);
    });

    test.runIf(version === "helm4")("nor may the entry's account", async () => {
      const { server, port } = await startFront(cluster.bench, images.front, NS);
      running.push(server);
      await useFront(cluster, port);
      expect(await endServer(server)).toBe(0);
      await expectUsed("upstart-front", [{ name: "upstart-front" }]);
    });

    test.runIf(version === "helm4")(
      "people may do all that the command line does, and are given nothing that it does not need",
      async () => {
        const controllers = await lead();
        await workAsPeople(cluster);
        expect(await endServer(controllers)).toBe(0);
        await lookForControllers(cluster);
        const { auditLog } = cluster.bench.sandbox;
        const [vera, edith] = [await doingsOf(auditLog!, "vera"), await doingsOf(auditLog!, "edith")];
        const given = await rightsIn(
          cluster.bench,
          ["upstart-view", "upstart-edit", "upstart-discovery"].map((name) => ({ name })),
        );
        const unused = given.filter((right) => {
          const what = right.replace("ClusterRole ", "");
          return !vera.allowed.has(what) && !edith.allowed.has(what);
        });
        // What may be seen of all namespaces is asked for first.
        const isOurs = (what: string) => !what.endsWith(" /") && /upstartoperators|leases/.test(what);
        const refused = { vera: vera.refused.filter(isOurs), edith: edith.refused.filter(isOurs) };
        expect({ unused, refused }).toEqual({ unused: [], refused: { vera: [], edith: [] } });
      },
    );

    test.runIf(version === "helm3")(
      "a certificate that is brought is served, and releases may do anything",
      async () => {
        const bundle = "jsonpath={.webhooks[0].clientConfig.caBundle}";
        const trusted = await cluster.run("get", CONFIGURATIONS[0]!, "-o", bundle);
        expect(Buffer.from(trusted, "base64").toString("utf8")).toBe(authority);
        const controller = await lead();
        await cluster.apply(service("team-a", "anything", { kinds: { chart: kinds } }));
        await cluster.ready("usvc", "anything", "team-a");
        expect(await endServer(controller)).toBe(0);
      },
    );

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
      for (const server of [webhook, ...controllers]) await endServer(server);
      // The command line takes a Lease for controllers that may come back.
      for (const lease of ["upstart-controller", "upstart-controller-blue"])
        expect(await cluster.exists("lease", lease, "-n", NS)).toBe(false);
    });
  });
});

/** The account was refused nothing, and has needed every right that the roles give it. */
async function expectUsed(name: string, roles: readonly RoleName[]): Promise<void> {
  const given = await rightsIn(cluster.bench, roles);
  const { used, refused } = await doingsOf(cluster.bench.sandbox.auditLog!, `system:serviceaccount:${NS}:${name}`);
  const unused = given.filter((right) => !used.has(right));
  expect({ name, unused, refused }).toEqual({ name, unused: [], refused: [] });
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function pathOf({ kind, metadata: { name, namespace = "" } }: Named): string {
  return `${kind} ${name} ${namespace}`;
}

/** Puts a certificate for the webhook's address into a Secret; returns the authority that is to be trusted for it. */
async function bringCertificate(
  put: (name: string, data: Readonly<Record<string, string>>) => Promise<void>,
): Promise<string> {
  const signer = await createAuthority(Date.now(), HOUR_MS);
  const { cert, key } = await issueLeaf(signer, ["127.0.0.1"], Date.now(), HOUR_MS);
  await put("brought", { "tls.crt": cert, "tls.key": key, "ca.crt": signer.cert });
  return signer.cert;
}

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
