import { type Cluster, ClusterError, type KubeObject, type ObjectKey } from "@upstart/engine";
import { createAgents } from "./agents.ts";
import { systemClock } from "./clock.ts";
import type { ClusterObserver } from "./cluster-observer.ts";
import { createDiscovery, type Discovery, type Resource } from "./discovery.ts";
import type { Connection } from "./kubeconfig.ts";
import { listObjects } from "./list-objects.ts";
import { type LogLine, type LogRequest, readLog } from "./pod-log.ts";
import { Reflector } from "./reflector.ts";
import { SharedWatches } from "./shared-watches.ts";
import { type ApiRequest, createTransport, type Transport } from "./transport.ts";

/** The cluster port over a real API server, and what a command line asks besides. */
export interface KubernetesCluster extends Cluster {
  readonly connection: Connection;
  version(): Promise<{ readonly gitVersion: string }>;
  /** Whether the server has anything of a version, as of `apps/v1`: one small request. */
  serves(apiVersion: string): Promise<boolean>;
  /** Whether the kind lives in namespaces; true where the cluster does not know the kind. */
  isNamespaced(apiVersion: string, kind: string): Promise<boolean>;
  /** Whether the caller may do something: a SelfSubjectAccessReview. */
  canI(what: {
    readonly verb: string;
    readonly group?: string;
    readonly resource: string;
    readonly namespace?: string;
  }): Promise<boolean>;
  /** Of each resource that is watched, by its plural, when the quietest watch last heard of the server. */
  lastHeard(): ReadonlyMap<string, number>;
  /** Whether somebody may do something to an object, or to all of a kind: a SubjectAccessReview. */
  may(
    user: Subject,
    what: {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string;
      readonly namespace: string;
      readonly name?: string;
    },
  ): Promise<boolean>;
  /** A container's log, line by line; see `readLog`. */
  readLog(request: LogRequest): AsyncIterable<LogLine>;
  /** The same cluster as another user sees it, over the same connections; needs the right to impersonate. */
  as(user: string): Cluster;
  /** Ends every watch and connection. */
  close(): void;
}

