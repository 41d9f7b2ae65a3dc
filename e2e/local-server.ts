import type http from "node:http";
import type { AddressInfo, Server } from "node:net";

/** Lets a server listen on a free port of this machine alone; resolves with the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Ends a server, and the connections that it has. */
export function shut(server: http.Server): void {
  server.close();
  server.closeAllConnections();
}
