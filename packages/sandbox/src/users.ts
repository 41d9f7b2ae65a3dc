/** A user besides the administrator, to try what somebody with fewer rights sees. */
export interface SandboxUser {
  readonly name: string;
  readonly token: string;
  readonly groups?: readonly string[];
}

/** The API server's file of static tokens: token, name, uid and groups, as CSV. */
export function tokensFile(users: readonly SandboxUser[]): string {
  return users
    .map(({ name, token, groups = [] }) => `${[token, name, name, groups.join(",")].map(quote).join(",")}\n`)
    .join("");
}

function quote(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
