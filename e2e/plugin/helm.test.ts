import { readdirSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa, type Options, type Result } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packHelmPlugins } from "../../scripts/release/helm-plugins.ts";
import { type Bench, HELMS, openBench, service, tiny, until } from "../harness.ts";
import { type ArchiveServer, serveFolder } from "./archive-server.ts";
import { makeSigningKey, type SigningKey } from "./signing-key.ts";

// The real Helms install the archives of a release, call what is in them, and take them away again.
const VERSION = "0.1.0";

let bench: Bench;
let server: ArchiveServer;
let key: SigningKey;
let access: { readonly server: string; readonly token: string; readonly caFile: string };
beforeAll(async () => {
  bench = await openBench();
  const archives = join(bench.directory, "archives");
  await mkdir(archives);
  key = await makeSigningKey(bench.directory, "signer");
  const signing = { key: key.key, keyring: key.secretKeyring };
  await packHelmPlugins({ version: VERSION, out: archives, helm4: join(bench.sandbox.bin, "helm4"), signing });
  server = await serveFolder(archives);
  access = await writeAccess();
});
afterAll(async () => {
  server?.close();
  await bench?.close();
});

/** Address, token and authority of the sandbox by themselves, and kubeconfigs that lead elsewhere. */
async function writeAccess() {
  const config = JSON.parse(await readFile(bench.sandbox.kubeconfig, "utf8")) as {
    clusters: { name: string; cluster: { server: string; "certificate-authority-data": string } }[];
    users: { user: { token: string } }[];
    contexts: object[];
  };
  const caFile = await bench.file(
    "ca.crt",
    Buffer.from(config.clusters[0]!.cluster["certificate-authority-data"], "base64").toString(),
  );
  const cluster = config.clusters[0]!.name;
  const nowhere = { name: "nowhere", cluster: { server: "https://127.0.0.1:1", "certificate-authority-data": "" } };
  const contexts = [
    { name: "nowhere", context: { cluster: "nowhere", user: "" } },
    { name: "here", context: { cluster, user: cluster, namespace: "flags" } },
  ];
  const elsewhere = { ...config, "current-context": "nowhere", clusters: [...config.clusters, nowhere], contexts };
  await bench.file("elsewhere.yaml", JSON.stringify(elsewhere));
  return { server: config.clusters[0]!.cluster.server, token: config.users[0]!.user.token, caFile };
}

