import type { TLSSocket } from "node:tls";

/** Why somebody is not answered. */
export interface TurnedAway {
  readonly code: 401 | 403;
  readonly message: string;
}

/**
 * Who may call, by the certificate that the connection was made with: one that a trusted authority signed, of one of
 * these common names where any are given. Undefined: this one may.
 */
export function callerCheck(names: readonly string[]): (socket: TLSSocket) => TurnedAway | undefined {
  return (socket) => {
    // A session that is gone on with counts as authorized for Node, whoever began it: so there must be a certificate, too.
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined || !socket.authorized)
      return { code: 401, message: "callers must show a certificate that an authority of --client-ca-file has signed" };
    const name = commonName(certificate.subject);
    if (names.length === 0 || names.includes(name)) return undefined;
    return { code: 403, message: `${JSON.stringify(name)} is not a --client-name` };
  };
}

/** `CN` of a subject, which has a line for each of its parts; empty where there is none, or several. */
function commonName(subject: string): string {
  const found = subject.split("\n").filter((line) => line.startsWith("CN="));
  return found.length === 1 ? found[0]!.slice(3) : "";
}
