import { openSession, type Session } from "../cluster/session.ts";
import type { ClusterFlags } from "../flags.ts";
import type { Host } from "../host.ts";

/** Runs a verb on a cluster, and lets go of the cluster however it ends. */
export async function withSession<R>(
  host: Host,
  flags: ClusterFlags,
  run: (session: Session) => Promise<R>,
): Promise<R> {
  const session = openSession(host, flags);
  try {
    return await run(session);
  } finally {
    session.close();
  }
}
