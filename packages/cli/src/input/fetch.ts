type Environment = Readonly<Record<string, string | undefined>>;

/** How a server is reached. */
export interface Way {
  readonly fetch: typeof fetch;
  /** The proxy that is asked, without what is secret in its address. */
  readonly proxy?: string;
}

/** Node's own `fetch`, unless the environment names proxies: what knows the way through them is loaded for them alone. */
export async function wayTo(url: string, env: Environment): Promise<Way> {
  if (!Object.keys(env).some((name) => /^https?_proxy$/i.test(name))) return { fetch };
  const [{ proxyFor }, { fetchThroughProxies }] = await Promise.all([
    import("@upstart/clients"),
    import("@upstart/clients/proxy-fetch"),
  ]);
  const proxy = proxyFor(url, "", env);
  return { fetch: fetchThroughProxies(env), ...(proxy === undefined ? {} : { proxy: withoutPassword(proxy) }) };
}

/** `https://me:secret@host/` is shown without what is secret in it. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/i, "$1");
}
