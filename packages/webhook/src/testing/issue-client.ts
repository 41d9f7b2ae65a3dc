import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { KeyPair } from "../server/tls-server.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR_MS = 3_600_000;

/** A certificate by which somebody shows who he is, signed by an authority as `createAuthority` makes them. */
export async function issueClient(
  authority: KeyPair,
  subject: string,
  { endsAt = Date.now() + HOUR_MS }: { readonly endsAt?: number } = {},
): Promise<KeyPair> {
  const issuer = new X509Certificate(authority.cert);
  const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const [signingKey] = PemConverter.decode(authority.key);
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: issuer.subject,
    notBefore: new Date(endsAt - 2 * HOUR_MS),
    notAfter: new Date(endsAt),
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey("pkcs8", signingKey!, ALGORITHM, false, ["sign"]),
    signingAlgorithm: ALGORITHM,
    extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
  });
  const key = PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  return { cert: `${certificate.toString("pem")}\n`, key: `${key}\n` };
}