describe.each(HELMS)("%s", (name) => {
  const isFour = name === "helm4";
  let env: Record<string, string>;
  let plugins: string;
  const helm = (args: readonly string[], options: Options = {}): Promise<Result> =>
    execa(join(bench.sandbox.bin, name), args, {
      cwd: bench.directory,
      timeout: 120_000,
      reject: false,
      stdin: "ignore",
      ...options,
      env: { ...env, ...options.env },
    }) as Promise<Result>;
  const kubectl = (args: readonly string[]) => bench.kubectl(args, { cwd: bench.directory });
  const flags = (file: string) => ({ KUBECONFIG: join(bench.directory, file) });

  beforeAll(async () => {
    const home = join(bench.directory, name);
    plugins = join(home, "data/plugins");
    env = {
      ...(Object.fromEntries(Object.entries(process.env).filter(([k]) => !k.startsWith("HELM_"))) as Record<
        string,
        string
      >),
      ...bench.sandbox.env,
      PATH: `${join(import.meta.dirname, "../../node_modules/.bin")}:${bench.sandbox.bin}:${process.env.PATH}`,
      HOME: home,
      HELM_DATA_HOME: join(home, "data"),
      HELM_CACHE_HOME: join(home, "cache"),
      UPSTART_CACHE: join(home, "upstart"),
      NO_COLOR: "1",
      CI: "1",
    };
    await mkdir(plugins, { recursive: true });
    // A neighbour: a manifest that this Helm cannot read takes all plugins along.
    await mkdir(join(plugins, "neighbour"));
    await writeFile(
      join(plugins, "neighbour/plugin.yaml"),
      "name: neighbour\nversion: 1.0.0\nusage: u\ndescription: d\ncommand: echo here I am\n",
    );
  });

  describe("installs", () => {
    const archive = (plugin: string) => `${server.url}/${plugin}-${VERSION}.tgz`;

    test.runIf(isFour)("only what is signed with a key that is trusted", async () => {
      const stranger = await makeSigningKey(bench.directory, "stranger");
      const refused = await helm(["plugin", "install", archive("upstart"), "--keyring", stranger.publicKeyring]);
      expect(refused.exitCode).not.toBe(0);
      expect(readdirSync(plugins)).toEqual(["neighbour"]);
      for (const plugin of ["upstart", "upstart-post-renderer"]) {
        const { exitCode, stdout } = await helm(["plugin", "install", archive(plugin), "--keyring", key.publicKeyring]);
        expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("Signed by: signer") });
      }
    });

    test.runIf(!isFour)("from an address, and again when it was uninstalled", async () => {
      const install = () => helm(["plugin", "install", archive("upstart-helm3")]);
      expect(await install()).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await helm(["plugin", "uninstall", "upstart"])).toMatchObject({ exitCode: 0 });
      expect(await install()).toMatchObject({ exitCode: 0, stderr: "" });
    });

    test("what is listed, described, and leaves its neighbours be", async () => {
      const { stdout, stderr } = await helm(["plugin", "list"]);
      expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^upstart\s+0\.1\.0/m), stderr: "" });
      expect((await helm(["neighbour"])).stdout).toContain("here I am");
      expect((await helm(["help", "upstart"])).stdout).toContain("helm upstart --help lists the verbs");
    });
  });

  describe("runs it", () => {
    beforeAll(async () => {
      await bench.file("fine.yaml", service("shop", { api: tiny(), web: tiny({ dependencies: [{ name: "api" }] }) }));
      await bench.file("faulty.yaml", service("shop", { api: tiny({ values: { value: "<< db.outputs.HOST >>" } }) }));
    });

    test.each([
      ["lint", "fine.yaml", "-o", "json"],
      ["lint", "faulty.yaml", "-o", "json"],
      ["render", "fine.yaml", "-o", "json"],
      ["graph", "-f", "fine.yaml", "-o", "mermaid"],
      ["explain", "DependencyCycle"],
      ["schema", "-o", "json"],
      ["apply", "-f", "fine.yaml", "--dry-run", "-n", "default"],
      ["status", "-A", "-o", "json"],
      ["doctor", "-o", "json"],
      ["nonsense"],
    ])("as kubectl runs it: %s %s", async (...args) => {
      const [asHelm, asKubectl] = await Promise.all([helm(["upstart", ...args]), kubectl(["upstart", ...args])]);
      const { stdout, exitCode } = asHelm;
      const inHelm = (text: unknown) => String(text).replaceAll("kubectl upstart", "helm upstart");
      // It is the Helm that called.
      const but = (text: unknown) => String(text).replace(/"detail": ".*(?:helm|v[34]\.).*"/g, "");
      const want = { stdout: but(inHelm(asKubectl.stdout)), exitCode: asKubectl.exitCode };
      expect({ stdout: but(stdout), exitCode }).toEqual(want);
    });

    test.each([
      [0, ["lint", "fine.yaml"]],
      [1, ["lint", "faulty.yaml"]],
      [2, ["lint", "nope.yaml"]],
      [3, ["status", "--kube-context", "nope"]],
      [4, ["wait", "later", "--timeout", "1s"]],
    ] as const)("passes exit code %i on", async (exitCode, args) => {
      expect((await helm(["upstart", ...args])).exitCode).toBe(exitCode);
    });

    test("installs with the Helm that called, what kubectl upstart then sees, and takes it away", async () => {
      await bench.namespace(name);
      const applied = await helm(["upstart", "apply", "-f", "fine.yaml", "--namespace", name]);
      expect(applied.exitCode).toBe(0);
      const { stdout } = await helm(["list", "-n", name, "-o", "json"]);
      expect((JSON.parse(String(stdout)) as { name: string }[]).map((r) => r.name).sort()).toEqual(["api", "web"]);
      const { exitCode } = await kubectl(["upstart", "status", "shop", "-n", name]);
      expect(exitCode).toBe(0);
      expect((await helm(["upstart", "delete", "shop", "-n", name])).exitCode).toBe(0);
      expect(JSON.parse(String((await helm(["list", "-n", name, "-o", "json"])).stdout))).toEqual([]);
    });

    test("^C: Helm itself is gone at once, and what it called ends in order and says how to go on", async () => {
      const ns = `${name}-interrupted`;
      await bench.namespace(ns);
      const chart = { chart: "upstart-charts/example-service", version: "1.4.0" };
      const slow = { ...chart, values: { podAnnotations: { "upstart.com/sandbox-delay": "60s" } } };
      await bench.file("slow.yaml", service("shop", { slow }));
      // As a terminal does it: the signal goes to the whole group, and what is said later is seen all the same.
      const said = join(bench.directory, `${ns}.txt`);
      const options = { detached: true, stderr: { file: said } } as const;
      const running = helm(["upstart", "apply", "-f", "slow.yaml", "-n", ns], options) as ReturnType<typeof execa>;
      const pending = async () =>
        (await kubectl(["get", "secrets", "-n", ns, "-l", "owner=helm,status=pending-install", "-o", "name"])).stdout;
      await until("Helm to be at work", async () => ((await pending()) === "" ? undefined : true));
      process.kill(-running.pid!, "SIGINT");
      expect((await running).signal).toBe("SIGINT");
      await until("the last word", async () => (await readFile(said, "utf8")).includes("interrupted") || undefined);
      expect(await pending()).toBe("");
    });
  });

  describe("hands over the flags that it takes away", () => {
    beforeAll(async () => {
      await bench.namespace("flags");
      await bench.file("flags.yaml", service("flagged", { api: tiny() }));
      await helm(["upstart", "apply", "-f", "flags.yaml", "-n", "flags"]);
    });
    const status = ["upstart", "status", "flagged", "-o", "json"];
    const ready = { exitCode: 0, stderr: "" };

    test.each([
      ["-n behind", [...status, "-n", "flags"]],
      ["-n before", ["-n", "flags", ...status]],
      ["-nNAME, which it does not take", [...status, "-nflags"]],
      ["--namespace=", [...status, "--namespace=flags"]],
      ["what it does not take", ["--qps", "50", "--burst-limit=100", ...status, "-n", "flags"]],
    ])("%s", async (_, args) => {
      const { exitCode, stderr } = await helm(args);
      expect({ exitCode, stderr }).toEqual(ready);
    });

    test("--debug, with which Helm speaks and we do not", async () => {
      const { exitCode, stderr } = await helm([...status, "-n", "flags", "--debug"]);
      expect(exitCode).toBe(0);
      expect(String(stderr)).not.toContain("error:");
    });

    test("HELM_NAMESPACE, as for its own verbs", async () => {
      expect((await helm(status, { env: { HELM_NAMESPACE: "flags" } })).exitCode).toBe(0);
    });

    test("--kube-context, with its namespace; --kubeconfig", async () => {
      expect((await helm(status, { env: flags("elsewhere.yaml") })).exitCode).toBe(3);
      expect(await helm([...status, "--kube-context", "here"], { env: flags("elsewhere.yaml") })).toMatchObject(ready);
      expect(await helm([...status, "--context", "here"], { env: flags("elsewhere.yaml") })).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining("say --kube-context here") as string,
      });
      expect((await helm([...status, "-n", "flags", "--kubeconfig", "elsewhere.yaml"])).exitCode).toBe(3);
    });

    test("--kube-apiserver, --kube-token and --kube-ca-file, without any kubeconfig", async () => {
      const address = [...status, "-n", "flags", "--kube-apiserver", access.server, "--kube-token", access.token];
      const run = (...more: string[]) => helm([...address, ...more], { env: flags("no-such-file") });
      expect(await run("--kube-ca-file", access.caFile)).toMatchObject(ready);
      expect((await run()).exitCode).toBe(3); // nobody vouches for the server
      expect(await run("--kube-insecure-skip-tls-verify=true")).toMatchObject(ready);
    });

    test("--kube-tls-server-name", async () => {
      const { exitCode, stderr } = await helm([...status, "-n", "flags", "--kube-tls-server-name", "other.example"]);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 3,
        stderr: expect.stringContaining("or --kube-tls-server-name"),
      });
    });

    test("--kube-as-user and --kube-as-group", async () => {
      const nobody = await helm([...status, "-n", "flags", "--kube-as-user", "nobody"]);
      expect(nobody).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('"nobody"') as string });
      const groups = ["--kube-as-group", "some", "--kube-as-group", "system:masters"];
      expect(await helm([...status, "-n", "flags", "--kube-as-user", "nobody", ...groups])).toMatchObject(ready);
    });

    test("to the completion, too: verbs, values, and what is applied", async () => {
      const offered = async (...words: string[]) =>
        String((await helm(["__complete", "upstart", ...words])).stdout).split("\n");
      expect(await offered("li")).toEqual(
        expect.arrayContaining(["lint\tcheck the files and say everything that is wrong", ":4"]),
      );
      expect(await offered("lint", "--fail-on", "")).toEqual(["error", "warning", "info", ":4"]);
      expect(await offered("lint", "")).toContain(":0");
      const names = (...words: string[]) =>
        offered("status", ...words, "").then((lines) => lines.map((l) => l.split("\t")[0]));
      expect(await names("-n", "flags")).toContain("flagged");
      expect(await names()).not.toContain("flagged");
    });
  });

  test("works from a folder with a blank in its name, and without Node says what to do", async () => {
    const data = join(bench.directory, `${name} with blanks`);
    await cp(join(bench.directory, name, "data"), data, { recursive: true });
    expect(await helm(["upstart", "--version"], { env: { HELM_DATA_HOME: data } })).toMatchObject({ stdout: VERSION });
    const bare = await helm(["upstart", "--version"], { env: { PATH: "/nonexistent" } });
    expect(bare).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("needs Node") as string });
    await rm(data, { recursive: true });
  });

  test("has no sandbox in it, and says where that is", async () => {
    const { exitCode, stderr } = await helm(["upstart", "sandbox", "status"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringContaining("npx --package @upstart/cli"),
    });
  });

  test("uninstalls it, and nothing is left", async () => {
    const { exitCode } = await helm(["plugin", "uninstall", "upstart"]);
    expect(exitCode).toBe(0);
    expect((await helm(["upstart", "version"])).exitCode).not.toBe(0);
    if (isFour) await helm(["plugin", "uninstall", "upstart-post-renderer"]);
    // The archive and its signature are left there by Helm 4.
    const folders = readdirSync(plugins, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name)).toEqual(["neighbour"]);
  });
});
