import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { run } from "./testing/run.ts";

const FILES = { cwd: new URL("../../../examples/", import.meta.url).pathname };

/** Verbs that answer without a cluster, as they are called to answer. */
const ANSWERS: readonly (readonly string[])[] = [
  ["render", "-f", "example"],
  ["lint", "-f", "example"],
  ["graph", "-f", "example"],
  ["explain"],
  ["explain", "DependencyCycle"],
  ["explain", "InstallFailed"],
  ["explain", "usvc.spec"],
  ["schema"],
  ["schema", "uenv"],
  ["doctor"],
  ["version"],
  ["options"],
  ["sandbox", "status"],
  ["sandbox", "down"],
];

/** Verbs that need a cluster: without one they say so, and stdout holds nothing that a script could take for an answer. */
const NEED_A_CLUSTER: readonly (readonly string[])[] = [
  ["apply", "-f", "example"],
  ["delete", "-f", "example"],
  ["status"],
  ["tree"],
  ["why", "example"],
  ["outputs"],
];

/** Colours asked for where no person looks: whatever else they do, they stay out of the data. */
const LOUD = { FORCE_COLOR: "1" };

describe.each(ANSWERS.map((argv) => [argv.join(" "), argv] as const))("upstart %s", (_, argv) => {
  test("-o json: stdout is one JSON document", async () => {
    const { stdout } = await run([...argv, "-o", "json"], { ...FILES, env: LOUD });
    expect(typeof JSON.parse(stdout)).toBe("object");
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("-o yaml: the same document", async () => {
    const [json, yaml] = await Promise.all([
      run([...argv, "-o", "json"], FILES),
      run([...argv, "-o", "yaml"], { ...FILES, env: LOUD }),
    ]);
    expect(parse(yaml.stdout, { maxAliasCount: 0 })).toEqual(JSON.parse(json.stdout));
    expect([yaml.stderr, yaml.exitCode]).toEqual([json.stderr, json.exitCode]);
  });

  test("in a pipe there is no colour on either stream", async () => {
    const { stdout, stderr } = await run(argv, FILES);
    expect(stdout + stderr).not.toContain("\u001b");
  });
});

describe.each(NEED_A_CLUSTER.map((argv) => [argv.join(" "), argv] as const))("upstart %s", (_, argv) => {
  test.each(["text", "json", "yaml"])(
    "-o %s without a cluster: exit 3, what to do, and an empty stdout",
    async (form) => {
      const { stdout, stderr, exitCode } = await run([...argv, "-o", form], FILES);
      expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 3 });
      expect(stderr).toMatch(/^error: .+\n {2}.*upstart sandbox up/m);
      expect(stderr).not.toContain("\u001b");
      expect(stderr).not.toMatch(/\n\s+at /);
    },
  );
});
