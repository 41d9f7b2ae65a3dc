import type { Options, Result } from "execa";
import { expect } from "vitest";
import { type Bench, until } from "../harness.ts";
import type { Condition } from "../kinds.ts";

/** The cluster as a person sees it: every step has to work, and says what it was when it does not. */
export class Cluster {
  readonly bench: Bench;

  constructor(bench: Bench) {
    this.bench = bench;
  }

  run(...args: string[]): Promise<string> {
    return done(this.bench.kubectl(args));
  }

  async apply(...objects: object[]): Promise<void> {
    for (const object of objects) await done(this.tryApply(object));
  }

  /** Applies what may well be refused. */
  tryApply(object: object): Promise<Result> {
    const input: Options = { input: JSON.stringify(object), stdin: "pipe" };
    return this.bench.kubectl(["apply", "-f", "-"], input);
  }

  async exists(...names: string[]): Promise<boolean> {
    return (await this.run("get", ...names, "--ignore-not-found", "-o", "name")) !== "";
  }

  ready(kind: string, name: string, namespace: string): Promise<Condition> {
    return this.told(kind, name, namespace, (c) => c.status === "True");
  }

  /** Waits until the condition `Ready` is as wanted. */
  async told(kind: string, name: string, namespace: string, wanted: (ready: Condition) => boolean): Promise<Condition> {
    const look = async () => {
      const ready = await this.#condition(kind, name, namespace);
      return ready !== undefined && wanted(ready) ? ready : undefined;
    };
    return await this.#wait(`${kind} ${name}`, kind, name, namespace, look);
  }

  async gone(kind: string, name: string, namespace: string): Promise<void> {
    const look = async () => ((await this.exists(kind, name, "-n", namespace)) ? undefined : true);
    await this.#wait(`${kind} ${name} to be gone`, kind, name, namespace, look);
  }

  async #wait<T>(what: string, kind: string, name: string, namespace: string, look: () => Promise<T | undefined>) {
    return await until(what, look, 60_000).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(await this.#condition(kind, name, namespace))}`);
    });
  }

  async #condition(kind: string, name: string, namespace: string): Promise<Condition | undefined> {
    const status = (await this.bench.get(kind, name, namespace))?.status as { conditions?: Condition[] } | undefined;
    return status?.conditions?.find((c) => c.type === "Ready");
  }
}

/** What a command prints that has to work. */
export async function done(answer: Promise<Result>): Promise<string> {
  const { exitCode, stdout, stderr, command } = await answer;
  expect({ command, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ command, exitCode: 0, stderr: "" });
  return String(stdout);
}
