import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** An authority of a test's own. */
export interface Authority {
  readonly cert: string;
  /** For a server at 127.0.0.1 and localhost, or at the names given; for a day from an hour ago, or until `notAfter`. */
  server(names?: readonly string[], notAfter?: Date): Promise<KeyPair>;
  /** For a person or program that says who it is. */
  client(name: string): Promise<KeyPair>;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const LOCAL = ["127.0.0.1", "localhost"];

/** Makes an authority that nobody trusts yet. */
export async function createAuthority(name = "test authority"): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const root = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const issue = (subject: string, usage: ExtendedKeyUsage, names: readonly string[], notAfter?: Date) =>
    issued({ root, signingKey: keys.privateKey, subject, usage, names, notAfter });
  return {
    cert: root.toString("pem"),
    server: (names = LOCAL, notAfter) => issue(names[0]!, ExtendedKeyUsage.serverAuth, names, notAfter),
    client: (subject) => issue(subject, ExtendedKeyUsage.clientAuth, []),
  };
}

async function issued(request: {
  readonly root: X509Certificate;
  readonly signingKey: webcrypto.CryptoKey;
  readonly subject: string;
  readonly usage: ExtendedKeyUsage;
  readonly names: readonly string[];
  readonly notAfter: Date | undefined;
}): Promise<KeyPair> {
  const { root, signingKey, subject, usage, names, notAfter } = request;
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const leaf = await X509CertificateGenerator.create({
    ...validity(notAfter),
    subject: `CN=${subject}`,
    issuer: root.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false),
      new ExtendedKeyUsageExtension([usage]),
      await AuthorityKeyIdentifierExtension.create(root),
      ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names.map(alternativeName))]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return { cert: leaf.toString("pem"), key: pem("PRIVATE KEY", key) };
}

function validity(notAfter = new Date(Date.now() + 86_400_000)) {
  return { notBefore: new Date(Date.now() - 3_600_000), notAfter };
}

function alternativeName(value: string) {
  return { type: /^[\d.]+$/.test(value) ? ("ip" as const) : ("dns" as const), value };
}

function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;
}
