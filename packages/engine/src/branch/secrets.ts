const SECRET = /pass(?:word|wd|phrase)?|secret|token|credential|api-?key|private-?key|\bdsn\b/i;
const PASSWORD_IN_URL = /\/\/[^\s/:@]*:[^\s/@<]+@/;
/** Nothing but a reference, without a text of its own such as that of a default. */
const REFERENCE = /^\s*<<[^>"`]*>>\s*$/;

/**
 * Whether a value is better not shown where somebody may look on: its name tells of a secret, or it is a URL with a
 * password. A reference holds none. Names do not tell of all secrets, so nothing is kept from anybody by this alone.
 */
export function looksSecret(name: string, value: string): boolean {
  return !REFERENCE.test(value) && (SECRET.test(name) || PASSWORD_IN_URL.test(value));
}
