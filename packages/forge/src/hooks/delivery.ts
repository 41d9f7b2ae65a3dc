import type { Hint } from "../forge/hint.ts";

/** What a forge has sent, once it is known to be of the forge. */
export interface Delivery {
  /** The same when it is sent again. */
  readonly id: string;
  readonly event: string;
  readonly hints: readonly Hint[];
}

/** How one forge sends its deliveries. */
export interface DeliveryReader {
  /** Where they are to be sent. */
  readonly path: string;
  /** Whether somebody who knows one of the secrets has sent it. Takes as long for a wrong signature as for a right one. */
  isGenuine(headers: Headers, body: Buffer, secrets: readonly string[]): boolean;
  /** Undefined where the headers do not say what it is. Never throws, whatever the payload. */
  read(headers: Headers, payload: unknown): Delivery | undefined;
}

/** Headers of a request, in lower case, each once. */
export type Headers = Readonly<Record<string, string | undefined>>;
