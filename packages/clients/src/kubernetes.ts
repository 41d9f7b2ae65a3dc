import {
  type Cluster,
  ClusterError,
  type KubeObject,
  type ObjectKey,
  type Selection,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";
import { systemClock } from "./clock.ts";
import { createDiscovery } from "./discovery.ts";
import type { Connection } from "./kubeconfig.ts";
import { Reflector } from "./reflector.ts";
import { type ApiRequest, createTransport, type Transport } from "./transport.ts";

/** The cluster port over a real API server, and what a command line asks besides. */
export interface KubernetesCluster extends Cluster {
  readonly connection: Connection;
  version(): Promise<{ readonly gitVersion: string }>;
  /** Whether the kind lives in namespaces; true where the cluster does not know the kind. */
  isNamespaced(apiVersion: string, kind: string): Promise<boolean>;
  /** Whether the caller may do something: a SelfSubjectAccessReview. */
  canI(what: {
    readonly verb: string;
    readonly group?: string;
    readonly resource: string;
    readonly namespace?: string;
  }): Promise<boolean>;
  /** Ends every watch and connection. */
  close(): void;
}

/** Opens the API of a connection. Nothing is sent before the first call. */
export function createCluster(connection: Connection): KubernetesCluster {
  const transport = createTransport(connection, systemClock);
  const discovery = createDiscovery(transport);
  const watches = new SharedWatches(transport);
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
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const inNamespace = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    return `${root}${inNamespace}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
  };
  const call = async (request: ApiRequest) => (await transport.json(request)) as KubeObject;
  return {
    connection,
    get: async (key) => {
      try {
        return await call({ method: "GET", path: await pathOf(key), doing: `get ${describe(key)}` });
      } catch (error) {
        if (error instanceof ClusterError && error.code === "NotFound") return undefined;
        throw error;
      }
    },
    list: async (selection) => await listAll(transport, await pathOf(selection), selection),
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
    apply: async (object, { fieldManager, force }) =>
      await call({
        method: "PATCH",
        path: await pathOf(keyOf(object)),
        query: { fieldManager, force: String(force === true) },
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
            ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
          },
          doing: `delete ${describe(key)}`,
        });
      } catch (error) {
        if (!(error instanceof ClusterError) || error.code !== "NotFound") throw error;
      }
    },
    watch: (selection, onEvent) => watches.open(selection, onEvent, () => pathOf(selection)),
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
    version: async () =>
      (await transport.json({ method: "GET", path: "/version", doing: "ask for the version" })) as {
        gitVersion: string;
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
    close: () => {
      watches.close();
      transport.close();
    },
  };
}

/** One stream a selection, however many look at it. */
class SharedWatches {
  readonly #transport: Transport;
  readonly #open = new Map<string, { reflector: Reflector; users: number }>();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  open(selection: Selection, onEvent: (event: WatchEvent) => void, path: () => Promise<string>): Watch {
    const key = JSON.stringify([
      selection.apiVersion,
      selection.kind,
      selection.namespace,
      selection.labelSelector,
      selection.fieldSelector,
      selection.metadataOnly,
    ]);
    let entry = this.#open.get(key);
    if (entry === undefined) {
      entry = {
        reflector: new Reflector(selection, {
          transport: this.#transport,
          path,
          clock: systemClock,
          random: Math.random,
        }),
        users: 0,
      };
      this.#open.set(key, entry);
    }
    const { reflector } = entry;
    entry.users += 1;
    reflector.listen(onEvent);
    let isStopped = false;
    return {
      synced: reflector.synced,
      get: (name, namespace) => reflector.get(name, namespace),
      list: () => reflector.list(),
      stop: () => {
        if (isStopped) return;
        isStopped = true;
        reflector.unlisten(onEvent);
        const own = this.#open.get(key);
        if (own?.reflector !== reflector) return;
        own.users -= 1;
        if (own.users > 0) return;
        this.#open.delete(key);
        reflector.stop();
      },
    };
  }

  close(): void {
    for (const { reflector } of this.#open.values()) reflector.stop();
    this.#open.clear();
  }
}

async function listAll(transport: Transport, path: string, selection: Selection): Promise<KubeObject[]> {
  const objects: KubeObject[] = [];
  let next: string | undefined;
  do {
    const answer = (await transport.json({
      method: "GET",
      path,
      query: {
        limit: "500",
        continue: next,
        labelSelector: selection.labelSelector,
        fieldSelector: selection.fieldSelector,
      },
      ...(selection.metadataOnly === true
        ? { accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json" }
        : {}),
      doing: `list ${selection.kind} objects${selection.namespace === undefined ? "" : ` in namespace "${selection.namespace}"`}`,
    })) as { items?: KubeObject[]; metadata?: { continue?: string } };
    for (const item of answer.items ?? [])
      objects.push({ ...item, apiVersion: selection.apiVersion, kind: selection.kind });
    next = answer.metadata?.continue || undefined;
  } while (next !== undefined);
  return objects;
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
