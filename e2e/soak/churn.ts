import type { KubeObject } from "@upstart/engine";
import { type Stage, service } from "../controller/stage.ts";
import { dataOf, tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";

/** A namespace with a service whose value goes through three releases, and somebody who changes it all the time. */
export class Patch {
  readonly namespace: string;
  readonly #stage: Stage;
  #value = 0;
  #rotation = 0;
  #hasExtra = false;

  constructor(stage: Stage, index: number) {
    this.#stage = stage;
    this.namespace = `soak-${index}`;
  }

  async begin(): Promise<void> {
    await this.#stage.namespace(this.namespace);
    await this.#publish();
    await this.#apply();
  }

  /** Does one thing; `chance` from 0 up to, not including, 1 says what. Returns its name. */
  async disturb(chance: number): Promise<string> {
    const [name, act] = this.#acts[Math.floor(chance * this.#acts.length)]!;
    await act();
    return name;
  }

  /** Resolves when all is as it was asked for last; how long that took, in milliseconds. */
  async settled(): Promise<number> {
    const start = Date.now();
    await this.#stage.ready("usvc", "shop", this.namespace, 120_000);
    const wanted = `${this.#value} ${this.#rotation}!`;
    await until(
      `"${wanted}" at the end of ${this.namespace}`,
      async () => {
        const { value } = dataOf(await this.#stage.bench.get("configmap", "third-outputs", this.namespace));
        return value === wanted ? true : undefined;
      },
      60_000,
    );
    await this.#stage.ready("usvc", "shop", this.namespace);
    const took = Date.now() - start;
    await this.#check();
    return took;
  }

  readonly #acts: readonly (readonly [string, () => Promise<void>])[] = [
    ["edit", () => this.#edit()],
    ["edit", () => this.#edit()],
    ["rotate an output", () => this.#rotate()],
    ["rotate an output", () => this.#rotate()],
    ["add or take away a release", () => this.#toggle()],
    ["delete a HelmRelease", () => this.#stage.delete("uhr", "shop-second", this.namespace)],
    ["delete an object", () => this.#stage.delete("configmap", "third-outputs", this.namespace)],
    ["delete and recreate the service", () => this.#recreate()],
  ];

  async #edit(): Promise<void> {
    this.#value += 1;
    await this.#apply();
  }

  async #rotate(): Promise<void> {
    this.#rotation += 1;
    await this.#publish();
  }

  async #toggle(): Promise<void> {
    this.#hasExtra = !this.#hasExtra;
    await this.#apply();
  }

  async #recreate(): Promise<void> {
    await this.#stage.delete("usvc", "shop", this.namespace);
    await this.#stage.gone("usvc", "shop", this.namespace, 120_000);
    await this.#apply();
  }

  /** What an operator would make beside the first release. */
  #publish(): Promise<void> {
    const metadata = { name: "rotated", namespace: this.namespace };
    return this.#stage.apply({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { at: `${this.#rotation}` } });
  }

  #apply(): Promise<void> {
    const first = { values: { value: `${this.#value}` }, ...publishes("first") };
    const releases = {
      first: tiny({ ...first, outputsFrom: [...first.outputsFrom, { configMapRef: { name: "rotated" } }] }),
      second: tiny({
        dependencies: [{ name: "first" }],
        values: { value: "<< first.outputs.value >> << first.outputs.at >>" },
        ...publishes("second"),
      }),
      third: tiny({ dependencies: [{ name: "second" }], values: { value: "<< second.outputs.value >>!" } }),
      ...(this.#hasExtra ? { extra: tiny({ dependencies: [{ name: "second" }] }) } : {}),
    };
    return this.#stage.apply(service(this.namespace, "shop", releases));
  }

  /** One record is deployed for each release, none is locked, and nothing is left of what was taken away. */
  async #check(): Promise<void> {
    const wanted = ["first", "second", "third", ...(this.#hasExtra ? ["extra"] : [])].sort();
    const read = async () => {
      const revisions = await this.#stage.revisions(this.namespace);
      const deployed = revisions.filter((r) => r.endsWith(" deployed")).map((r) => r.split(".")[0]!);
      const pending = revisions.filter((r) => r.includes("pending") || r.includes("uninstalling"));
      return { revisions, isRight: deployed.join() === wanted.join() && pending.length === 0 };
    };
    await until(`the records of ${this.namespace} to be those of ${wanted}`, async () => {
      const { isRight } = await read();
      return isRight ? true : undefined;
    }).catch(async (error: Error) => {
      const { items } = await this.#releases();
      const told = items.map(({ metadata, status }) => `${metadata.name}: ${JSON.stringify(status)}`);
      throw new Error([`${error.message}: ${(await read()).revisions.join(", ")}`, ...told].join("\n"));
    });
  }
  /** For whoever has to find out what went wrong. */
  async #releases(): Promise<{ readonly items: readonly KubeObject[] }> {
    const { stdout } = await this.#stage.bench.kubectl(["get", "uhr", "-n", this.namespace, "-o", "json"]);
    return JSON.parse(String(stdout)) as { items: KubeObject[] };
  }
}
