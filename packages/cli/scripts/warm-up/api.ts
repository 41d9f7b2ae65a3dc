import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { outputsOf, RELEASES } from "./releases.ts";

/** Something that answers as an API server does to an apply, and in which everything is there that Helm would make. */
export async function serveApi(): Promise<{ readonly url: string; close(): void }> {
  const stored = new Map<string, KubeObject>();
  for (const name of RELEASES.map(outputsOf))
    stored.set(`/api/v1/namespaces/warm/configmaps/${name}`, {
      metadata: { name, namespace: "warm", uid: name, resourceVersion: "1" },
      data: { value: "1" },
    });
  const server = createServer((request, response) => {
    answer(stored, request, response).catch(() => response.destroy()); // who asked has gone
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface KubeObject {
  readonly metadata: { readonly name: string; readonly labels?: object } & Record<string, unknown>;
  readonly [field: string]: unknown;
}

let version = 1;

async function answer(stored: Map<string, KubeObject>, request: IncomingMessage, response: ServerResponse) {
  const { pathname: path, searchParams: query } = new URL(request.url!, "http://server");
  const body = await bodyOf(request);
  const say = (code: number, what: object) => {
    response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(what));
  };
  if (path.startsWith("/apis/upstartoperators.upstart.com")) return say(404, { kind: "Status", code: 404 });
  if (query.has("watch")) return follow(stored, path, response);
  if (body !== undefined && request.method !== "DELETE") {
    const at = request.method === "POST" ? `${path}/${body.metadata.name}` : path;
    stored.set(at, { ...body, metadata: { ...body.metadata, uid: at, resourceVersion: `${++version}` } });
    return say(200, stored.get(at)!);
  }
  if (request.method === "DELETE") return say(200, { kind: "Status", found: stored.delete(path) });
  const object = stored.get(path);
  if (object !== undefined) return say(200, object);
  const label = query.get("labelSelector")?.split("=")[0];
  const items = [...stored].filter(
    ([at, { metadata }]) => isIn(at, path) && (!label || label in (metadata.labels ?? {})),
  );
  say(200, { kind: "List", metadata: { resourceVersion: `${version}` }, items: items.map(([, item]) => item) });
}

/** Tells of a change or two, and no more. */
function follow(stored: ReadonlyMap<string, KubeObject>, path: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const [, first] = [...stored].find(([at]) => isIn(at, path)) ?? [];
  if (first !== undefined && path.endsWith("configmaps")) {
    const object = { ...first, metadata: { ...first.metadata, resourceVersion: `${++version}` } };
    response.write(`${JSON.stringify({ type: "MODIFIED", object })}\n`);
  }
  response.write(`${JSON.stringify({ type: "BOOKMARK", object: { metadata: { resourceVersion: `${version}` } } })}\n`);
}

/** Of one namespace, or of all. */
function isIn(at: string, collection: string): boolean {
  return at.startsWith(`${collection}/`) || at.replace(/\/namespaces\/[^/]+/, "").startsWith(`${collection}/`);
}

async function bodyOf(request: IncomingMessage): Promise<KubeObject | undefined> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? undefined : (JSON.parse(text) as KubeObject);
}
