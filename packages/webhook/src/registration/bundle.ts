/** Whether a bundle of certificates in PEM has all those of another, in whatever order. */
export function trustsAll(bundle: string, wanted: string): boolean {
  const known = new Set(certificatesIn(bundle));
  return certificatesIn(wanted).every((certificate) => known.has(certificate));
}

/** Bundles as one, each certificate once. */
export function joinBundles(...bundles: readonly string[]): string {
  const all = new Set(bundles.flatMap(certificatesIn));
  return [...all].map((certificate) => `${certificate}\n`).join("");
}

/** The certificates of a text, each from its first to its last line; what else is in it is nobody's concern. */
export function certificatesIn(text: string): string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return found.map((certificate) => certificate.replace(/\s*\r?\n\s*/g, "\n"));
}
