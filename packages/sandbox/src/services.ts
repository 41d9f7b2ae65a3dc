// Runs beside the sandbox's cluster, in a process of its own: serves the chart repository, and plays the operator that
// the example's charts expect. Arguments: kubeconfig, folder with index.yaml and charts, file to write the address to.
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { runOperator } from "./operator.ts";

const [kubeconfig, folder, addressFile] = process.argv.slice(2) as [string, string, string];

const server = createServer((request, response) => {
  const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
  readFile(join(folder, name)).then(
    (bytes) =>
      response.writeHead(200, { "content-type": name.endsWith(".yaml") ? "text/yaml" : "application/gzip" }).end(bytes),
    () => response.writeHead(404).end("not found\n"),
  );
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as { port: number };
  void writeFile(addressFile, `http://127.0.0.1:${port}`);
});
void runOperator(kubeconfig);
process.on("SIGTERM", () => process.exit(0));
