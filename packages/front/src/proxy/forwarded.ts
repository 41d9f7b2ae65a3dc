import type { IncomingHttpHeaders } from "node:http";

/** Of one connection only, besides those that `Connection` names. What a body is framed by stays. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"];
/** What only whoever stands in front may say. Many programs take an underscore for a hyphen. */
const OURS = /^(?:x-forwarded-.*|forwarded|x-real-ip|x-upstart-.*)$/;

/** From where a request came. */
export interface Hop {
  /** The address at the other end of the connection. */
  readonly peer: string;
  /** That is the load balancer: what it says of who asked counts. */
  readonly isTrusted: boolean;
  /** The URL of the environment, by which people reach it. */
  readonly url: URL;
  /** `namespace/name` */
  readonly environment: string;
}

/**
 * The headers that go on to the Service. Of what callers say of who they are and where they came in, nothing is believed
 * but the chain of addresses of a load balancer that is trusted.
 */
export function forwardedHeaders(headers: IncomingHttpHeaders, hop: Hop, isUpgrade: boolean): IncomingHttpHeaders {
  const named = (headers.connection ?? "").split(",").map((token) => token.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named.filter((name) => !KEPT.has(name))]);
  const kept = Object.entries(headers).filter(([name]) => !dropped.has(name) && !OURS.test(name.replaceAll("_", "-")));
  const before = hop.isTrusted ? headers["x-forwarded-for"] : undefined;
  const { protocol, host, port } = hop.url;
  const scheme = protocol.slice(0, -1);
  return {
    ...Object.fromEntries(kept),
    ...(isUpgrade ? { connection: "Upgrade", upgrade: "websocket" } : {}),
    "x-forwarded-for": before === undefined ? hop.peer : `${String(before)}, ${hop.peer}`,
    "x-forwarded-proto": scheme,
    "x-forwarded-host": host,
    "x-forwarded-port": port === "" ? (scheme === "https" ? "443" : "80") : port,
    "x-upstart-environment": hop.environment,
  };
}

/** Whoever names these in `Connection` wants the next server to read the request otherwise than we do. */
const KEPT: ReadonlySet<string> = new Set(["host", "content-length", "transfer-encoding", "authorization", "cookie"]);
