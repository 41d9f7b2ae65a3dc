import type { ReleaseObservation } from "../plan/observation.ts";
import { SENSITIVE } from "../reference/substitute.ts";

/**
 * The text without secrets, however they are written there: as they are, escaped, in base64, line by line. Longest
 * first, so that none is left in part. One or two characters are not looked for: they are everywhere.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return withoutForms(text, formsOfAll(secrets));
}

/** Takes every secret output that is known out of a text: what pods log and Helm says is nobody's to trust. */
export function redactorOf(observations: Iterable<ReleaseObservation>): (text: string) => string {
  const secrets = [...observations]
    .flatMap((seen) => seen.outputs)
    .flatMap((output) => (output.sensitive ? Object.values(output.data ?? {}) : []));
  const forms = formsOfAll([...new Set(secrets)]);
  return (text) => withoutForms(text, forms);
}

function withoutForms(text: string, forms: readonly string[]): string {
  return forms.reduce((clean, form) => clean.replaceAll(form, SENSITIVE), text);
}

function formsOfAll(secrets: readonly string[]): string[] {
  const distinct = [...new Set(secrets.flatMap(formsOf))];
  return distinct.filter((form) => form.length > 2).sort((a, b) => b.length - a.length);
}

function formsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(secret).toString("base64");
  const lines = secret.includes("\n")
    ? secret
        .split("\n")
        .map((line) => line.trim())
        .filter((l) => l.length > 5)
    : [];
  return [secret, secret.trim(), escaped, JSON.stringify(escaped).slice(1, -1), base64, ...lines];
}
