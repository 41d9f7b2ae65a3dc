import { isFailure } from "@upstart/controller/runtime/failure";
import type { Log } from "@upstart/controller/runtime/log";
import type { Runnable } from "@upstart/controller/runtime/process";
import type { Clock, Cluster } from "@upstart/engine";
import type { Forge } from "./forge/forge.ts";
import { type Preview, previewText } from "./report/preview-text.ts";
import type { Rule } from "./rules/rule.ts";
import { Ended } from "./sync/ended.ts";
import { Environments } from "./sync/environments.ts";
import { previewSweep } from "./sync/preview.ts";

export interface PreviewRunOptions {
  readonly forge: Forge;
  readonly cluster: Cluster;
  readonly rules: readonly Rule[];
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  readonly write: (text: string) => void;
}

/** A whole run with --dry-run: looks at all repositories, says what sweeps would do, and does nothing. */
export class PreviewRun implements Runnable {
  readonly #options: PreviewRunOptions;

  constructor(options: PreviewRunOptions) {
    this.#options = options;
  }

  /** Nothing is begun that would have to be ended. */
  stop(): void {}
  abort(): void {}

  async run(): Promise<number> {
    const { cluster, rules, forge, clock, log, write } = this.#options;
    const environments = new Environments(cluster);
    const watches = environments.watch(new Set(rules.map((r) => r.namespace)), () => undefined);
    try {
      await Promise.all(watches.map((w) => w.synced));
      const ports = { forge, environments, ended: new Ended(cluster), clock };
      const previews: Preview[] = [];
      for (const [repository, own] of Map.groupBy(rules, (r) => r.repository))
        previews.push(await previewSweep(ports, repository, own));
      write(previewText(previews));
      return 0;
    } catch (error) {
      if (!isFailure(error)) throw error;
      log.error("what a sweep would do cannot be told", { error });
      return 1;
    } finally {
      for (const watch of watches) watch.stop();
    }
  }
}
