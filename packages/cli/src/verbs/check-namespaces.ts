import { ClusterError } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Universe } from "../input/universe.ts";
import type { ApplyFlags } from "./apply.ts";
import { homesOf } from "./homes.ts";

/**
 * Sees to it that the namespaces of the files are there: makes them where the flags say so, else throws a CliError.
 * Whoever may not look at namespaces may still apply into one.
 */
export async function checkNamespaces(
  { cluster, namespace }: Session,
  universe: Universe,
  flags: ApplyFlags,
): Promise<void> {
  await atOnce(homesOf(universe, namespace), async (name) => {
    const key = { apiVersion: "v1", kind: "Namespace", name };
    const found = await cluster.get(key).catch((error: unknown) => {
      if (error instanceof ClusterError && error.code === "Forbidden") return null;
      throw error;
    });
    if (found !== undefined) return;
    if (flags.createNamespace !== true || flags.dryRun === "client")
      throw new CliError(
        EXIT.no,
        `the namespace "${name}" does not exist`,
        "make it with kubectl create namespace, or give --create-namespace",
      );
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  });
}
