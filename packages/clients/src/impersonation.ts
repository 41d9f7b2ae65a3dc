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
  flags: { readonly as?: string; readonly asGroup?: readonly string[]; readonly asUid?: string },
  user: Entry,
): Impersonation {
  const name = flags.as || textOf(user, "as");
  const groups = flags.asGroup ?? strings(user["as-groups"]);
  const uid = flags.asUid || textOf(user, "as-uid");
  const extra = isEntry(user["as-user-extra"]) ? user["as-user-extra"] : {};
  if (name === "" && (groups.length > 0 || uid !== "" || Object.keys(extra).length > 0))
    throw badKubeconfig("a group, uid or extra to act as needs a user to act as", "add --as USER");
  return {
    ...(name === "" ? {} : { user: name }),
    groups,
    ...(uid === "" ? {} : { uid }),
    extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, strings(values)])),
  };
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
