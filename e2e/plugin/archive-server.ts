import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { listen, shut } from "../local-server.ts";

/** A server with the files of a folder, as people download releases. */
export interface ArchiveServer {
  readonly url: string;
  close(): void;
}

export async function serveFolder(folder: string): Promise<ArchiveServer> {
  const server = createServer((request, response) => {
    readFile(join(folder, basename(request.url ?? ""))).then(
      // Helm 3 tells an archive by this, and by nothing else.
      (content) => response.writeHead(200, { "content-type": "application/gzip" }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, close: () => shut(server) };
}
