import type { Clock, HelmState, NodeId, Release, Unlocked } from "@upstart/engine";
import type { AttemptsStatus } from "./status/attempts-status.ts";

/** Ends the lock of a release's newest revision where that is of this digest; `locked` where it is another's. */
export type Unlock = (
  release: Release,
  signal: AbortSignal,
  digest: string | undefined,
) => Promise<Extract<Unlocked, string>>;

export interface RecoveryPorts {
  readonly clock: Clock;
  /** `host_…` of this controller. */
  readonly identity: string;
  /** On this machine, a Helm that has outlived who called it is waited for. */
  readonly unlock: Unlock;
  /** What the last leader wrote before it called Helm. */
  readonly written: (release: Release) => AttemptsStatus | undefined;
}

/**
 * A controller that has lost its lease ends Helm within this time. One that was killed takes no time, and from another
 * machine cannot be told from it.
 */
const LETTING_GO_MS = 30_000;

/**
 * Ends what an interrupted Helm run left locked, and only when its owner is gone. Whose it is, is told by what was
 * written before Helm was called; for how long it has been so, by our own clock alone.
 */
export class Recovery {
  readonly #ports: RecoveryPorts;
  readonly #seen = new Map<NodeId, { readonly revision: number; readonly since: number }>();

  constructor(ports: RecoveryPorts) {
    this.#ports = ports;
  }

  /** Of a run of ours that has just ended; what another has locked meanwhile is left. */
  async unlockOwn(release: Release, signal: AbortSignal, digest: string): Promise<Unlocked> {
    return await this.#ports.unlock(release, signal, digest);
  }

  /** Of a run that was found. `lockedForMs` while its owner may be at work. */
  async unlockFound(release: Release, helm: HelmState, signal: AbortSignal): Promise<Unlocked> {
    const left = this.#sinceOf(release.id, helm) + this.#patience(release, helm) - this.#ports.clock.now();
    if (left > 0) return { lockedForMs: left };
    const answer = await this.#ports.unlock(release, signal, helm.digest);
    if (answer !== "locked") this.#seen.delete(release.id);
    return answer;
  }

  /** Forgets releases that are no longer there. */
  keepOnly(isThere: (id: NodeId) => boolean): void {
    for (const id of this.#seen.keys()) if (!isThere(id)) this.#seen.delete(id);
  }

  #patience(release: Release, helm: HelmState): number {
    const { identity, written } = this.#ports;
    const mark = written(release);
    // No leader's: somebody runs it from a command line, and Helm ends in time.
    if (mark?.revision !== helm.revision || mark.digest !== helm.digest) return release.timeoutMs + LETTING_GO_MS;
    return hostOf(mark.by) === hostOf(identity) ? 0 : LETTING_GO_MS;
  }

  #sinceOf(id: NodeId, { revision }: HelmState): number {
    const known = this.#seen.get(id);
    if (known?.revision === revision) return known.since;
    const since = this.#ports.clock.now();
    this.#seen.set(id, { revision, since });
    return since;
  }
}

function hostOf(identity: string): string {
  return identity.slice(0, Math.max(0, identity.lastIndexOf("_")));
}
