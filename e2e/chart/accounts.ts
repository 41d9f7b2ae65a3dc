import { join } from "node:path";
import { freePort, freePorts } from "@upstart/sandbox";
import type { Bench } from "../harness.ts";
import { type ServerProcess, startServer } from "../server-process.ts";
import type { Image } from "./images.ts";
import { type MountingPod, mountedArguments } from "./mounts.ts";

/** Starts the controllers, of a shard where one is named, as the chart's Deployment would, with the token of its account. */
export async function startController(
  bench: Bench,
  image: Image,
  namespace: string,
  shard = "",
): Promise<ServerProcess> {
  const argv = await argumentsOf(bench, namespace, shard === "" ? "controller" : `controller-${shard}`);
  return start(bench, image, [...argv, "--listen", "127.0.0.1:0"]);
}

/** The same for the webhook; it is called by its address, there being no container to lead a Service to. */
export async function startWebhook(bench: Bench, image: Image, namespace: string): Promise<ServerProcess> {
  const argv = await argumentsOf(bench, namespace, "webhook");
  const port = await freePort();
  const own = ["--host", "127.0.0.1", "--port", `${port}`, "--url", `https://127.0.0.1:${port}`, "--drain", "0"];
  const server = start(bench, image, [...argv.filter((a) => !a.startsWith("--service=")), ...own]);
  await server.said("ready");
  return server;
}

/** The same for the forge service. Resolves with where its deliveries go, too, when it leads. */
export async function startForge(
  bench: Bench,
  image: Image,
  namespace: string,
): Promise<{ readonly server: ServerProcess; readonly hook: string }> {
  const argv = await argumentsOf(bench, namespace, "forge");
  const [port, healthPort] = await freePorts(2);
  const own = ["--listen", `127.0.0.1:${port}`, "--health-listen", `127.0.0.1:${healthPort}`];
  const server = start(bench, image, [...argv, ...own]);
  await server.said("leading", 60_000);
  return { server, hook: `http://127.0.0.1:${port}/github` };
}

/** The same for the entry. Resolves with its port, too, when it has seen what there is. */
export async function startFront(
  bench: Bench,
  image: Image,
  namespace: string,
): Promise<{ readonly server: ServerProcess; readonly port: number }> {
  const argv = await argumentsOf(bench, namespace, "front");
  const port = await freePort();
  const own = ["--listen", `127.0.0.1:${port}`, "--health-listen", "127.0.0.1:0", "--drain", "0"];
  const server = start(bench, image, [...argv, ...own]);
  await server.said("ready", 60_000);
  return { server, port };
}

function start(bench: Bench, { argv: [program = "", ...more], helm }: Image, argv: readonly string[]): ServerProcess {
  return startServer(bench, program, [...more, ...argv], helm === undefined ? {} : { HELM_BIN: helm });
}

async function argumentsOf(bench: Bench, namespace: string, component: string): Promise<string[]> {
  const deployment = await bench.get("deployment", `upstart-${component}`, namespace);
  const { template } = deployment!.spec as { template: { spec: PodSpec } };
  const argv = await mountedArguments(bench, namespace, template.spec, join(bench.directory, "mounts", component));
  return [...argv, "--kubeconfig", await kubeconfigOf(bench, namespace, template.spec.serviceAccountName)];
}

interface PodSpec extends MountingPod {
  readonly serviceAccountName: string;
}

/** A kubeconfig with a token of the account, as a Pod has one. */
async function kubeconfigOf(bench: Bench, namespace: string, account: string): Promise<string> {
  const token = await bench.kubectl(["create", "token", account, "-n", namespace]);
  if (token.exitCode !== 0) throw new Error(String(token.stderr));
  const { stdout } = await bench.kubectl(["config", "view", "--raw", "-o", "json"]);
  const config = JSON.parse(String(stdout)) as {
    users: { user: object }[];
    contexts: { context: { namespace?: string } }[];
  };
  for (const entry of config.users) entry.user = { token: String(token.stdout) };
  for (const { context } of config.contexts) context.namespace = namespace;
  return await bench.file(`${account}.kubeconfig`, JSON.stringify(config));
}
