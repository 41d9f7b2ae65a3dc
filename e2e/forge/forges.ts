import { fileURLToPath } from "node:url";
import { freePorts } from "@upstart/sandbox";
import type { Bench } from "../harness.ts";
import { type ServerProcess, startServer } from "../server-process.ts";
import { type GitHub, SECRET, TOKEN } from "./github.ts";

/** The program of this build. */
export const PROGRAM = fileURLToPath(new URL("../../packages/forge/bin/upstart-forge.js", import.meta.url));

/** A forge service of this build. */
export interface Running extends ServerProcess {
  readonly health: string;
}

/** Starts one that looks at a stand-in of GitHub, and leads when this resolves. */
export async function startForge(
  bench: Pick<Bench, "sandbox" | "directory">,
  github: GitHub,
  config: string,
  args: readonly string[] = [],
): Promise<Running> {
  const [port, healthPort] = await freePorts(2);
  const argv = ["--kubeconfig", bench.sandbox.kubeconfig, "--config", config, "--github-url", github.url];
  const listen = ["--listen", `127.0.0.1:${port}`, "--health-listen", `127.0.0.1:${healthPort}`];
  const times = ["--sweep", "3s", "--confirm", "1s"];
  const env = { UPSTART_FORGE_TOKEN: TOKEN, UPSTART_FORGE_WEBHOOK_SECRET: SECRET };
  const server = startServer(bench, PROGRAM, [...argv, ...listen, ...times, ...args], env);
  await server.said(args.includes("--leader-election=false") ? "synced" : "leading", 60_000);
  github.hook = `http://127.0.0.1:${port}/github`;
  return { ...server, health: `http://127.0.0.1:${healthPort}` };
}
