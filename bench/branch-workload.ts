import type { KubeObject } from "@upstart/engine";

const API_VERSION = "upstartoperators.upstart.com/v1alpha1";
const TINY = { chart: "upstart-charts/tiny", version: "0.1.0" };
/** Where the releases of an environment are installed. */
export const homeOf = (name: string) => `${name}-app`;

export const RELEASES = 6;

/** A template of six releases: two that others need, in two steps; each push changes the last one. */
export function templateOf(namespace: string, more: object = {}): KubeObject {
  const outputs = (name: string) => ({ outputsFrom: [{ configMapRef: { name: `${name}-outputs` } }] });
  const needs = (...names: string[]) => ({
    dependencies: names.map((name) => ({ name })),
    values: { value: `<< ${names[0]}.outputs.value >>` },
  });
  const helmReleases = {
    db: { ...TINY, ...outputs("db") },
    cache: { ...TINY, ...outputs("cache") },
    mail: TINY,
    api: { ...TINY, ...needs("db", "cache"), ...outputs("api") },
    worker: { ...TINY, ...needs("cache") },
    web: {
      ...TINY,
      dependencies: [{ name: "api" }],
      values: { value: "<< api.outputs.value >> << environment.params.source.shortSha >>" },
    },
  };
  return {
    apiVersion: API_VERSION,
    kind: "UpstartEnvironment",
    metadata: { name: "template", namespace },
    spec: { template: true, services: { app: { spec: { helmReleases } } }, ...more },
  };
}

/** Environments of as many branches, made from it. */
export function branchesOf(namespace: string, count: number): KubeObject[] {
  return Array.from({ length: count }, (_, n) => ({
    apiVersion: API_VERSION,
    kind: "UpstartEnvironment",
    metadata: { name: `branch-${n}`, namespace },
    spec: {
      from: { name: "template" },
      source: { repository: "acme/shop", ref: `refs/heads/branch-${n}`, sha: "1".repeat(40) },
    },
  }));
}
