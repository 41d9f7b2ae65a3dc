import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench, service, tiny, until } from "../harness.ts";

const slow = (delay: string) => ({
  slow: {
    chart: "upstart-charts/example-service",
    version: "1.4.0",
    values: { podAnnotations: { "upstart.com/sandbox-delay": delay } },
  },
});

// Writes down how Helm was called and what it was given, and calls it.
const RECORDER = `#!/bin/sh
n="$RECORDS/$(date +%s%N)-$$"
printf '%s\\n' "$@" > "$n.argv"
if [ "$1" = upgrade ]; then tee "$n.stdin" | "$REAL_HELM" "$@"; else exec "$REAL_HELM" "$@"; fi
`;

describe.each(HELMS)("how Helm is called, with %s", (helm) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ helm });
  });
  afterAll(() => bench?.close());

  /** A Helm that keeps records, and what it kept. */
  const recorder = async (name: string) => {
    const path = await bench.file(`${name}-helm`, RECORDER);
    await chmod(path, 0o755);
    const RECORDS = join(bench.directory, `${name}-records`);
    await mkdir(RECORDS);
    const env = { HELM_BIN: path, REAL_HELM: bench.sandbox.helm, RECORDS };
    const read = async (extension: string) => {
      const files = (await readdir(RECORDS)).filter((f) => f.endsWith(extension)).sort();
      return await Promise.all(files.map((f) => readFile(join(RECORDS, f), "utf8")));
    };
    return { env, argv: () => read(".argv"), stdin: () => read(".stdin") };
  };
  const statuses = async (ns: readonly string[]) => {
    const args = ["get", "secrets", "-l", "owner=helm", "-o", "jsonpath={.items[*].metadata.labels.status}", ...ns];
    return String((await bench.kubectl(args)).stdout);
  };

  test("values come by standard input, complete; no argument, record or print holds a secret", async () => {
    const ns = await bench.namespace("argv");
    const { env, argv, stdin } = await recorder("argv");
    const spec = service("shop", {
      db: tiny({ values: { secret: "hunter2-hunter2" }, outputsFrom: [{ secretRef: { name: "db" } }] }),
      api: tiny({ dependencies: [{ name: "db" }], values: { value: "pw=<< db.outputs.value >>" } }),
    });
    const file = await bench.file("argv.yaml", spec);
    const applied = await bench.upstart(["apply", "-f", file, ...ns, "--progress", "json", "-o", "json"], { env });
    expect(applied.exitCode).toBe(0);
    expect(`${applied.stdout}${applied.stderr}`).not.toContain("hunter2");
    const calls = (await argv()).filter((a) => a.startsWith("upgrade\n"));
    expect(calls).toHaveLength(2);
    for (const call of calls) expect(call).toContain("--reset-values\n--values\n-\n");
    expect((await argv()).join("")).not.toContain("hunter2");
    expect((await stdin()).map((text) => JSON.parse(text))).toEqual([
      { secret: "hunter2-hunter2" },
      { value: "pw=hunter2-hunter2" },
    ]);
    expect(dataOf(await bench.get("configmap", "api-outputs", "argv")).value).toBe("pw=hunter2-hunter2");
    // A second apply: Helm is not called, for anything.
    const before = (await argv()).length;
    expect((await bench.upstart(["apply", "-f", file, ...ns], { env })).exitCode).toBe(0);
    expect((await argv()).length).toBe(before);
  });

  test("hooks that come after readiness are run by Helm after readiness", async () => {
    const ns = await bench.namespace("hooks");
    const { env, argv } = await recorder("hooks");
    const file = await bench.file("hooks.yaml", service("shop", { ...slow("2s"), plain: tiny() }));
    expect((await bench.upstart(["apply", "-f", file, ...ns], { env })).exitCode).toBe(0);
    const upgrade = (name: string) => argv().then((all) => all.find((a) => a.startsWith(`upgrade\n${name}\n`))!);
    expect([(await upgrade("slow")).includes("--wait"), (await upgrade("plain")).includes("--wait")]).toEqual([
      true,
      false,
    ]);
    const job = (await bench.get("job", "slow-migrate", "hooks")) as unknown as {
      metadata: { creationTimestamp: string };
    };
    const deployment = (await bench.get("deployment", "slow", "hooks")) as unknown as {
      status: { conditions: { type: string; lastTransitionTime: string }[] };
    };
    const available = deployment.status.conditions.find((c) => c.type === "Available")!.lastTransitionTime;
    expect(Date.parse(job.metadata.creationTimestamp)).toBeGreaterThanOrEqual(Date.parse(available));
  });

  test("two applies of one file at once: one waits for the other, and both end well", async () => {
    const ns = await bench.namespace("twice");
    const { env, argv } = await recorder("twice");
    const file = await bench.file(
      "twice.yaml",
      service("shop", { a: tiny(), b: tiny({ dependencies: [{ name: "a" }] }) }),
    );
    const both = await Promise.all([1, 2].map(() => bench.upstart(["apply", "-f", file, ...ns], { env })));
    expect(both.map((r) => r.exitCode)).toEqual([0, 0]);
    expect((await argv()).filter((a) => a.startsWith("upgrade\n"))).toHaveLength(2);
  });

  test("an apply that was killed while Helm is at work is gone on with, and Helm is not called over itself", async () => {
    const ns = await bench.namespace("killed");
    const abort = new AbortController();
    const running = bench.upstart(
      ["apply", "-f", await bench.file("killed.yaml", service("shop", slow("6s"))), ...ns],
      {
        cancelSignal: abort.signal,
        killSignal: "SIGKILL",
      },
    );
    await until("Helm to be at work", async () => ((await statuses(ns)) === "pending-install" ? true : undefined));
    abort.abort();
    await running;
    expect(await statuses(ns)).toBe("pending-install");
    const again = await bench.upstart(["apply", "-f", join(bench.directory, "killed.yaml"), ...ns]);
    expect(again.exitCode).toBe(0);
    // The Helm that was left alone came to its end: there was nothing to do again.
    expect(await statuses(ns)).toBe("deployed");
  });

  test("^C while Helm waits ends it, leaves nothing pending, exits 130, and says how to go on", async () => {
    const ns = await bench.namespace("interrupted");
    const abort = new AbortController();
    const file = await bench.file("interrupted.yaml", service("shop", slow("60s")));
    const running = bench.upstart(["apply", "-f", file, ...ns], {
      cancelSignal: abort.signal,
      killSignal: "SIGINT",
      forceKillAfterDelay: false,
    });
    await until("Helm to be at work", async () => ((await statuses(ns)) === "pending-install" ? true : undefined));
    abort.abort();
    const { exitCode, stdout } = await running;
    expect([exitCode, await statuses(ns)]).toEqual([130, "failed"]);
    expect(stdout).toContain("run the same command again to go on");
  });

  test("a delete that was interrupted half way is finished by the next apply, which installs anew", async () => {
    const ns = await bench.namespace("halfway");
    const file = await bench.file("halfway.yaml", service("shop", { a: tiny() }));
    await bench.upstart(["apply", "-f", file, ...ns]);
    await bench.kubectl(["label", "secret", "sh.helm.release.v1.a.v1", "status=uninstalling", "--overwrite", ...ns]);
    expect((await bench.upstart(["apply", "-f", file, ...ns])).exitCode).toBe(0);
    expect(await statuses(ns)).toBe("deployed");
  });

  test("another's Helm release of that name is not taken over from another service", async () => {
    const ns = await bench.namespace("meet");
    await bench.upstart(["apply", "-f", await bench.file("one.yaml", service("one", { cache: tiny() })), ...ns]);
    const file = await bench.file("two.yaml", service("two", { cache: tiny() }));
    const { exitCode, stderr } = await bench.upstart(["apply", "-f", file, ...ns]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ReleaseNameConflict");
  });

  test("a helmfile is imported, and what it installed is upgraded under its name, once", async () => {
    const ns = await bench.namespace("imported");
    await bench.helm(["repo", "update"]);
    for (const name of ["db", "api.v1"])
      expect((await bench.helm(["install", name, "upstart-charts/tiny", ...ns])).stderr).toBe("");
    const helmfile = await bench.file(
      "helmfile.yaml",
      `releases: [{name: api.v1, namespace: imported, chart: upstart-charts/tiny, needs: [db], values: [{value: two}]}, {name: db, namespace: imported, chart: upstart-charts/tiny}]`,
    );
    const { stdout, exitCode } = await bench.upstart(["import", helmfile, "--name", "shop"]);
    expect(exitCode).toBe(0);
    const file = await bench.file("imported.yaml", String(stdout));
    for (const _ of ["once", "and no more"]) expect((await bench.upstart(["apply", "-f", file])).exitCode).toBe(0);
    const releases = JSON.parse(String((await bench.helm(["list", ...ns, "-o", "json"])).stdout)) as object[];
    expect(releases).toMatchObject([
      { name: "api.v1", revision: "2", status: "deployed" },
      { name: "db", revision: "2", status: "deployed" },
    ]);
  });

  test("an upgrade by hand is undone, and what Helm made for want of its values is made again", async () => {
    const ns = await bench.namespace("by-hand");
    const file = await bench.file("by-hand.yaml", service("shop", { web: tiny({ values: { value: "ours" } }) }));
    const revisionAfter = async () => {
      expect((await bench.upstart(["apply", "-f", file, ...ns])).exitCode).toBe(0);
      expect(dataOf(await bench.get("configmap", "web-outputs", "by-hand"))).toMatchObject({ value: "ours" });
      const [release] = JSON.parse(String((await bench.helm(["list", "-o", "json", ...ns])).stdout));
      return (release as { revision: string }).revision;
    };
    const byHand = async (...args: string[]) =>
      expect((await bench.helm(["upgrade", "web", "upstart-charts/tiny", ...ns, ...args])).stderr).toBe("");
    expect(await revisionAfter()).toBe("1");
    await bench.helm(["repo", "update"]);
    await byHand("--set", "value=theirs");
    expect(await revisionAfter()).toBe("3");
    // As when whoever called Helm is killed before it has written the values: Helm's input ends, and Helm goes on.
    await byHand("--reset-values", "--values", "-", "--labels", "upstart.com/revision=4");
    expect(await revisionAfter()).toBe("5");
    expect(await revisionAfter()).toBe("5");
  });

  test("what is no longer in the files goes in reverse order; what was renamed is installed anew and its old self goes", async () => {
    const ns = await bench.namespace("prune");
    const chain = { a: tiny(), b: tiny({ dependencies: [{ name: "a" }] }), c: tiny({ dependencies: [{ name: "b" }] }) };
    await bench.upstart(["apply", "-f", await bench.file("prune.yaml", service("shop", chain)), ...ns]);
    const { exitCode, stderr } = await bench.upstart([
      "apply",
      "-f",
      await bench.file("prune.yaml", service("shop", { c: tiny({ releaseName: "renamed" }) })),
      ...ns,
      "--progress",
      "json",
    ]);
    expect(exitCode).toBe(0);
    const events = String(stderr)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { object: string; phase: string; seq: number });
    expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.filter((e) => e.phase === "deleted").map((e) => e.object)).toEqual(["prune/c", "prune/b", "prune/a"]);
    expect(JSON.parse(String((await bench.helm(["list", "-o", "json", ...ns])).stdout))).toMatchObject([
      { name: "renamed" },
    ]);
  });
});
