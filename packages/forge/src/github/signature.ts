import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether a body was signed with one of the secrets: `sha256=<hex>` over its bytes as they came. How long it takes says
 * nothing of how much was right.
 */
export function isSigned(body: Buffer, signature: string | undefined, secrets: readonly string[]): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(signature ?? "") ?? [];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, "hex");
  // Every secret is tried, also after one that fits.
  return secrets.filter((secret) => timingSafeEqual(given, sign(body, secret))).length > 0;
}

/** The secrets of a file: one a line, so that a new one can be brought in before the old one goes. */
export function secretsIn(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function sign(body: Buffer, secret: string): Buffer {
  return createHmac("sha256", secret).update(body).digest();
}
