import type { Host } from "../host.ts";
import { git } from "./git.ts";

/** The names that whoever calls goes by, the best first: environments are theirs by any of them. */
export async function ownNames(host: Pick<Host, "cwd" | "env">): Promise<readonly string[]> {
  const { UPSTART_OWNER, GITHUB_ACTOR, USER } = host.env;
  const names = [
    UPSTART_OWNER,
    GITHUB_ACTOR,
    await git(host, "config", "github.user"),
    await git(host, "config", "user.email"),
    USER,
  ];
  return [...new Set(names.filter((name) => name !== undefined && name !== ""))] as string[];
}
