import { type AttemptLog, type Attempts, ClusterError, type KubeObject, pause, type Release } from "@upstart/engine";
import type { Context } from "./context.ts";
import { RETRY_ANNOTATION } from "./names.ts";
import { tellRelease } from "./reconcilers/release.ts";
import { type AttemptsStatus, attemptsIn } from "./status/attempts-status.ts";
import { releaseObjectOf } from "./world/world.ts";

/** Keeps attempts in the status of the HelmRelease: the write that says that Helm is at work says by whom, too. */
export class StatusAttempts implements AttemptLog {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  recall(release: Release): Attempts | undefined {
    const status = writtenAttempts(this.#context, release);
    return status === undefined ? undefined : attemptsIn(status, retryAskedFor(this.#context, release));
  }

  async begin(release: Release): Promise<void> {
    const { clock } = this.#context;
    for (let attempt = 1; ; attempt++) {
      try {
        await Promise.all([this.#context.shards.confirm(release), this.#write(release)]);
        return;
      } catch (error) {
        if (!(error instanceof ClusterError && error.retryable) || attempt >= MAX_ATTEMPTS) throw error;
        await pause(clock, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  async #write(release: Release): Promise<void> {
    const object = objectOf(this.#context, release);
    const isWritten = object !== undefined && (await tellRelease(this.#context, object, release));
    if (!isWritten) throw new ClusterError("NotFound", `the HelmRelease of ${release.id} is gone`);
  }

  async withdraw(release: Release): Promise<void> {
    const object = objectOf(this.#context, release);
    if (object === undefined) return;
    await tellRelease(this.#context, object, release).catch((error: unknown) => {
      if (!(error instanceof ClusterError)) throw error;
      return undefined; // whoever comes next counts one attempt more than there was
    });
  }
}

const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 100;

/** What the status of its HelmRelease says of attempts. */
export function writtenAttempts(context: Context, release: Release): AttemptsStatus | undefined {
  const object = objectOf(context, release);
  return object === undefined ? undefined : (context.statuses.current(object).attempts as AttemptsStatus | undefined);
}

/** What the annotations that ask for another try say: on the HelmRelease, its service and its environment. */
export function retryAskedFor(context: Context, release: Release): string | undefined {
  const { objects, world } = context;
  const service = release.service === undefined ? undefined : world?.graph.nodes.get(release.service);
  const keyOf = ({ namespace, name }: { readonly namespace?: string; readonly name: string }) => `${namespace}/${name}`;
  const asking: readonly (KubeObject | undefined)[] = [
    objectOf(context, release),
    service?.kind === "service" ? objects.get("UpstartService", keyOf(service.object)) : undefined,
    release.environment === undefined ? undefined : objects.get("UpstartEnvironment", keyOf(release.environment)),
  ];
  const said = asking.map((o) => o?.metadata.annotations?.[RETRY_ANNOTATION]).filter((a) => a !== undefined);
  return said.length === 0 ? undefined : said.join(" ").slice(0, MAX_LENGTH);
}

const MAX_LENGTH = 1024;

function objectOf({ objects, world }: Context, release: Release): KubeObject | undefined {
  return world === undefined ? undefined : objects.get("HelmRelease", releaseObjectOf(world.graph, release));
}
