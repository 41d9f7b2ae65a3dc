import http from "node:http";
import { listen, shut } from "../local-server.ts";

/** What runs behind an environment's Service: says what it was sent, streams, and speaks on websockets. */
export interface Behind {
  readonly port: number;
  /** The headers of requests, the newest last. */
  readonly seen: http.IncomingHttpHeaders[];
  close(): void;
}

/** Opens it on a port of its own: there is no network of Pods here. */
export async function openBehind(): Promise<Behind> {
  const seen: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { "content-type": "text/plain", "x-revision": "1".repeat(40) });
    // What is streamed comes piece by piece: the second is sent when the first has arrived.
    if (request.url === "/stream") response.write("first\n");
    else response.end(`hello from ${request.url}\n`);
    request.on("data", (chunk: Buffer) => void response.write(chunk));
    request.on("end", () => response.end());
  });
  server.on("upgrade", (request, socket) => {
    seen.push(request.headers);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n");
    socket.pipe(socket);
  });
  return { port: await listen(server), seen, close: () => shut(server) };
}
