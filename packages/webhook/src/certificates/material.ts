import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { KubeObject } from "@upstart/engine";
import type { KeyPair } from "../server/tls-server.ts";

/** Everything that the replicas share: what they serve, what signs it, and what is trusted while that changes. */
export interface Material {
  readonly authority: KeyPair;
  readonly leaf: KeyPair;
  /** An authority that is trusted already and signs soon, since when. */
  readonly next?: KeyPair & { readonly since: number };
  /** The authority that signed before, trusted as long as something of it may be in use, since when. */
  readonly previous?: { readonly cert: string; readonly since: number };
}

/** What API servers are to trust: while it changes, the old and the new. */
export function bundleOf({ authority, next, previous }: Material): string {
  return [authority.cert, next?.cert, previous?.cert].filter((cert) => cert !== undefined).join("");
}

/** The data of the Secret. */
export function encodeMaterial({ authority, leaf, next, previous }: Material): Record<string, string> {
  const texts = {
    "tls.crt": leaf.cert,
    "tls.key": leaf.key,
    "ca.crt": authority.cert,
    "ca.key": authority.key,
    ...(next === undefined
      ? {}
      : { "next-ca.crt": next.cert, "next-ca.key": next.key, "next-ca.since": String(next.since) }),
    ...(previous === undefined
      ? {}
      : { "previous-ca.crt": previous.cert, "previous-ca.since": String(previous.since) }),
  };
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString("base64")]));
}

/** What is in a Secret; undefined where that cannot be used: parts are missing, or do not belong together. */
export function decodeMaterial(secret: KubeObject | undefined): Material | undefined {
  const data = (secret?.data ?? {}) as Readonly<Record<string, string>>;
  const text = (key: string) =>
    typeof data[key] === "string" ? Buffer.from(data[key], "base64").toString("utf8") : "";
  const authority = { cert: text("ca.crt"), key: text("ca.key") };
  const leaf = { cert: text("tls.crt"), key: text("tls.key") };
  if (!isPair(authority) || !isPair(leaf) || !isSignedBy(leaf.cert, authority.cert)) return undefined;
  const next = { cert: text("next-ca.crt"), key: text("next-ca.key"), since: Number(text("next-ca.since")) };
  const previous = { cert: text("previous-ca.crt"), since: Number(text("previous-ca.since")) };
  return {
    authority,
    leaf,
    ...(isPair(next) && Number.isFinite(next.since) ? { next } : {}),
    ...(read(previous.cert) !== undefined && Number.isFinite(previous.since) ? { previous } : {}),
  };
}

/** Whether key and certificate belong together. */
export function isPair({ cert, key }: KeyPair): boolean {
  try {
    return read(cert)?.checkPrivateKey(createPrivateKey(key)) === true;
  } catch {
    return false; // no key at all
  }
}

/** From when to when a certificate is good. Assumes that it is one. */
export function validityOf(cert: string): { readonly from: number; readonly to: number } {
  const { validFrom, validTo } = new X509Certificate(cert);
  return { from: Date.parse(validFrom), to: Date.parse(validTo) };
}

/** Names of those that a certificate is not for. */
export function missingNames(cert: string, names: readonly string[]): string[] {
  const certificate = new X509Certificate(cert);
  return names.filter((n) => (isIP(n) === 0 ? certificate.checkHost(n) : certificate.checkIP(n)) === undefined);
}

/** The names that a certificate is for. */
export function namesOf(cert: string): string[] {
  const text = new X509Certificate(cert).subjectAltName ?? "";
  return text
    .split(", ")
    .filter((entry) => entry !== "")
    .map((entry) => entry.slice(entry.indexOf(":") + 1));
}

function isSignedBy(cert: string, authority: string): boolean {
  const [own, issuer] = [read(cert), read(authority)];
  return own !== undefined && issuer !== undefined && own.verify(issuer.publicKey);
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined; // no certificate at all
  }
}
