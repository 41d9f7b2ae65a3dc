import { type Clock, pause } from "@upstart/engine";
import { joinBundles, trustsAll } from "../registration/bundle.ts";
import type { KeyPair } from "../server/tls-server.ts";
import { validityOf } from "./material.ts";

export interface BroughtOptions {
  readonly clock: Clock;
  readonly serve: (pair: KeyPair) => void;
  /** Says what API servers are to trust from now on. */
  readonly trust: (caBundle: string) => void;
  /** Whether the configurations show that. */
  readonly isPublished: () => boolean;
}

const LOOK_MS = 1000;
/** API servers look at a changed configuration a moment later. */
const SEEN_MS = 5000;

/**
 * Takes a certificate into use that somebody else has made. One of another authority is served once API servers trust
 * that one as well, so that no call fails; or when the one before ends, since then there is nothing to lose.
 */
export class BroughtCertificate {
  readonly #options: BroughtOptions;
  readonly #stopped = new AbortController();
  #newest: KeyPair | undefined;
  #trusted: string | undefined;
  #served: { readonly pair: KeyPair; readonly ca: string | undefined } | undefined;

  constructor(options: BroughtOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Resolves when it is served, or something newer has come. */
  async take(pair: KeyPair, ca: string | undefined): Promise<void> {
    this.#newest = pair;
    const before = this.#served?.ca;
    if (ca !== undefined) {
      // What this and the other replicas still serve is trusted as well, until the next change.
      const trusted = joinBundles(ca, before ?? "");
      if (this.#trusted === undefined || !trustsAll(this.#trusted, trusted)) this.#options.trust(trusted);
      this.#trusted = trusted;
      if (before !== undefined && !trustsAll(before, ca)) await this.#published();
    }
    if (this.#newest !== pair || this.#stopped.signal.aborted) return;
    this.#served = { pair, ca };
    this.#options.serve(pair);
  }

  async #published(): Promise<void> {
    const { clock, isPublished } = this.#options;
    const { signal } = this.#stopped;
    const end = this.#served === undefined ? 0 : validityOf(this.#served.pair.cert).to;
    while (!isPublished() && clock.now() < end && !signal.aborted) await pause(clock, LOOK_MS, signal);
    await pause(clock, Math.min(SEEN_MS, Math.max(0, end - clock.now())), signal);
  }
}
