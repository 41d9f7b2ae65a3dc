import { createAppAuth } from "@octokit/auth-app";
import { request } from "@octokit/request";
import type { AuthHook } from "./api.ts";

/** A GitHub App as it is installed in one organisation. */
export interface AppCredentials {
  readonly appId: number;
  readonly installationId: number;
  readonly privateKey: string;
}

/** Sends a token with each request. It is read anew each time: whoever renews it need not restart us. */
export function tokenAuth(readToken: () => Promise<string>): AuthHook {
  const hook = async (send: (endpoint: object) => Promise<unknown>, options: { readonly headers?: object }) => {
    const authorization = `Bearer ${await readToken()}`;
    return await send({ ...options, headers: { ...options.headers, authorization } });
  };
  return hook as unknown as AuthHook;
}

/** Sends the token of an installation, which lasts an hour and is renewed in time. */
export function appAuth(
  app: AppCredentials,
  options: { readonly baseUrl: string; readonly fetch: typeof fetch },
): AuthHook {
  const send = request.defaults({ baseUrl: options.baseUrl, request: { fetch: options.fetch } });
  return createAppAuth({ ...app, request: send }).hook as AuthHook;
}
