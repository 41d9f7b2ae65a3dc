import https from "node:https";
import type { AddressInfo } from "node:net";
import { createAuthority } from "../../packages/clients/src/testing/certificates.ts";
import type { Bench } from "../harness.ts";

/** Which logs: of pods whose names begin so, in a namespace. */
export interface Whose {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous?: boolean;
}

interface Written {
  readonly whose: Whose;
  readonly lines: { readonly time: string; readonly text: string }[];
}

/**
 * The part of a kubelet that serves logs, which the sandbox's one does not play. The API server asks it as it asks any:
 * over TLS, at the port that the node names. Logs break off where a test says so.
 */
export class Kubelet {
  readonly #logs: Written[] = [];
  readonly #open = new Set<{
    readonly whose: Whose;
    readonly send: (line: string) => void;
    readonly cut: () => void;
  }>();
  /** What was asked of it, as `container?query`. */
  readonly asked: string[] = [];
  #server: https.Server | undefined;
  #clock = Date.now();

  /** Starts one that serves the sandbox's node from then on. */
  static async serve(bench: Bench): Promise<Kubelet> {
    const kubelet = new Kubelet();
    const authority = await createAuthority();
    const server = https.createServer(await authority.server(), (request, response) => {
      const url = new URL(request.url!, "https://kubelet");
      const [, , namespace = "", pod = "", container = ""] = url.pathname.split("/");
      kubelet.asked.push(`${container}?${url.searchParams}`);
      kubelet.#answer(
        { namespace, pod, container, previous: url.searchParams.get("previous") === "true" },
        url,
        response,
      );
    });
    kubelet.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port: Port } = server.address() as AddressInfo;
    const status = {
      addresses: [{ type: "Hostname", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port } },
    };
    const patch = JSON.stringify({ status });
    await bench.kubectl(["patch", "node", "sandbox", "--subresource=status", "-p", patch]);
    return kubelet;
  }

  /** A container has written these lines, and those who follow it see them. */
  says(whose: Whose, ...texts: readonly string[]): void {
    const same = this.#logs.find((l) => JSON.stringify(l.whose) === JSON.stringify(whose));
    const log = same ?? { whose, lines: [] };
    if (same === undefined) this.#logs.push(log);
    for (const text of texts) {
      this.#clock += 1000;
      const line = { time: new Date(this.#clock).toISOString().replace("Z", "000000Z"), text };
      log.lines.push(line);
      for (const open of this.#open) if (isOf(whose, open.whose)) open.send(`${line.time} ${text}\n`);
    }
  }

  /** How many follow logs now. */
  get following(): number {
    return this.#open.size;
  }

  /** Cuts every connection that follows a log. */
  cut(): void {
    for (const open of this.#open) open.cut();
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #answer(whose: Whose, { searchParams }: URL, response: import("node:http").ServerResponse): void {
    const log = this.#logs.find((l) => isOf(l.whose, whose));
    if (log === undefined) {
      const what = whose.previous === true ? "previous terminated container" : "container";
      response.writeHead(400).end(`${what} "${whose.container}" in pod "${whose.pod}" is waiting to start`);
      return;
    }
    const since = searchParams.get("sinceTime");
    const all = log.lines.filter((l) => since === null || l.time >= since);
    const tail = Number(searchParams.get("tailLines") ?? all.length);
    const lines = all.slice(Math.max(0, all.length - tail));
    response.writeHead(200);
    const hasTimes = searchParams.get("timestamps") === "true";
    for (const { time, text } of lines) response.write(hasTimes ? `${time} ${text}\n` : `${text}\n`);
    if (searchParams.get("follow") !== "true") {
      response.end();
      return;
    }
    const open = {
      whose,
      send: (line: string) => void response.write(line),
      cut: () => {
        this.#open.delete(open);
        response.destroy();
      },
    };
    this.#open.add(open);
    response.on("close", () => this.#open.delete(open));
  }
}

function isOf(rule: Whose, asked: Whose): boolean {
  return (
    rule.namespace === asked.namespace &&
    asked.pod.startsWith(rule.pod) &&
    rule.container === asked.container &&
    (rule.previous === true) === (asked.previous === true)
  );
}
