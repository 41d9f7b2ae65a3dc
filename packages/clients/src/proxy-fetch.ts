import { Agent, fetch, Pool, ProxyAgent } from "undici";
import type { Environment } from "./kubeconfig-files.ts";
import { proxyFor } from "./proxy.ts";

/**
 * A `fetch` that goes where the environment's proxies say, for each server on the way that a redirection goes: HTTP,
 * HTTPS and SOCKS5 proxies, with a name and a password in their address or without.
 */
export function fetchThroughProxies(env: Environment): typeof globalThis.fetch {
  const dispatcher = new Agent({
    factory: (origin, options) => {
      const proxy = proxyFor(String(origin), "", env);
      return proxy === undefined ? new Pool(origin, options) : new ProxyAgent(proxy);
    },
  });
  // The same function as Node's own, whose types come from another version of it.
  const throughProxies = (url: URL, init: object) => fetch(url, { ...init, dispatcher });
  return throughProxies as unknown as typeof globalThis.fetch;
}
