import { createHash } from "node:crypto";
import {
  type EnvironmentService,
  type KubeObject,
  looksSecret,
  paramsOf,
  type UpstartEnvironmentSpec,
} from "@upstart/engine";
import { specOf } from "./environment.ts";

/** Something that two environments say differently; absent on the side that does not say it. */
export interface Difference {
  /** A service's key; none where it is of the environment itself. */
  readonly service?: string;
  /** `mode`, `param size`, `web: version`, `web: values.image.tag`. */
  readonly what: string;
  readonly a?: string;
  readonly b?: string;
}

/**
 * What two environments say differently, by service: commit, params, modes, charts, versions, wiring and values. References
 * stand as they are written; a value whose name tells of a secret is a hash, so that it is seen to differ and no more.
 */
export function differencesOf(a: KubeObject, b: KubeObject): Difference[] {
  const [one, other] = [specOf(a), specOf(b)];
  const whole = compare(aboutItself(a.metadata.name, one), aboutItself(b.metadata.name, other));
  const keys = new Set([...Object.keys(one.services ?? {}), ...Object.keys(other.services ?? {})]);
  const parts = [...keys].sort().flatMap((service) => {
    const found = compare(aboutService(one.services?.[service]), aboutService(other.services?.[service]));
    return found.map((d) => ({ service, ...d }));
  });
  return [...whole, ...parts];
}

type Facts = ReadonlyMap<string, string>;

/** What everybody's own is, url and branch, is no difference. */
const OWN = new Set(["url", "host", "source.ref", "source.branch", "source.shortSha"]);

function aboutItself(name: string, spec: Partial<UpstartEnvironmentSpec>): Facts {
  const params = Object.entries(paramsOf(name, { services: {}, ...spec })).filter(([key]) => !OWN.has(key));
  return new Map(params.map(([key, value]) => [`param ${key}`, shown(key, value)]));
}

function aboutService(service: EnvironmentService | undefined): Facts {
  if (service === undefined) return new Map();
  const { spec, mode = "real", ...rest } = service;
  const facts = new Map([["mode", mode as string]]);
  flatten(facts, "", rest);
  for (const [release, { values, ...fields }] of Object.entries(spec?.helmReleases ?? {})) {
    flatten(facts, `${release}: `, fields);
    flatten(facts, `${release}: values`, values);
  }
  return facts;
}

function flatten(facts: Map<string, string>, at: string, value: unknown): void {
  if (value === undefined) return;
  const isTree = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isTree) return void facts.set(at, shown(at, typeof value === "string" ? value : JSON.stringify(value)));
  for (const [key, below] of Object.entries(value))
    flatten(facts, at === "" || at.endsWith(": ") ? `${at}${key}` : `${at}.${key}`, below);
}

const HASH_LENGTH = 8;

function shown(name: string, value: string): string {
  if (!looksSecret(name, value)) return value;
  return `(sensitive ${createHash("sha256").update(value).digest("hex").slice(0, HASH_LENGTH)})`;
}

function compare(a: Facts, b: Facts): Difference[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((what) => a.get(what) !== b.get(what))
    .map((what) => {
      const [one, other] = [a.get(what), b.get(what)];
      return { what, ...(one === undefined ? {} : { a: one }), ...(other === undefined ? {} : { b: other }) };
    });
}
