import type { Log } from "@upstart/controller/runtime/log";
import type { Clock } from "@upstart/engine";
import { certificatesIn } from "../registration/bundle.ts";
import type { KeyPair } from "../server/tls-server.ts";
import { LookedAt } from "./looked-at.ts";
import { isPair } from "./material.ts";

export interface FileOptions {
  readonly certFile: string;
  readonly keyFile: string;
  /** What API servers are to trust; absent: somebody else tells them. */
  readonly caFile?: string;
  readonly read: (file: string) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (pair: KeyPair, ca: string | undefined) => void;
  /** Hears of each time that something new was read. */
  readonly onRead: (hasFailed: boolean) => void;
}

/** A certificate that somebody else renews, read from files. What is half written, or does not fit, is not used. */
export class CertificateFiles extends LookedAt {
  readonly #options: FileOptions;
  #seen = "";

  constructor(options: FileOptions) {
    super(options.clock);
    this.#options = options;
  }

  /** Reads the files once. */
  async look(): Promise<void> {
    const { certFile, keyFile, caFile, read, log, onChange, onRead } = this.#options;
    const files = [certFile, keyFile, ...(caFile === undefined ? [] : [caFile])];
    const texts = await Promise.all(files.map(read)).catch((error: unknown) => {
      log.warn("cannot read the certificate; will try again", { error });
      onRead(true);
    });
    if (texts === undefined || texts.join("\0") === this.#seen) return;
    this.#seen = texts.join("\0");
    const [cert, key, ca] = texts as [string, string, string?];
    const problem = problemOf({ cert, key }, ca);
    onRead(problem !== undefined);
    if (problem === undefined) onChange({ cert, key }, ca);
    else log.warn(`${problem}; what was there before is still served`, { files });
  }
}

function problemOf(pair: KeyPair, ca: string | undefined): string | undefined {
  if (!isPair(pair)) return "certificate and key do not belong together";
  return ca !== undefined && certificatesIn(ca).length === 0 ? "there is no certificate to be trusted" : undefined;
}
