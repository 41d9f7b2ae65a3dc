import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { atOnce } from "./at-once.ts";
import { type Leases, type Presence, presenceOf, readLeases } from "./controllers.ts";
import type { Session } from "./session.ts";

/** `--server-side` as it was given, or not. */
export type ServerSide = "auto" | "true" | "false";

/** Who carries an apply out: the controllers in the cluster, or this program. `why` is said behind it, for a person. */
export interface Door {
  readonly by: "cluster" | "client";
  readonly why: string;
}

/** Asks early for what the choice hangs on; a failure is kept until somebody asks. Nothing is asked where a flag says it. */
export function askForDoor({ cluster }: Session, serverSide: ServerSide): Promise<Leases> {
  const leases = serverSide === "auto" ? readLeases(cluster) : Promise.resolve([]);
  leases.catch(() => undefined);
  return leases;
}

/**
 * Chooses the door for objects in these namespaces, which name these shards ("": none). Throws a CliError where it
 * cannot be chosen for a person.
 */
export async function chooseDoor(
  host: Pick<Host, "signal">,
  { cluster, clock }: Session,
  serverSide: ServerSide,
  asked: Promise<Leases>,
  { namespaces, shards }: { readonly namespaces: readonly string[]; readonly shards: readonly string[] },
): Promise<Door> {
  if (serverSide === "true") return { by: "cluster", why: "as --server-side says" };
  if (serverSide === "false") return { by: "client", why: "as --server-side=false says" };
  const ports = { cluster, clock, signal: host.signal };
  const unsharded = await presenceOf(await asked, namespaces, ports);
  const named = await atOnce(
    shards.filter((s) => s !== ""),
    async (shard) => [shard, await presenceOf(await readLeases(cluster, shard), namespaces, ports)] as const,
  );
  return doorOfShards(new Map([["", unsharded], ...named]), shards);
}

/** The door for objects that name these shards: where any controllers run, all is handed over, and waits for its own. */
export function doorOfShards(presences: ReadonlyMap<string, Presence>, shards: readonly string[]): Door {
  const needed = shards.map((shard) => ({ shard, presence: presences.get(shard) ?? { is: "absent" as const } }));
  const missing = needed.filter(({ presence }) => presence.is !== "running");
  const first = missing[0];
  if (first === undefined) return doorFor({ is: "running", lease: "" });
  const isAnyRunning = [...presences.values()].some(({ is }) => is === "running");
  if (!isAnyRunning || first.presence.is === "divided") return doorFor(first.presence);
  const names = missing.map(({ shard }) => (shard === "" ? "objects without a shard" : `the shard "${shard}"`));
  return { by: "cluster", why: `no controllers run for ${names.join(", ")}: what is theirs waits until some do` };
}

/** The door that a presence of controllers means. Throws a CliError where a person has to say. */
export function doorFor(presence: Presence): Door {
  switch (presence.is) {
    case "running":
      return { by: "cluster", why: "the controllers carry it out" };
    case "absent":
      return { by: "client", why: "no controllers in this cluster" };
    case "elsewhere":
      return { by: "client", why: `the controllers look after ${presence.watched.join(", ")} only` };
    case "hidden":
      return { by: "client", why: "whether controllers run may not be seen" };
    case "divided":
      throw new CliError(
        EXIT.no,
        `the controllers look after ${presence.watched.join(", ")} and not after the other namespaces of these files`,
        "apply the files of one kind of namespace at a time, or say who carries it out with --server-side or --server-side=false",
      );
    case "silent":
      throw new CliError(
        EXIT.unreachable,
        `the controllers have not been heard of since ${presence.since.slice(0, 19)}Z (Lease ${presence.lease})`,
        `start them again; --server-side hands the objects over all the same, --server-side=false applies from here\nif they are gone for good: kubectl delete lease ${presence.lease.split("/")[1]} -n ${presence.lease.split("/")[0]}`,
      );
  }
}
