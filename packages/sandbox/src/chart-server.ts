import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { SandboxError } from "./errors.ts";

/** A chart repository that is being served. */
export interface ChartServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves a folder that `packCharts` has filled, on loopback; on a free port when none is given. Nothing outside the
 * folder can be asked for.
 */
export async function serveCharts(folder: string, port = 0): Promise<ChartServer> {
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
    readFile(join(folder, name)).then(
      (bytes) => response.writeHead(200, { "content-type": contentType(name) }).end(bytes),
      () => response.writeHead(404).end("not found\n"),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EADDRINUSE") throw cause;
    throw new SandboxError("PortTaken", `port ${port} is taken`, "name another one, or none", { cause });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function contentType(name: string): string {
  return name.endsWith(".yaml") ? "text/yaml" : "application/gzip";
}
