import { readdirSync, readFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, HELMS, openBench, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { Controllers, type Running } from "./processes.ts";
import { type Registry, startRegistry } from "./registry.ts";

const PASSWORD = "hunter2-and-more";

let bench: Bench;
let controllers: Controllers;
let registry: Registry;

beforeAll(async () => {
  bench = await openBench();
  controllers = new Controllers(bench);
  await installKinds(bench);
  const packed = join(bench.directory, "sandbox", "charts");
  const tiny = readdirSync(packed, { recursive: true, encoding: "utf8" }).find((f) => /tiny-.*\.tgz$/.test(f))!;
  registry = await startRegistry([join(packed, tiny)]);
});
afterAll(async () => {
  await controllers?.endAll();
  await registry?.close();
  await bench?.close();
});

async function apply(object: object): Promise<void> {
  const { exitCode, stderr } = await bench.kubectl(["apply", "-f", "-"], {
    input: JSON.stringify(object),
    stdin: "pipe",
  });
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
}

interface ReleaseStatus {
  readonly state: string;
  readonly reason: string;
  readonly message: string;
}

describe.each(HELMS)("charts behind a login, with %s", (helm) => {
  const ns = `charts-${helm}`;
  let controller: Running;
  let helmLog: string;

  const login = (password: string) =>
    apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "login", namespace: ns },
      stringData: { username: "ada", password, "ca.crt": registry.ca },
    });

  const releases = async () =>
    ((await bench.get("usvc", "shop", ns))?.status as { releases?: Record<string, ReleaseStatus> } | undefined)
      ?.releases ?? {};

  const all = (what: string, check: (release: ReleaseStatus) => boolean) =>
    until(
      `all releases to be ${what}`,
      async () => {
        const found = await releases();
        return Object.keys(found).length === 3 && Object.values(found).every(check) ? found : undefined;
      },
      60_000,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(await releases(), null, 1)}`);
    });

  beforeAll(async () => {
    await controllers.namespace(ns);
    // A Helm that writes down what anybody on the machine could see of it.
    helmLog = join(bench.directory, `${helm}.log`);
    const real = join(bench.sandbox.bin, helm);
    const script = `#!/bin/sh\necho "$@" >> ${helmLog}\nenv >> ${helmLog}\nexec ${real} "$@"\n`;
    const binary = await bench.file(`${helm}-wrapped`, script);
    await chmod(binary, 0o755);
    controller = controllers.startWith(
      { HELM_BIN: binary },
      ns,
      ...["--watch-namespace", ns],
      ...["--chart-repository", `private=https://${registry.host}/charts`],
      ...["--chart-repository", `registry=oci://${registry.host}/charts`],
      ...["--chart-repository-secret", `private=${ns}/login`, "--chart-repository-secret", `registry=${ns}/login`],
    );
  });

  test("wait for the Secret, then for the right login, and are installed as soon as that is there", async () => {
    registry.admit("ada", PASSWORD);
    const spec = {
      helmReleases: {
        named: { chart: "private/tiny", version: "0.1.0" },
        oci: { chart: "registry/tiny", version: "0.1.0" },
        address: { chart: `https://${registry.host}/charts/tiny-0.1.0.tgz` },
      },
    };
    await apply({ apiVersion: API, kind: "UpstartService", metadata: { name: "shop", namespace: ns }, spec });
    const missing = await all("without a chart", (r) => r.reason === "ChartUnavailable");
    expect(missing.named!.message).toContain(`the Secret ${ns}/login`);
    await login("wrong");
    await until("the login to be refused", async () =>
      (await releases()).oci?.message.includes("401") === true ? true : undefined,
    );
    await login(PASSWORD);
    await all("ready", (r) => r.state === "ready");
  });

  test("give the login away nowhere", async () => {
    const status = JSON.stringify(await bench.get("usvc", "shop", ns));
    const { stdout: events } = await bench.kubectl(["get", "events", "-n", ns, "-o", "json"]);
    const said = [JSON.stringify(controller.lines), status, String(events), readFileSync(helmLog, "utf8")];
    for (const text of said)
      for (const form of [PASSWORD, Buffer.from(`ada:${PASSWORD}`).toString("base64")])
        expect(text.includes(form)).toBe(false);
  });

  test("stay where they are while the registry is out of order, and what is cached is still installed", async () => {
    registry.fail(503);
    const spec = { helmReleases: { more: { chart: "registry/tiny", version: "0.1.0", values: { value: "2" } } } };
    await apply({ apiVersion: API, kind: "UpstartService", metadata: { name: "other", namespace: ns }, spec });
    await until("the release to be ready", async () => {
      const { releases: found } = ((await bench.get("usvc", "other", ns))?.status ?? {}) as {
        releases?: Record<string, ReleaseStatus>;
      };
      return found?.more?.state === "ready" ? true : undefined;
    });
    registry.fail(undefined);
  });
});