/** Who somebody is, as the API server says it of those who ask. */
export interface Subject {
  readonly username: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Opens the API of a connection. Nothing is sent before the first call. Where the cluster keeps kinds that are known
 * beforehand is not asked; where it has no such kind after all, calls end with `NotFound`.
 */
export function createCluster(
  connection: Connection,
  observer?: ClusterObserver,
  known?: Readonly<Record<string, Resource>>,
): KubernetesCluster {
  const agents = createAgents(connection);
  const options = { agents, ...(observer === undefined ? {} : { observer }) };
  const transport = createTransport(connection, systemClock, options);
  const discovery = createDiscovery(transport, known);
  const others = new Map<string, Cluster>();
  const as = (user: string): Cluster => {
    const other = { ...connection, impersonate: { user, groups: [], extra: {} } };
    const cluster =
      others.get(user) ?? clusterOver(other, createTransport(other, systemClock, options), { discovery, as, observer });
    others.set(user, cluster);
    return cluster;
  };
  return clusterOver(connection, transport, { discovery, as, observer });
}

function clusterOver(
  connection: Connection,
  transport: Transport,
  {
    discovery,
    as,
    observer,
  }: {
    readonly discovery: Discovery;
    readonly as: KubernetesCluster["as"];
    readonly observer: ClusterObserver | undefined;
  },
): KubernetesCluster {
  const pathOf = async ({
    apiVersion,
    kind,
    namespace,
    name,
  }: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name?: string;
  }) => {
    const { plural, namespaced } = await discovery.resource(apiVersion, kind);
    const inNamespace = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    return `${rootOf(apiVersion)}${inNamespace}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
  };
  const watches = new SharedWatches(
    (selection) =>
      new Reflector(selection, {
        transport,
        path: () => pathOf(selection),
        clock: systemClock,
        random: Math.random,
        ...(observer === undefined ? {} : { observer }),
      }),
  );
  const call = async (request: ApiRequest) => (await transport.json(request)) as KubeObject;
  return {
    connection,
    as,
    get: async (key) => {
      try {
        return await call({ method: "GET", path: await pathOf(key), doing: `get ${describe(key)}` });
      } catch (error) {
        if (error instanceof ClusterError && error.code === "NotFound") return undefined;
        throw error;
      }
    },
    list: async (selection) => (await listObjects(transport, await pathOf(selection), selection)).objects,
    create: async (object) =>
      await call({
        method: "POST",
        path: await pathOf({ apiVersion: object.apiVersion, kind: object.kind, ...inNamespaceOf(object) }),
        body: object,
        doing: `create ${describe(keyOf(object))}`,
      }),
    update: async (object) =>
      await call({
        method: "PUT",
        path: await pathOf(keyOf(object)),
        body: object,
        doing: `update ${describe(keyOf(object))}`,
      }),
    apply: async (object, { fieldManager, force, subresource, dryRun }) =>
      await call({
        method: "PATCH",
        path: `${await pathOf(keyOf(object))}${subresource === undefined ? "" : `/${subresource}`}`,
        query: { fieldManager, force: String(force === true), dryRun: dryRun === true ? "All" : undefined },
        body: object,
        contentType: "application/apply-patch+yaml",
        doing: `apply ${describe(keyOf(object))}`,
      }),
    delete: async (key, options = {}) => {
      try {
        await transport.text({
          method: "DELETE",
          path: await pathOf(key),
          body: {
            kind: "DeleteOptions",
            apiVersion: "v1",
            ...(options.propagation === undefined ? {} : { propagationPolicy: options.propagation }),
            preconditions: { uid: options.uid, resourceVersion: options.resourceVersion },
          },
          doing: `delete ${describe(key)}`,
        });
      } catch (error) {
        if (!(error instanceof ClusterError) || error.code !== "NotFound") throw error;
      }
    },
    scale: async (key, replicas, { fieldManager }) => {
      await call({
        method: "PATCH",
        path: `${await pathOf(key)}/scale`,
        query: { fieldManager },
        body: { spec: { replicas } },
        contentType: "application/merge-patch+json",
        doing: `scale ${describe(key)}`,
      });
    },
    watch: (selection, onEvent) => watches.open(selection, onEvent),
    logs: async ({ namespace, name, container, lines, previous }) => {
      try {
        return await transport.text({
          method: "GET",
          path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`,
          query: { container, tailLines: String(lines), previous: previous === true ? "true" : undefined },
          accept: "*/*",
          doing: `read the log of pod ${namespace}/${name}`,
        });
      } catch (error) {
        if (error instanceof ClusterError) return ""; // a pod that has not started, or a node that keeps none
        throw error;
      }
    },
    readLog: (request) => readLog(transport, request),
    version: async () =>
      (await transport.json({ method: "GET", path: "/version", doing: "ask for the version" })) as {
        gitVersion: string;
      },
    serves: async (apiVersion) => {
      try {
        await transport.text({ method: "GET", path: rootOf(apiVersion), doing: `ask for the kinds of ${apiVersion}` });
        return true;
      } catch (error) {
        if (error instanceof ClusterError && error.code === "NotFound") return false;
        throw error;
      }
    },
    isNamespaced: async (apiVersion, kind) => {
      try {
        return (await discovery.resource(apiVersion, kind)).namespaced;
      } catch (error) {
        if (error instanceof ClusterError && error.code === "UnknownKind") return true;
        throw error;
      }
    },
    canI: async ({ verb, group, resource, namespace }) => {
      const review = await call({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes: { verb, group: group ?? "", resource, namespace } },
        },
        doing: "ask what is allowed",
      });
      return (review.status as { allowed?: boolean } | undefined)?.allowed === true;
    },
    lastHeard: () => watches.lastHeard(),
    may: async ({ username, uid, groups, extra }, what) => {
      const review = await call({
        method: "POST",
        path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: { user: username, uid, groups, extra, resourceAttributes: what },
        },
        doing: "ask what somebody is allowed",
      });
      return (review.status as { allowed?: boolean } | undefined)?.allowed === true;
    },
    close: () => {
      watches.close();
      transport.close();
    },
  };
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function keyOf({ apiVersion, kind, metadata }: KubeObject): ObjectKey {
  return {
    apiVersion,
    kind,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    name: metadata.name,
  };
}

function inNamespaceOf({ metadata }: KubeObject): { namespace?: string } {
  return metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
}

function describe({ kind, namespace, name }: ObjectKey): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
