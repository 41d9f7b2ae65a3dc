import { constants } from "node:crypto";
import type { RequestListener } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { type Clock, pause } from "@upstart/engine";

/** A certificate with its chain, and its key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface TlsServer {
  readonly port: number;
  /** For connections from now on; those that are open stay. Throws, and changes nothing, where the two do not fit. */
  use(certificate: KeyPair): void;
  /** Whose certificates of callers count for connections from now on; only where `clientAuthorities` was given. Throws as `use` does. */
  trustClients(authorities: string): void;
  /** Takes no new connections; resolves when the last is gone, which it is in the end. */
  close(withinMs: number): Promise<void>;
}

export interface TlsOptions {
  readonly host: string;
  readonly port: number;
  readonly certificate: KeyPair;
  readonly clock: Clock;
  /** Callers are asked for a certificate of these, in PEM; whoever has none gets a connection all the same. */
  readonly clientAuthorities?: string;
}

/** The API server keeps connections for 90 s; whoever ends one first must not be us, or a call is lost. */
const KEEP_ALIVE_MS = 95_000;

/** Serves over TLS 1.2 and 1.3 and HTTP/1.1, which is how API servers call. Rejects where it cannot listen. */
export async function serveTls(app: RequestListener, options: TlsOptions): Promise<TlsServer> {
  const { clock, host, port } = options;
  let { certificate, clientAuthorities } = options;
  const isAsking = clientAuthorities !== undefined;
  const server = https.createServer(
    { ...contextOf(certificate, clientAuthorities), requestCert: isAsking, rejectUnauthorized: false },
    app,
  );
  const serve = (pair: KeyPair, authorities: string | undefined) => {
    const context = contextOf(pair, authorities);
    createSecureContext(context); // throws before anything is changed
    server.setSecureContext(context);
    [certificate, clientAuthorities] = [pair, authorities];
  };
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = 32_000;
  server.requestTimeout = 35_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host === "" ? undefined : host, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    use: (pair) => serve(pair, clientAuthorities),
    trustClients: (authorities) => serve(certificate, authorities),
    close: async (withinMs) => {
      const closed = new AbortController();
      const end = new Promise<void>((resolve) => server.close(() => resolve())).then(() => closed.abort());
      const until = clock.now() + withinMs;
      // A connection that was busy at `close` would be kept for the next call: it is idle for a moment after each.
      while (!closed.signal.aborted && clock.now() < until) {
        // What was just connected has not asked yet.
        await pause(clock, 250, closed.signal);
        server.closeIdleConnections();
      }
      server.closeAllConnections();
      await end;
    },
  };
}

function contextOf(pair: KeyPair, clientAuthorities: string | undefined): SecureContextOptions {
  const own = { ...pair, minVersion: "TLSv1.2" } as const;
  if (clientAuthorities === undefined) return own;
  // Whoever goes on with an earlier connection's session shows no certificate again: so nobody does.
  return { ...own, ca: clientAuthorities, secureOptions: constants.SSL_OP_NO_TICKET };
}
