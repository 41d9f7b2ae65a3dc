import type { Log } from "@upstart/controller/runtime/log";
import type { Clock } from "@upstart/engine";
import { certificatesIn } from "../registration/bundle.ts";
import { LookedAt } from "./looked-at.ts";

export interface ClientAuthoritiesOptions {
  readonly file: string;
  readonly read: (file: string) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (authorities: string) => void;
}

/** Whose certificates of callers count, read from a file that somebody else keeps. What cannot be used changes nothing. */
export class ClientAuthorities extends LookedAt {
  readonly #options: ClientAuthoritiesOptions;
  #seen: string | undefined;

  constructor(options: ClientAuthoritiesOptions) {
    super(options.clock);
    this.#options = options;
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
