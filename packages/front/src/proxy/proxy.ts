import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "@upstart/engine";
import { createProxyServer } from "httpxy";
import { forwardedHeaders, type Hop } from "./forwarded.ts";

/** How a request went on: what it failed by where no answer came. */
export type Outcome = { readonly is: "answered" } | { readonly is: "failed"; readonly code: string };

/** Sends requests on, and says how that went. */
export interface ServiceProxy {
  /** Sends a request on, body and answer streaming. Where it fails before an answer came, the response is still to be given. */
  web(request: IncomingMessage, response: ServerResponse, target: URL, hop: Hop): Promise<Outcome>;
  /** Sends a websocket on. Where it fails, the socket is ended. */
  socket(request: IncomingMessage, socket: Socket, head: Buffer, target: URL, hop: Hop): Promise<Outcome>;
}

/** A Service without Pods refuses or swallows connections, as the network pleases. */
const CONNECT_MS = 5000;

/** Sends requests on to Services: each over a connection of its own, since Pods come and go. */
export function createProxy(clock: Clock): ServiceProxy {
  const server = createProxyServer({ agent: false, changeOrigin: false, xfwd: false });
  const failures = new WeakMap<IncomingMessage, string>();
  server.on("error", (error, request) => {
    if (request !== undefined) failures.set(request, (error as NodeJS.ErrnoException).code ?? "Error");
    answered.get(request!)?.();
  });
  server.on("proxyReq", (sent, request) => {
    limitConnect(sent, clock);
    // Who sends a body bit by bit may wait for an answer before the first of it.
    if (hasBody(request)) sent.flushHeaders();
  });
  server.on("proxyReqWs", (sent) => void sent.on("socket", () => limitConnect(sent, clock)));
  // That connection is ours alone.
  server.on("proxyRes", ({ headers }) => {
    delete headers.connection;
    delete headers["keep-alive"];
  });
  const answered = new WeakMap<IncomingMessage, () => void>();
  const outcome = (request: IncomingMessage): Outcome => {
    const code = failures.get(request);
    return code === undefined ? { is: "answered" } : { is: "failed", code };
  };
  const send = async (request: IncomingMessage, hop: Hop, isUpgrade: boolean, begin: () => Promise<void>) => {
    request.headers = forwardedHeaders(request.headers, hop, isUpgrade);
    const failed = new Promise<void>((resolve) => answered.set(request, resolve));
    await Promise.race([begin(), failed]);
    return outcome(request);
  };
  return {
    web: (request, response, target, hop) => send(request, hop, false, () => server.web(request, response, { target })),
    socket: async (request, socket, head, target, hop) => {
      const result = await send(request, hop, true, () => server.ws(request, socket, { target }, head));
      if (result.is === "failed") socket.destroy();
      return result;
    },
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function limitConnect(sent: ClientRequest, clock: Clock): void {
  const { socket } = sent;
  if (socket?.connecting !== true) return;
  const late = () => sent.destroy(Object.assign(new Error("no connection in time"), { code: "ETIMEDOUT" }));
  const cancel = clock.after(CONNECT_MS, late);
  socket.once("connect", cancel).once("close", cancel);
}
