import type { Environment } from "./kubeconfig-files.ts";

/**
 * The proxy on the way to a server: the cluster's own `proxy-url`, else the one of HTTPS_PROXY or HTTP_PROXY unless
 * NO_PROXY leaves the host out. This machine itself is never asked through the environment's proxy.
 */
export function proxyFor(server: string, proxyUrl: string, env: Environment): string | undefined {
  if (proxyUrl !== "") return proxyUrl;
  const { protocol, hostname, port } = new URL(server);
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy || isLocal(hostname)) return undefined;
  const excluded = (env.NO_PROXY || env.no_proxy || "").split(",").map((rule) => rule.trim().toLowerCase());
  if (excluded.some((rule) => matches(rule, hostname, port))) return undefined;
  return /^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`;
}

function isLocal(host: string): boolean {
  return host === "localhost" || host.startsWith("127.") || host === "[::1]";
}

/** `*`, a host, a domain with all below it, an address, or a range of IPv4 addresses. */
function matches(rule: string, host: string, port: string): boolean {
  if (rule === "") return false;
  if (rule === "*" || rule === host || rule === `${host}:${port}`) return true;
  if (rule.includes("/")) return isInRange(rule, host);
  const domain = rule.replace(/^\*?\./, "");
  return host.endsWith(`.${domain}`);
}

function isInRange(range: string, host: string): boolean {
  const [base = "", bits = ""] = range.split("/");
  const [network, address] = [ipv4(base), ipv4(host)];
  if (network === undefined || address === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(network / size) === Math.floor(address / size);
}

function ipv4(text: string): number | undefined {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((p) => !Number.isInteger(p) || p < 0 || p > 255)) return undefined;
  return parts.reduce((sum, p) => sum * 256 + p, 0);
}
