import { cpSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFlatProgram } from "../../scripts/release/flat-program.ts";
import { openShell, ROOT, type Shell, serviceOf } from "./program.ts";

// What the build has made of the program for V8, as it is installed and as a plugin of Helm carries it.
const CLI = join(ROOT, "packages/cli");
const COLD = { NODE_DISABLE_COMPILE_CACHE: "1" };
let shell: Shell;
let layouts: Record<string, string>;

beforeAll(() => {
  shell = openShell();
  layouts = { installed: join(shell.directory, "installed"), flat: join(shell.directory, "flat") };
  for (const part of ["bin", "dist", "package.json"])
    cpSync(join(CLI, part), join(layouts.installed!, part), {
      recursive: true,
      filter: (file) => !file.endsWith("/types"),
    });
  writeFlatProgram(layouts.flat!);
  writeFileSync(join(shell.directory, "shop.json"), serviceOf({ api: { chart: "./api", values: { word: "µ ✓" } } }));
});
afterAll(() => shell?.close());

const startOf = (layout: string) => join(layouts[layout]!, layout === "flat" ? "warm-start.js" : "bin/warm-start.js");
const programOf = (layout: string) => join(layouts[layout]!, layout === "flat" ? "helm-upstart.js" : "bin/upstart.js");

test.each(["installed", "flat"])("%s: V8 takes the code of each verb that has some", async (layout) => {
  const text = `const { warmProgram } = await import(${JSON.stringify(startOf(layout))});
    console.log(["apply", "render", "lint", "status", "../x", undefined].map((v) => typeof warmProgram(v)?.main).join());`;
  const { stdout } = await shell.run("node", ["--input-type=module", "--eval", text]);
  expect(stdout).toBe("function,function,function,undefined,undefined,undefined\n");
});

test.each(["installed", "flat"])("%s: with it and without, the same is said", async (layout) => {
  for (const args of [
    ["render", "-f", "shop.json"],
    ["lint", "-f", "nothing.yaml"],
    ["apply", "-f", "shop.json"],
  ]) {
    const [warm, cold] = [
      await shell.run("node", [programOf(layout), ...args]),
      await shell.run("node", [programOf(layout), ...args], { env: COLD }),
    ];
    const said = ({ stdout, stderr, exitCode }: typeof warm) => ({ stdout, stderr, exitCode });
    expect(said(warm)).toEqual(said(cold));
  }
});

test("what is large is found where it is needed", async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url);
    response.end(serviceOf({ api: { chart: "./far" } }));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const env = { http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const { stdout } = await shell.run("node", [programOf("installed"), "render", "-f", "http://far.example/x.yaml"], {
    env,
  });
  proxy.close();
  expect(stdout).toContain("chart: ./far");
  expect(asked).not.toEqual([]);
});

test("code that is cut, or made for other flags, is left alone", async () => {
  const lint = (...flags: string[]) => shell.run("node", [...flags, programOf("installed"), "lint", "-f", "shop.json"]);
  expect((await lint("--no-opt")).exitCode).toBe(0);
  const dist = join(layouts.installed!, "dist");
  for (const file of readdirSync(dist).filter((name) => name.endsWith(".code"))) truncateSync(join(dist, file), 1000);
  expect((await lint()).exitCode).toBe(0);
});
