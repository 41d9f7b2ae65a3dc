import {
  API_VERSION,
  childName,
  type Graph,
  type KubeObject,
  kebabCase,
  LABELS,
  MANAGED_BY,
  OWNER_UID_ANNOTATION,
  type Release,
  releasesNeededBy,
  type Service,
  shorten,
  type Values,
} from "@upstart/engine";
import { FINALIZER, NEEDS_ANNOTATION } from "../names.ts";
import { shardOf } from "../shards/charge.ts";
import { releaseObjectOf, type ServiceInWorld } from "../world/world.ts";

const DEFAULT_TIMEOUT_MS = 300_000;
const LABEL_MAX = 63;

/** The UpstartService that an environment makes of one of its services: what is written, templates and overrides merged. */
export function wantedService(environment: KubeObject, { service, releases }: ServiceInWorld): KubeObject {
  const helmReleases = Object.fromEntries(
    releases.map((r) => [r.key, { ...specOf(r), ...(r.suspended && !service.suspended ? { suspend: true } : {}) }]),
  );
  return {
    apiVersion: API_VERSION,
    kind: "UpstartService",
    metadata: made(environment, service.object.name, { ...labelsOf(service), ...shardLabel(environment) }, {}),
    spec: { helmReleases, ...(service.suspended ? { suspend: true } : {}) },
  };
}

/** The HelmRelease that a service makes of one of its releases. Values keep their references. */
export function wantedRelease(owner: KubeObject, service: Service, release: Release, graph: Graph): KubeObject {
  const name = childName(service.object.name, release.key);
  const needs = releasesNeededBy(graph, release.id).map((r) => releaseObjectOf(graph, r));
  const labels = {
    ...labelsOf(service),
    [LABELS.release]: shorten(release.key, LABEL_MAX),
    ...shardLabel(owner),
  };
  return {
    apiVersion: API_VERSION,
    kind: "HelmRelease",
    metadata: made(owner, name, labels, { [NEEDS_ANNOTATION]: JSON.stringify([...new Set(needs)].sort()) }),
    spec: {
      ...specOf(release),
      releaseName: release.releaseName,
      ...(release.namespace === owner.metadata.namespace ? {} : { targetNamespace: release.namespace }),
      ...(release.suspended ? { suspend: true } : {}),
    },
  };
}

function specOf(release: Release): Record<string, unknown> {
  const { key, chart, version, values, dependencies, outputsFrom, releaseName, timeoutMs } = release;
  const { serviceAccountName, driftDetection } = release;
  return {
    chart,
    ...(version === undefined ? {} : { version }),
    ...(isEmpty(values) ? {} : { values }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
    ...(outputsFrom.length === 0 ? {} : { outputsFrom }),
    ...(releaseName === kebabCase(key) ? {} : { releaseName }),
    ...(timeoutMs === DEFAULT_TIMEOUT_MS
      ? {}
      : { timeout: timeoutMs % 1000 === 0 ? `${timeoutMs / 1000}s` : `${timeoutMs}ms` }),
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
    ...(driftDetection === "Enabled" ? {} : { driftDetection }),
  };
}

function isEmpty(values: Values): boolean {
  return Object.keys(values).length === 0;
}

function labelsOf(service: Service): Record<string, string> {
  const { environment, object } = service;
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.service]: shorten(object.name, LABEL_MAX),
    ...(environment === undefined ? {} : { [LABELS.environment]: shorten(environment.name, LABEL_MAX) }),
  };
}

/** What is made is kept by whoever keeps what it is made of. */
function shardLabel(owner: KubeObject): Record<string, string> {
  const shard = shardOf(owner);
  return shard === "" ? {} : { [LABELS.shard]: shard };
}

function made(
  owner: KubeObject,
  name: string,
  labels: Record<string, string>,
  annotations: Record<string, string>,
): KubeObject["metadata"] {
  const { namespace, uid = "" } = owner.metadata;
  return {
    name,
    namespace: namespace!,
    labels,
    annotations: { [OWNER_UID_ANNOTATION]: uid, ...annotations },
    finalizers: [FINALIZER],
    ownerReferences: [
      { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid, controller: true },
    ],
  };
}
