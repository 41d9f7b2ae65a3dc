import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { KeyPair } from "../server/tls-server.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
/** Clocks of API servers may be behind ours. */
const BACKDATED_MS = 3_600_000;

/** Makes an authority that signs what this program serves, and nothing else. */
export async function createAuthority(now: number, lifetimeMs: number): Promise<KeyPair> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=upstart-webhook authority ${randomBytes(4).toString("hex")}`,
    ...validity(now, lifetimeMs),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pemText(certificate), key: await pemOf(keys.privateKey) };
}

/** Makes a certificate for a server of these names, DNS names or addresses. */
export async function issueLeaf(
  authority: KeyPair,
  names: readonly string[],
  now: number,
  lifetimeMs: number,
): Promise<KeyPair> {
  const issuer = new X509Certificate(authority.cert);
  const keys = await newKeys();
  const leaf = await X509CertificateGenerator.create({
    serialNumber: serial(),
    // A common name has at most 64 characters; what counts are the names below.
    subject: "CN=upstart-webhook",
    issuer: issuer.subject,
    ...validity(now, lifetimeMs),
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      await AuthorityKeyIdentifierExtension.create(issuer),
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value }))),
    ],
  });
  return { cert: pemText(leaf), key: await pemOf(keys.privateKey) };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
}

/** With a line feed at the end: certificates are put one after the other. */
function pemText(certificate: X509Certificate): string {
  return `${certificate.toString("pem").trimEnd()}\n`;
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END PRIVATE KEY-----\n`;
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return await webcrypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]);
}

function validity(now: number, lifetimeMs: number) {
  return { notBefore: new Date(now - BACKDATED_MS), notAfter: new Date(now + lifetimeMs) };
}

/** 127 random bits: positive whatever they are. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString("hex");
}
