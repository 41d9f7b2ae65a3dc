import { createHash } from "node:crypto";

/** Helm's limit on release names: label values are 63, and Helm adds suffixes to some. */
export const RELEASE_NAME_MAX = 53;
/** Kubernetes' limit on label values and namespaces, which is what our object names become. */
export const OBJECT_NAME_MAX = 63;

/**
 * Kebab-case by humps: `exampleService` -> `example-service`, `APIServer` -> `api-server`, `s3Bucket` -> `s3-bucket`.
 * Other characters stay, so what is not a name before is none after.
 */
export function kebabCase(key: string): string {
  if (!/[A-Z]/.test(key)) return key;
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** `<owner>-<key>` for the objects that an owner makes; cut to `max` with a hash of the full name where it is longer. */
export function childName(owner: string, key: string, max: number = OBJECT_NAME_MAX): string {
  return shorten(`${owner}-${kebabCase(key)}`, max);
}

/** The name itself, or its beginning and a hash of the whole: two long names never become one. */
export function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, max - 9).replace(/[-.]+$/, "")}-${hash}`;
}

const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether Helm takes the name: lower-case letters, digits, hyphens and dots, at most 53. */
export function isReleaseName(name: string): boolean {
  return name.length <= RELEASE_NAME_MAX && RELEASE_NAME.test(name);
}
