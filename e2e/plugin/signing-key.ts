import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateKey } from "openpgp";

/** A PGP key for one test, as Helm wants it: keyrings in the old format. */
export interface SigningKey {
  readonly key: string;
  readonly secretKeyring: string;
  readonly publicKeyring: string;
}

/** Makes a key and writes both of its keyrings into a folder. */
export async function makeSigningKey(folder: string, key: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKey({
    type: "rsa",
    rsaBits: 2048,
    userIDs: [{ name: key, email: "test@upstart.example" }],
    format: "binary",
  });
  const [secretKeyring, publicKeyring] = [join(folder, `${key}-secret.gpg`), join(folder, `${key}-public.gpg`)];
  await Promise.all([writeFile(secretKeyring, privateKey), writeFile(publicKeyring, publicKey)]);
  return { key, secretKeyring, publicKeyring };
}
