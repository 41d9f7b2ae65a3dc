import net from "node:net";
import type { ClusterObserver } from "@upstart/clients";

/** What goes between a program and an API server, since it was counted anew. */
export interface Traffic {
  /** Where the same server is reached. */
  readonly server: string;
  /** To be told of calls. */
  readonly observer: ClusterObserver;
  readonly calls: number;
  /** That the server has sent, as they were on the wire. */
  readonly bytes: number;
  reset(): void;
  close(): void;
}

/** Stands before an API server of this machine and passes on what comes, as it is. */
export async function countTraffic(server: string): Promise<Traffic> {
  const { hostname, port, protocol } = new URL(server);
  let [calls, bytes] = [0, 0];
  const sockets = new Set<net.Socket>();
  const front = net.createServer((caller) => {
    const behind = net.connect(Number(port), hostname);
    behind.on("data", (chunk) => {
      bytes += chunk.length;
    });
    for (const [one, other] of [
      [caller, behind],
      [behind, caller],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // Whoever is left of the two has nobody to speak to; what ended how is told to the caller.
      one.on("error", () => other.destroy());
      one.on("close", () => sockets.delete(one) && other.destroy());
    }
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const none = () => undefined;
  return {
    server: `${protocol}//127.0.0.1:${(front.address() as net.AddressInfo).port}`,
    observer: {
      answered: () => {
        calls += 1;
      },
      listed: none,
      watched: none,
      failed: none,
    },
    get calls() {
      return calls;
    },
    get bytes() {
      return bytes;
    },
    reset: () => {
      [calls, bytes] = [0, 0];
    },
    close: () => {
      front.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
