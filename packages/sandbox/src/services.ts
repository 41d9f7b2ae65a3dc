// Runs beside the sandbox's cluster, in a process of its own: serves the chart repository, and plays the operator that
// the example's charts expect. Arguments: kubeconfig, folder with index.yaml and charts, file that gets the address. Where that file has one,
// it is this that was served before, and is served again.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { serveCharts } from "./chart-server.ts";
import { readAccess } from "./kubeconfig.ts";
import { runOperator } from "./operator.ts";

const [kubeconfig, folder, addressFile] = process.argv.slice(2) as [string, string, string];
const port = existsSync(addressFile) ? new URL(readFileSync(addressFile, "utf8")).port : "0";

const server = await serveCharts(folder, Number(port));
// Renamed, so that a reader sees all of it or nothing.
writeFileSync(`${addressFile}.new`, server.url);
renameSync(`${addressFile}.new`, addressFile);

const end = new AbortController();
process.on("SIGTERM", () => {
  end.abort();
  process.exit(0);
});
await runOperator(await readAccess(kubeconfig), end.signal);
