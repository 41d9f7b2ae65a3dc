import { fileURLToPath } from "node:url";
import { freePort } from "@upstart/sandbox";
import type { Bench } from "../harness.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/webhook/bin/upstart-webhook.js", import.meta.url));

/** A webhook of this build. */
export interface Running extends ServerProcess {
  readonly port: number;
}

/** Starts one that registers itself by its address, and is ready when this resolves. */
export async function startWebhook(
  bench: Bench,
  options: { readonly port?: number; readonly args?: readonly string[] } = {},
): Promise<Running> {
  const port = options.port ?? (await freePort());
  const url = ["--host", "127.0.0.1", "--url", `https://127.0.0.1:${port}`, "--drain", "0"];
  return await start(bench, port, ["--kubeconfig", bench.sandbox.kubeconfig, ...url, ...(options.args ?? [])]);
}

/** Starts one that is called through a Service, `NAMESPACE/NAME`, and is ready when this resolves. */
export async function startReplica(bench: Bench, kubeconfig: string, service: string): Promise<Running> {
  const args = ["--kubeconfig", kubeconfig, "--host", "0.0.0.0", "--service", service, "--drain", "3"];
  return await start(bench, await freePort(), args);
}

async function start(bench: Bench, port: number, args: readonly string[]): Promise<Running> {
  const server = startServer(bench, PROGRAM, ["--port", `${port}`, ...args]);
  await server.said("ready", 60_000);
  return { ...server, port };
}
