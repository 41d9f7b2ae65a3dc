import { Caller } from "../branch/caller.ts";
import { until } from "../harness.ts";
import { API } from "../kinds.ts";
import type { Cluster } from "./cluster.ts";

const NS = "team-a";
const HOST = "cart.dev.example.com";
const URL_OF = { template: "https://{name}.dev.example.com" };
const metadata = { name: "cart", namespace: NS };

/** What the entry does, as far as it takes rights: what is not done here is a right that nobody needs. */
export async function useFront(cluster: Cluster, port: number): Promise<void> {
  const caller = new Caller(port);
  const shows = (status: number, words: string) =>
    until(`a page with ${words}`, async () => {
      const page = await caller.ask(HOST);
      return page.status === status && page.body.includes(words) ? true : undefined;
    });
  const source = { repository: "acme/shop", ref: "refs/heads/cart" };
  await cluster.apply({
    apiVersion: API,
    kind: "UpstartEnvironment",
    metadata,
    spec: { services: {}, source, url: URL_OF },
  });
  const asleep = { status: { phase: "Sleeping", asleepSince: "2030-01-01T00:00:00Z" } };
  const patch = ["--subresource=status", "--type=merge", "-p", JSON.stringify(asleep)];
  await cluster.run("patch", "uenv", "cart", "-n", NS, ...patch);
  await shows(503, "Wake it up");
  const woken = await caller.ask(HOST, {
    method: "POST",
    path: "/.upstart/wake",
    headers: { "sec-fetch-site": "same-origin" },
  });
  if (woken.status !== 303) throw new Error(`waking is answered ${woken.status}: ${woken.body}`);
  await cluster.run("delete", "uenv", "cart", "-n", NS);
  await shows(410, "Deleted");
  // What the controllers keep says more than who has only seen it go.
  const record = { uid: "1", endedAt: "2100-01-01T00:00:00Z", because: "Expired: x", url: `https://${HOST}` };
  const labels = { "app.kubernetes.io/managed-by": "upstart" };
  await cluster.apply({ apiVersion: API, kind: "EndedEnvironment", metadata: { ...metadata, labels }, record });
  await shows(410, "Its time was over");
}
