import http from "node:http";
import type { AddressInfo } from "node:net";

/** A registry of images on this machine, without TLS, that knows who may see what and misbehaves as told. */
export interface ImageRegistry {
  /** `127.0.0.1:PORT`: what the names of its images begin with. */
  readonly host: string;
  /** Images that are there, as `acme/shop:TAG`. */
  readonly images: Set<string>;
  /** Who may see a repository; everybody where nobody is named. */
  admit(repository: string, username: string, password: string): void;
  /** Its next answers, in this order, whatever is asked. */
  next(...answers: readonly Misbehaviour[]): void;
  /** `bearer` until told otherwise. */
  scheme: "bearer" | "basic";
  /** It knows no HEAD. */
  hasHead: boolean;
  /** As `HEAD /v2/acme/shop/manifests/TAG`, `GET /token as ada`. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export interface Misbehaviour {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Starts one with nothing in it. */
export async function startImageRegistry(): Promise<ImageRegistry> {
  const seen: string[] = [];
  const queue: Misbehaviour[] = [];
  const logins = new Map<string, string>();
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${registry.host}`);
    const { authorization = "" } = request.headers;
    const user = authorization.startsWith("Basic ") ? decode(authorization.slice(6)) : "";
    seen.push(`${request.method} ${url.pathname}${user === "" ? "" : ` as ${user.split(":")[0]}`}`);
    const told = queue.shift();
    if (told !== undefined) return void response.writeHead(told.status, told.headers).end(told.body);
    if (url.pathname === "/token") return void giveToken(url, user, request, response);
    const [, repository = "", reference] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? [];
    const needed = logins.get(repository);
    const bearer = `Bearer ${repository} ${needed ?? ""}`;
    const isAdmitted =
      registry.scheme === "bearer" ? authorization === bearer.trim() : needed === undefined || user === needed;
    if (!isAdmitted) return void response.writeHead(401, { "www-authenticate": challenge(registry, repository) }).end();
    if (request.method === "HEAD" && !registry.hasHead) return void response.writeHead(405).end();
    response.writeHead(registry.images.has(`${repository}:${reference}`) ? 200 : 404).end();
  });
  const giveToken = async (url: URL, user: string, request: http.IncomingMessage, response: http.ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const fields = request.method === "POST" ? new URLSearchParams(body) : url.searchParams;
    const repository = /^repository:(.+):pull$/.exec(fields.get("scope") ?? "")?.[1] ?? "";
    const needed = logins.get(repository);
    const who = fields.get("refresh_token") === `identity of ${needed}` ? needed : user;
    if (who !== "" && who !== undefined && ![...logins.values()].includes(who))
      return void response.writeHead(401).end();
    // As others do: whoever may not see it gets a token all the same, which opens nothing.
    const token = needed === undefined ? repository : who === needed ? `${repository} ${needed}` : "useless";
    response.end(JSON.stringify({ token }));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const registry: ImageRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    images: new Set(),
    scheme: "bearer",
    hasHead: true,
    seen,
    admit: (repository, username, password) => void logins.set(repository, `${username}:${password}`),
    next: (...answers) => void queue.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return registry;
}

function decode(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

function challenge({ scheme, host }: ImageRegistry, repository: string): string {
  if (scheme === "basic") return 'Basic realm="images"';
  return `Bearer realm="http://${host}/token",service="images, all of them",scope="repository:${repository}:pull"`;
}
