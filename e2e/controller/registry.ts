import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { createAuthority } from "../../packages/clients/src/testing/certificates.ts";

/** A registry and chart repository of a test's own, behind TLS and a login, that misbehaves as told. */
export interface Registry {
  /** `127.0.0.1:PORT`; charts are at `oci://HOST/charts/NAME` and at `https://HOST/charts/NAME-VERSION.tgz`. */
  readonly host: string;
  readonly ca: string;
  /** Who may come in from now on. */
  admit(username: string, password: string): void;
  /** It answers nothing but this status until it is told `undefined`. */
  fail(status: number | undefined): void;
  /** Requests that were let in, as `GET /v2/charts/tiny/manifests/0.1.0`. */
  readonly served: readonly string[];
  close(): Promise<void>;
}

interface Blob {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Serves packed charts, each named `NAME-VERSION.tgz`. */
export async function startRegistry(archives: readonly string[]): Promise<Registry> {
  const authority = await createAuthority();
  const content = new Map<string, Blob>();
  const charts = await Promise.all(archives.map((file) => addChart(content, file)));
  const served: string[] = [];
  let login = "";
  let failure: number | undefined;
  const server = https.createServer(await authority.server(), (request, response) => {
    const path = new URL(request.url ?? "/", "https://localhost").pathname;
    if (failure !== undefined) return void response.writeHead(failure).end();
    if (request.headers.authorization !== login)
      return void response.writeHead(401, { "www-authenticate": 'Basic realm="charts"' }).end();
    served.push(`${request.method} ${path}`);
    const found = path === "/v2/" ? { type: "application/json", bytes: Buffer.from("{}") } : content.get(path);
    if (found === undefined) return void response.writeHead(404).end();
    const digest = digestOf(found.bytes);
    response.writeHead(200, {
      "content-type": found.type,
      "content-length": found.bytes.length,
      "docker-content-digest": digest,
    });
    response.end(request.method === "HEAD" ? undefined : found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entries = Object.fromEntries(charts.map((c) => [c.name, [{ apiVersion: "v2", ...c, urls: [c.file] }]]));
  content.set("/charts/index.yaml", json("text/yaml", { apiVersion: "v1", entries }));
  return {
    host,
    ca: authority.cert,
    served,
    admit: (username, password) => {
      login = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    },
    fail: (status) => {
      failure = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A chart as the two ways of asking for it find it. */
async function addChart(content: Map<string, Blob>, archive: string) {
  const file = basename(archive);
  const [, name, version] = /^(.*)-(\d+\.\d+\.\d+)\.tgz$/.exec(file)!;
  const root = `/v2/charts/${name}`;
  const layer = { type: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", bytes: await readFile(archive) };
  const config = json("application/vnd.cncf.helm.config.v1+json", { name, version, apiVersion: "v2" });
  const type = "application/vnd.oci.image.manifest.v1+json";
  const manifest = json(type, {
    schemaVersion: 2,
    mediaType: type,
    config: describe(config),
    layers: [describe(layer)],
  });
  content.set(`/charts/${file}`, layer);
  for (const blob of [layer, config]) content.set(`${root}/blobs/${digestOf(blob.bytes)}`, blob);
  for (const tag of [version, digestOf(manifest.bytes)]) content.set(`${root}/manifests/${tag}`, manifest);
  content.set(`${root}/tags/list`, json("application/json", { name: `charts/${name}`, tags: [version] }));
  return { name: name!, version: version!, file };
}

function json(type: string, value: object): Blob {
  return { type, bytes: Buffer.from(JSON.stringify(value)) };
}

function describe({ type, bytes }: Blob) {
  return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
