import type { KubeFlags } from "./kubeconfig.ts";
import { badKubeconfig, type Entry, isEntry, textOf } from "./kubeconfig-files.ts";

/** As whom the server shall treat us. */
export interface Impersonation {
  readonly user?: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Of the flags, else of the kubeconfig's user. Throws ClusterError `BadKubeconfig` for groups without a user. */
export function impersonationOf(
  flags: Pick<KubeFlags, "as" | "asGroup" | "asUid" | "asUserExtra">,
  user: Entry,
): Impersonation {
  const name = flags.as || textOf(user, "as");
  const groups = flags.asGroup ?? strings(user["as-groups"]);
  const uid = flags.asUid || textOf(user, "as-uid");
  const extra = flags.asUserExtra === undefined ? extraOf(user["as-user-extra"]) : extraOfFlags(flags.asUserExtra);
  if (name === "" && (groups.length > 0 || uid !== "" || Object.keys(extra).length > 0))
    throw badKubeconfig("a group, uid or extra to act as needs a user to act as", "add --as USER");
  return {
    ...(name === "" ? {} : { user: name }),
    groups,
    ...(uid === "" ? {} : { uid }),
    extra,
  };
}

function extraOf(entry: unknown): Record<string, string[]> {
  const extra = isEntry(entry) ? entry : {};
  return Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, strings(values)]));
}

function extraOfFlags(flags: readonly string[]): Record<string, string[]> {
  const pairs = flags.map((flag): [string, string] => {
    const at = flag.indexOf("=");
    if (at < 1) throw badKubeconfig(`--as-user-extra ${flag} is not KEY=VALUE`, "say it once for each value of a key");
    return [flag.slice(0, at), flag.slice(at + 1)];
  });
  const byKey = Map.groupBy(pairs, ([key]) => key);
  return Object.fromEntries([...byKey].map(([key, values]) => [key, values.map(([, value]) => value)]));
}

/** The headers that ask for it. */
export function impersonationHeaders({ user, groups, uid, extra }: Impersonation): Record<string, string | string[]> {
  if (user === undefined) return {};
  const extras = Object.entries(extra).map(([key, values]): [string, string[]] => [
    `Impersonate-Extra-${escaped(key)}`,
    [...values],
  ]);
  return {
    "Impersonate-User": user,
    ...(groups.length === 0 ? {} : { "Impersonate-Group": [...groups] }),
    ...(uid === undefined ? {} : { "Impersonate-Uid": uid }),
    ...Object.fromEntries(extras),
  };
}

/** encodeURIComponent leaves parentheses, which the name of a header may not have. */
function escaped(key: string): string {
  return encodeURIComponent(key).replaceAll("(", "%28").replaceAll(")", "%29");
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
}
