import { createServer } from "node:net";

/** Ports on loopback that nobody listens on right now, all different. Another program may still be quicker. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held until the last one is known: a port that was let go may be given again.
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((s) => (s.address() as { port: number }).port);
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

/** One of them. */
export async function freePort(): Promise<number> {
  return (await freePorts(1))[0]!;
}
