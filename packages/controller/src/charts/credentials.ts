import type { KubeObject } from "@upstart/engine";

/** What a chart repository or registry wants to see, and how it is trusted. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  /** Docker's way of keeping logins: by registry. */
  readonly auths?: Readonly<Record<string, object>>;
  /** PEM. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Names of keys: ours, and those of the types `kubernetes.io/basic-auth`, `tls` and `dockerconfigjson`. */
const KEYS = {
  username: ["username"],
  password: ["password"],
  ca: ["ca.crt", "ca"],
  cert: ["tls.crt", "cert"],
  key: ["tls.key", "key"],
} as const;
const DOCKER = ".dockerconfigjson";

/** Reads a Secret; what is wrong with it is returned as text, which quotes nothing of it. */
export function credentialsOf(secret: KubeObject): Credentials | { readonly problem: string } {
  const data = (secret.data ?? {}) as Readonly<Record<string, string>>;
  const text = (names: readonly string[]) => names.map((n) => data[n]).find((v) => v !== undefined);
  const found = Object.entries(KEYS).flatMap(([field, names]) => {
    const value = text(names);
    return value === undefined ? [] : [[field, Buffer.from(value, "base64").toString("utf8")] as const];
  });
  const auths = data[DOCKER] === undefined ? undefined : authsIn(data[DOCKER]);
  if (auths === "unreadable") return { problem: `its key ${DOCKER} is not what docker login writes` };
  const credentials: Credentials = { ...Object.fromEntries(found), ...(auths === undefined ? {} : { auths }) };
  const problem = problemOf(credentials);
  return problem === undefined ? credentials : { problem };
}

/** Everything that must be told nobody. */
export function secretsIn({ username, password, auths, key }: Credentials): string[] {
  const logins = Object.values(auths ?? {}).flatMap((entry) => Object.values(entry));
  const basic = Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64");
  return [password, password === undefined ? undefined : basic, key, ...logins].filter(
    (text): text is string => typeof text === "string" && text !== "",
  );
}

function authsIn(base64: string): Readonly<Record<string, object>> | "unreadable" {
  try {
    const config = JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as { auths?: unknown } | null;
    const { auths } = config ?? {};
    return typeof auths === "object" && auths !== null ? (auths as Record<string, object>) : "unreadable";
  } catch {
    return "unreadable"; // without the parser's words, which quote the text
  }
}

function problemOf({ username, password, auths, ca, cert, key }: Credentials): string | undefined {
  if ((username === undefined) !== (password === undefined)) return "it has only one of username and password";
  if ((cert === undefined) !== (key === undefined)) return "it has only one of tls.crt and tls.key";
  const isEmpty = [username, auths, ca, cert].every((part) => part === undefined);
  return isEmpty
    ? `it has neither username and password, nor ${DOCKER}, nor ca.crt, nor tls.crt and tls.key`
    : undefined;
}
