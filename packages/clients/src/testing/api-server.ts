import http from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { onTestFinished } from "vitest";

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** Names as they were sent, repeated ones too. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Who the client's certificate says it is. */
  readonly certificateName?: string;
  readonly socket: Socket;
}

/** What the server does with a request. Whatever it does not answer stays unanswered. */
export type Answer = (response: http.ServerResponse, request: Received) => void;

/** An API server of a test's own, that misbehaves as told. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly Received[];
  /** Connections that were made so far. */
  connections(): number;
  /** The connections that are open now. */
  readonly open: ReadonlySet<Socket>;
  /** Answers the requests to come, one each; the last one stays. */
  answer(...answers: readonly Answer[]): void;
}

/** Starts a server on a free port; it ends with the test. */
export async function startServer(tls?: https.ServerOptions): Promise<TestServer> {
  const requests: Received[] = [];
  const open = new Set<Socket>();
  let made = 0;
  let answers: Answer[] = [json({})];
  const onRequest = async (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    const received = await receive(incoming);
    requests.push(received);
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    answer(response, received);
  };
  const listener: http.RequestListener = (incoming, response) => {
    onRequest(incoming, response).catch(() => response.destroy()); // the client went away while it sent
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    made += 1;
    open.add(socket);
    socket.on("error", () => undefined); // cuts are part of what is tested
    socket.on("close", () => open.delete(socket));
  });
  const port = await listen(server);
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    port,
    requests,
    open,
    connections: () => made,
    answer: (...given) => {
      answers = [...given];
    },
  };
}

/** Listens on a free port of this machine until the test ends. */
export async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: http.OutgoingHttpHeaders = {}): Answer {
  return (response) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(text(body));
}

/** Answers as the API does when it says no. */
export function status(code: number, fields: object = {}, headers: http.OutgoingHttpHeaders = {}): Answer {
  return json({ kind: "Status", apiVersion: "v1", status: "Failure", code, ...fields }, code, headers);
}

/** Answers with a page, as a proxy or a login form does. */
export function page(code: number, headers: http.OutgoingHttpHeaders = {}): Answer {
  return (response) =>
    response.writeHead(code, { "content-type": "text/html", ...headers }).end("<!doctype html><title>Sign in</title>");
}

/** Cuts the connection without a word. */
export const cut: Answer = (response) => void response.socket?.destroy();

/** Never answers. */
export const silence: Answer = () => undefined;

async function receive(incoming: http.IncomingMessage): Promise<Received> {
  let body = "";
  for await (const chunk of incoming) body += chunk;
  const url = new URL(incoming.url!, "http://server");
  const name = (incoming.socket as TLSSocket).getPeerCertificate?.()?.subject?.CN;
  return {
    method: incoming.method!,
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body,
    ...(name === undefined ? {} : { certificateName: String(name) }),
    socket: incoming.socket,
  };
}

function text(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
