import type http from "node:http";
import https from "node:https";
import type { Credential } from "./credentials.ts";
import type { Connection } from "./kubeconfig.ts";

/** Connections to one API server that stay open between calls. */
export interface Agents {
  /** The pool of connections made with these credentials. */
  get(certificate: Credential["certificate"]): Promise<http.Agent>;
  close(): void;
}

/**
 * A connection that nobody used for so long is closed by us, before the server does (90 s for kube-apiserver): a call
 * sent into a closing connection would be lost.
 */
const IDLE_MS = 45_000;

/** HTTP/1.1, as many connections as there are calls at a time. Each watch has one. */
export function createAgents(connection: Connection): Agents {
  let current: { readonly identity: string; readonly agent: Promise<http.Agent> } | undefined;
  const all = new Set<Promise<http.Agent>>();
  return {
    get: (certificate) => {
      const ca = connection.tls.isInsecure ? undefined : connection.tls.authority?.read();
      const identity = [ca, certificate?.cert].map((part) => part?.toString() ?? "").join("\n");
      if (current?.identity === identity) return current.agent;
      // Calls under way stay on the former pool; its idle connections run out by themselves.
      current = { identity, agent: makeAgent(connection, ca, certificate) };
      all.add(current.agent);
      return current.agent;
    },
    close: () => {
      for (const agent of all)
        agent.then(
          (a) => a.destroy(),
          () => undefined, // never made: the call that wanted it has failed
        );
      all.clear();
    },
  };
}

async function makeAgent(
  connection: Connection,
  ca: Buffer | undefined,
  certificate: Credential["certificate"],
): Promise<http.Agent> {
  const { server, tls, proxyUrl } = connection;
  if (proxyUrl !== undefined) return await proxyAgent(connection, proxyUrl, ca, certificate);
  const pool = { keepAlive: true, keepAliveMsecs: 15_000, timeout: IDLE_MS, maxFreeSockets: 64 };
  // Imported, node:http takes Node's own undici along, which costs tens of milliseconds; node:https does not.
  if (server.startsWith("http:")) return new (await import("node:http")).Agent(pool);
  return new https.Agent({
    ...pool,
    rejectUnauthorized: !tls.isInsecure,
    ...(ca === undefined ? {} : { ca }),
    ...certificate,
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  });
}

/** client-node knows how to get through HTTP, HTTPS and SOCKS proxies; it is loaded for them alone, being large. */
async function proxyAgent(
  { server, tls }: Connection,
  proxyUrl: string,
  ca: Buffer | undefined,
  certificate: Credential["certificate"],
): Promise<http.Agent> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  const base64 = (part: Buffer | string) => Buffer.from(part).toString("base64");
  config.loadFromOptions({
    clusters: [
      {
        name: "chosen",
        server,
        proxyUrl,
        skipTLSVerify: tls.isInsecure,
        ...(ca === undefined ? {} : { caData: base64(ca) }),
        ...(tls.serverName === undefined ? {} : { tlsServerName: tls.serverName }),
      },
    ],
    users: [
      {
        name: "chosen",
        ...(certificate === undefined ? {} : { certData: base64(certificate.cert), keyData: base64(certificate.key) }),
      },
    ],
    contexts: [{ name: "chosen", cluster: "chosen", user: "chosen" }],
    currentContext: "chosen",
  });
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return options.agent as http.Agent;
}
