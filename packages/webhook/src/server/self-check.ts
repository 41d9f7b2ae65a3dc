import { isIP } from "node:net";
import { connect } from "node:tls";

/** A server of this program, and how others are to trust it. */
export interface SelfCheck {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** Absent: it is not known here what is trusted. */
  readonly caBundle?: string;
}

/** Why a caller could not reach or trust the server; undefined where one could. Takes a real connection. */
export function dial({ host, port, name, caBundle }: SelfCheck): Promise<string | undefined> {
  const own = host === "" || host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return new Promise((resolve) => {
    const socket = connect({
      host: own,
      port,
      timeout: 5000,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(caBundle === undefined ? { rejectUnauthorized: false } : { ca: caBundle }),
      // It is another name by which callers know it.
      ...(caBundle === undefined || own === name ? {} : { checkServerIdentity: () => undefined }),
    });
    socket.once("timeout", () => socket.destroy(new Error("no answer within 5 s")));
    socket.once("secureConnect", () => {
      socket.end();
      resolve(undefined);
    });
    socket.once("error", (error) => resolve(`cannot be called: ${error.message}`));
  });
}
