import { isMap } from "../spec/loose.ts";
import type { UpstartEnvironmentSpec } from "../spec/objects.ts";

/** Where a value is in the spec of an environment: the keys that lead to it. */
export type ValuePath = readonly string[];

const SECRET = /pass(?:word|wd|phrase)?|secret|token|credential|api-?key|private-?key|\bdsn\b/i;
const PASSWORD_IN_URL = /\/\/[^\s/:@]*:[^\s/@<]+@/;
/** Nothing but a reference, without a text of its own such as that of a default. */
const REFERENCE = /^\s*<<[^>"`]*>>\s*$/;

/** Whether a value is to be taken for a secret: its name tells of one, or it is a URL with a password. A reference holds none. */
export function looksSecret(name: string, value: string): boolean {
  return !REFERENCE.test(value) && (SECRET.test(name) || PASSWORD_IN_URL.test(value));
}

/** The spec of an environment without the params and values that are to be taken for secrets, and where these were. */
export function withoutSecrets<S extends Partial<UpstartEnvironmentSpec>>(
  spec: S,
): { readonly spec: S; readonly withheld: readonly ValuePath[] } {
  const withheld: ValuePath[] = [];
  const clean = strip(spec, [], withheld);
  return { spec: clean as S, withheld };
}

/** The spec with what was withheld taken from a template, where that has it; and what is missing still. */
export function withSecretsOf<S extends Partial<UpstartEnvironmentSpec>>(
  spec: S,
  withheld: readonly ValuePath[],
  template: Partial<UpstartEnvironmentSpec> | undefined,
): { readonly spec: S; readonly missing: readonly ValuePath[] } {
  const missing: ValuePath[] = [];
  let whole: unknown = spec;
  for (const path of withheld) {
    const value = at(template, path);
    if (value === undefined) missing.push(path);
    else whole = put(whole, path, value);
  }
  return { spec: whole as S, missing };
}

/** Values are below one of these keys; all else is who it is and what it is made of. */
const FREE: ReadonlySet<string> = new Set(["params", "values"]);

function strip(value: unknown, path: ValuePath, withheld: ValuePath[]): unknown {
  if (isMap(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, below]) => {
        const kept = strip(below, [...path, key], withheld);
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  // A list is withheld as a whole: places in it are no names.
  if (!isFree(path) || !isSecretIn(value, path)) return value;
  withheld.push(path);
  return undefined;
}

function isFree(path: ValuePath): boolean {
  return path.some((key, i) => FREE.has(key) && i < path.length - 1);
}

function isSecretIn(value: unknown, path: ValuePath): boolean {
  const name = path.slice(path.findIndex((key) => FREE.has(key)) + 1).join(".");
  if (typeof value === "string" || typeof value === "number") return looksSecret(name, String(value));
  if (Array.isArray(value)) return value.some((item) => isSecretIn(item, path));
  return isMap(value) && Object.entries(value).some(([key, below]) => isSecretIn(below, [...path, key]));
}

function at(value: unknown, [key, ...rest]: ValuePath): unknown {
  if (key === undefined) return value;
  return isMap(value) && Object.hasOwn(value, key) ? at(value[key], rest) : undefined;
}

function put(value: unknown, [key, ...rest]: ValuePath, what: unknown): unknown {
  if (key === undefined) return what;
  const map = isMap(value) ? value : {};
  return { ...map, [key]: put(Object.hasOwn(map, key) ? map[key] : undefined, rest, what) };
}
