import http from "node:http";
import type { Duplex } from "node:stream";

export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** Asks the one entry as a browser would whose DNS leads every name there. */
export class Caller {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  async ask(host: string, options: http.RequestOptions & { readonly body?: string } = {}): Promise<Answered> {
    const response = await this.open(host, options);
    let body = "";
    for await (const chunk of response) body += String(chunk);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  }

  /** The answer, before its body has come. */
  open(host: string, { body, headers, ...more }: http.RequestOptions & { readonly body?: string } = {}) {
    return new Promise<http.IncomingMessage & { readonly send: (text: string) => void }>((resolve, reject) => {
      const request = http.request({ port: this.#port, host: "127.0.0.1", ...more, headers: { ...headers, host } });
      const send = (text: string) => void request.end(text);
      request.on("response", (response) => resolve(Object.assign(response, { send }))).on("error", reject);
      if (more.method === "PATCH") request.flushHeaders();
      else request.end(body);
    });
  }

  /** A websocket, past its handshake; rejects where there is none. */
  websocket(host: string): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const headers = { host, connection: "Upgrade", upgrade: "websocket", "x-forwarded-for": "1.2.3.4" };
      const request = http.request({ port: this.#port, host: "127.0.0.1", headers });
      request.on("upgrade", (_, socket) => resolve(socket)).on("error", reject);
      request.on("response", (response) => reject(new Error(`answered ${response.statusCode}`)));
      request.end();
    });
  }
}
