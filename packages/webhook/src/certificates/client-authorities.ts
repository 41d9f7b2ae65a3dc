import type { Log } from "@upstart/controller/runtime/log";
import { type Clock, pause } from "@upstart/engine";
import { certificatesIn } from "../registration/bundle.ts";

export interface ClientAuthoritiesOptions {
  readonly file: string;
  readonly read: (file: string) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (authorities: string) => void;
}

/** Mounted files change by a link that is moved, which no watch tells of: so it is looked at. */
const LOOK_MS = 10_000;

/** Whose certificates of callers count, read from a file that somebody else keeps. What cannot be used changes nothing. */
export class ClientAuthorities {
  readonly #options: ClientAuthoritiesOptions;
  readonly #stopped = new AbortController();
  #seen: string | undefined;

  constructor(options: ClientAuthoritiesOptions) {
    this.#options = options;
  }

  /** Looks until told to stop. */
  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.look();
      await pause(this.#options.clock, LOOK_MS, this.#stopped.signal);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Reads the file once. */
  async look(): Promise<void> {
    const { file, read, log, onChange } = this.#options;
    try {
      const text = await read(file);
      if (text === this.#seen) return;
      if (certificatesIn(text).length === 0) throw new Error("there is no certificate in it");
      onChange(text);
      this.#seen = text;
    } catch (error) {
      log.warn("cannot read who may call; will try again", { file, error });
    }
  }
}
