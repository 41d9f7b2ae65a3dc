import http from "node:http";
import { type Bench, dataOf } from "../harness.ts";
import { listen, shut } from "../local-server.ts";

interface Pod {
  readonly metadata: { readonly creationTimestamp: string };
  readonly spec: { readonly containers: readonly [{ readonly image: string }] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** The programs that would run in the Pods of the release `web` of every environment: there is no network of Pods here. */
export interface App {
  readonly port: number;
  close(): void;
}

/**
 * Answers for whichever environment the entry leads to it: with the tag of the image that a ready Pod has there, and with
 * the address of Redis that is in its Secret. Where no Pod is ready, nobody answers.
 */
export async function openApp(bench: () => Bench): Promise<App> {
  const server = http.createServer((request, response) => {
    const [, name] = String(request.headers["x-upstart-environment"]).split("/");
    readyImage(bench(), `${name}-app`)
      .then(async (image) => {
        if (image === undefined) return void response.destroy();
        const { REDIS_URL } = dataOf(await bench().get("secret", "web-env", `${name}-app`));
        response.writeHead(200, { "content-type": "text/plain", "x-revision": image.split(":").at(-1) });
        response.end(`hey, with ${REDIS_URL}\n`);
      })
      .catch(() => response.destroy());
  });
  return { port: await listen(server), close: () => shut(server) };
}

async function readyImage(bench: Bench, namespace: string): Promise<string | undefined> {
  const { stdout, exitCode } = await bench.kubectl(["get", "pods", "-n", namespace, "-l", "app=web", "-o", "json"]);
  if (exitCode !== 0) return undefined;
  const pods = (JSON.parse(String(stdout)) as { items: readonly Pod[] }).items;
  const ready = pods.filter((p) => p.status.conditions?.some((c) => c.type === "Ready" && c.status === "True"));
  const sorted = ready.sort((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp));
  return sorted.at(-1)?.spec.containers[0].image;
}
