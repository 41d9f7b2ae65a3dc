import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { type Begun, type Host, runServer, type Server } from "./server.ts";

const KUBECONFIG = new URL("../../package.json", import.meta.url).pathname;

interface Config {
  readonly kubeconfig?: string;
}

class FakeHost extends EventEmitter {
  readonly said: string[] = [];
  readonly stdout = { write: (text: string) => this.said.push(text) };
  readonly stderr = { write: (text: string) => this.said.push(text) };
  readonly env = {};
  exitCode: number | undefined;
  exit(code: number) {
    this.exitCode = code;
  }
}

const run = async (more: Partial<Server<Config>>) => {
  const host = new FakeHost();
  const create = () => ({ run: async () => 7, stop: () => undefined, abort: () => undefined });
  await runServer(host as unknown as Host, [], {
    name: "upstart-test",
    version: "1.2.3",
    readConfig: () => ({}),
    begin: (): Begun => ({ facts: { forge: "there" }, create }),
    fields: () => ({ shard: "blue" }),
    ...more,
  });
  return { ...host, said: host.said, exitCode: host.exitCode };
};
const lines = (said: readonly string[]) => said.map((line) => JSON.parse(line) as { readonly msg: string });

test("what its arguments answer is given, and nothing begins", async () => {
  const readConfig = () => ({ exitCode: 3, stdout: "out", stderr: "err" });
  const begin = () => expect.unreachable();
  expect(await run({ readConfig, begin })).toMatchObject({ said: ["out", "err"], exitCode: 3 });
});

test("without what it needs it ends with 2, and never asks for a cluster", async () => {
  const readConfig = () => ({ kubeconfig: "/there/is/none" });
  expect(await run({ readConfig, begin: () => undefined })).toMatchObject({ said: [], exitCode: 2 });
});

test("without a cluster it says so and ends with 2", async () => {
  const { said, exitCode } = await run({ readConfig: () => ({ kubeconfig: KUBECONFIG }) });
  expect(lines(said)).toMatchObject([{ level: "error", shard: "blue", msg: "there is no cluster to talk to" }]);
  expect(exitCode).toBe(2);
});
