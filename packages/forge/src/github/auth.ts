import { createAppAuth } from "@octokit/auth-app";
import { request } from "@octokit/request";
import type { AuthHook } from "./api.ts";

/** A GitHub App as it is installed in one organisation. */
export interface AppCredentials {
  readonly appId: number;
  readonly installationId: number;
  readonly privateKey: string;
}

export interface AppAuthOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** How long a question for a token may take. */
  readonly timeoutMs?: number;
}

/** Sends a token with each request. It is read anew each time: whoever renews it need not restart us. */
export function tokenAuth(readToken: () => Promise<string>): AuthHook {
  const hook = async (send: (endpoint: object) => Promise<unknown>, options: { readonly headers?: object }) => {
    const authorization = `Bearer ${await readToken()}`;
    return await send({ ...options, headers: { ...options.headers, authorization } });
  };
  return hook as unknown as AuthHook;
}

/**
 * Sends the token of an installation, which lasts an hour and is renewed in time; and at once where it is refused before
 * that: it ends when somebody suspends the installation, or changes what that may do.
 */
export function appAuth(app: AppCredentials, { baseUrl, fetch, timeoutMs = 30_000 }: AppAuthOptions): AuthHook {
  const inTime: typeof fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const send = request.defaults({ baseUrl, request: { fetch: inTime } });
  const auth = createAppAuth({ ...app, request: send, log: SILENT });
  const hook = async (...[send, ...options]: Parameters<typeof auth.hook>) => {
    // Asked for by itself, so that it has a time of its own: the request that waits for it gives it none.
    const { token } = await auth({ type: "installation" });
    try {
      return await auth.hook(send, ...options);
    } catch (error) {
      if ((error as { readonly status?: number }).status !== 401) throw error;
      // Another request may have had the same, and have renewed it.
      const isRenewed = (await auth({ type: "installation" })).token !== token;
      if (!isRenewed) await auth({ type: "installation", refresh: true });
      return await auth.hook(send, ...options);
    }
  };
  return hook as AuthHook;
}

/** What goes wrong is thrown, and told by us. */
const SILENT = { warn: () => undefined };
