import { ClusterError, type KubeObject, type Selection } from "@upstart/engine";
import type { ApiRequest, Transport } from "./transport.ts";
import { writersOf } from "./writers.ts";

/** Objects a page of a list. */
const PAGE = "500";

/** What there is of a selection, and as of which version. */
export interface ObjectList {
  readonly objects: readonly KubeObject[];
  /** To watch from. */
  readonly version: string;
}

/**
 * Lists a selection page by page; anew and in one piece where the server has forgotten the first page before the last
 * was read. Throws ClusterError.
 */
export async function listObjects(
  transport: Pick<Transport, "json">,
  path: string,
  selection: Selection,
  signal?: AbortSignal,
): Promise<ObjectList> {
  const listWith = (limit: string | undefined) =>
    listPages((query) => {
      const request = collectionRequest(path, selection, "list", { limit, ...query });
      return transport.json(signal === undefined ? request : { ...request, signal });
    }, selection);
  return await listWith(PAGE).catch((error: unknown) => {
    if (error instanceof ClusterError && error.code === "Gone") return listWith(undefined);
    throw error;
  });
}

interface Page {
  readonly items?: readonly KubeObject[] | null;
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
}

async function listPages(
  read: (query: { continue: string | undefined }) => Promise<unknown>,
  selection: Selection,
): Promise<ObjectList> {
  const objects: KubeObject[] = [];
  for (let next: string | undefined; ; ) {
    const page = (await read({ continue: next })) as Page | null;
    // Something else than a list must not be taken for an empty one: everything would seem to be deleted.
    if (!page?.metadata?.resourceVersion)
      throw new ClusterError("ServerError", `cannot list ${selection.kind} objects: the answer is no list`);
    for (const item of page.items ?? []) objects.push(trimmed(item, selection));
    next = page.metadata.continue || undefined;
    if (next === undefined) return { objects, version: page.metadata.resourceVersion };
  }
}

/** A list or watch of a selection. */
export function collectionRequest(
  path: string,
  { kind, namespace, labelSelector, fieldSelector, metadataOnly }: Selection,
  verb: "list" | "watch",
  query: Readonly<Record<string, string | undefined>>,
): ApiRequest {
  const as = verb === "list" ? "PartialObjectMetadataList" : "PartialObjectMetadata";
  return {
    method: "GET",
    path,
    query: { ...query, labelSelector, fieldSelector },
    ...(metadataOnly === true ? { accept: `application/json;as=${as};g=meta.k8s.io;v=v1,application/json` } : {}),
    doing: `${verb} ${kind} objects${namespace === undefined ? "" : ` in namespace "${namespace}"`}`,
  };
}

/** With its kind, which items of a list do not name, and without what takes most room: of its writers only the names. */
export function trimmed(object: KubeObject, { apiVersion, kind, labelSelector }: Selection): KubeObject {
  const { managedFields, ...metadata } = object.metadata;
  // Where labels select, it is Helm's records or our own objects, and nobody asks who wrote those.
  const writers = labelSelector === undefined && managedFields !== undefined ? writersOf(managedFields) : undefined;
  return {
    ...object,
    apiVersion,
    kind,
    metadata: writers === undefined ? metadata : { ...metadata, managedFields: writers },
  };
}
