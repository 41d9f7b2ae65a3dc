import http from "node:http";
import https from "node:https";
import { createInterface } from "node:readline";

/** How to reach the sandbox's API server. */
export interface ApiAccess {
  readonly server: string;
  readonly token: string;
  /** Certificate, in PEM, that the server's must be signed by. */
  readonly ca?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

const ANSWER_WITHIN_MS = 5000;

/** One call to the API server, whatever it answers. Rejects when it cannot be reached. */
export async function request(access: ApiAccess, method: string, path: string, body?: object): Promise<ApiAnswer> {
  const response = await send(access, method, path, body);
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode ?? 0, text };
}

export interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

/**
 * Everything at `path`, first as it is and then as it changes, until the server ends the connection. Rejects when it
 * refuses or cannot be reached.
 */
export async function* watch<T>(access: ApiAccess, path: string): AsyncGenerator<WatchEvent<T>> {
  const response = await send(access, "GET", `${path}${path.includes("?") ? "&" : "?"}watch=1`);
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`watching ${path} answers ${response.statusCode}`);
  }
  // A watch is silent for minutes and no less alive.
  response.socket.setTimeout(0);
  for await (const line of createInterface({ input: response })) yield JSON.parse(line) as WatchEvent<T>;
}

function send(access: ApiAccess, method: string, path: string, body?: object): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (access.server.startsWith("https:") ? https : http).request(
      access.server + path,
      {
        method,
        ...(access.ca === undefined ? {} : { ca: access.ca }),
        timeout: ANSWER_WITHIN_MS,
        headers: { authorization: `Bearer ${access.token}`, "content-type": "application/json" },
      },
      resolve,
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${ANSWER_WITHIN_MS / 1000}s`)));
    outgoing.on("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
