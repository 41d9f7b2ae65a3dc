import type { Login } from "./docker-logins.ts";

/** What a registry asks for before it answers (`WWW-Authenticate`). */
export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: URL; readonly service?: string; readonly scope?: string };

/** The challenge that can be met, a token before a password; undefined where there is none. */
export function challengeIn(header: string | null): Challenge | undefined {
  const text = header ?? "";
  const [, rest] = /(?:^|,\s*)bearer\s+(.*)/is.exec(text) ?? [];
  const fields = Object.fromEntries(
    [...(rest ?? "").matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)].map(([, key, quoted, bare]) => [
      key!.toLowerCase(),
      quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "",
    ]),
  );
  const { realm = "", service, scope } = fields;
  if (URL.canParse(realm))
    return {
      scheme: "bearer",
      realm: new URL(realm),
      ...(service === undefined ? {} : { service }),
      ...(scope === undefined ? {} : { scope }),
    };
  return /(?:^|,\s*)basic(?:\s|$)/i.test(text) ? { scheme: "basic" } : undefined;
}

/** The request that a token is got by: with the login, or as nobody. */
export function tokenRequest(
  { realm, service, scope }: Extract<Challenge, { scheme: "bearer" }>,
  login: Login | undefined,
  defaultScope: string,
): { readonly url: URL; readonly init: RequestInit } {
  const fields = { ...(service === undefined ? {} : { service }), scope: scope ?? defaultScope };
  if (login !== undefined && "identityToken" in login) {
    const more = { grant_type: "refresh_token", client_id: "upstart", refresh_token: login.identityToken };
    return { url: realm, init: { method: "POST", body: new URLSearchParams({ ...fields, ...more }) } };
  }
  const url = new URL(realm);
  for (const [key, value] of Object.entries(fields)) url.searchParams.set(key, value);
  return { url, init: login === undefined ? {} : { headers: { authorization: basic(login) } } };
}

/** The token of an answer; undefined where it has none. */
export function tokenIn(text: string): string | undefined {
  try {
    const { token, access_token } = (JSON.parse(text) ?? {}) as { token?: unknown; access_token?: unknown };
    return [token, access_token].find((t): t is string => typeof t === "string" && t !== "");
  } catch {
    return undefined; // a page of a proxy, say
  }
}

/** `Authorization` by name and password. */
export function basic({ username, password }: Extract<Login, { username: string }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
