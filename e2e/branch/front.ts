import http from "node:http";
import { listen, shut } from "../local-server.ts";

/** How the URL of an environment answers. */
export interface Front {
  readonly status: number;
  readonly revision?: string;
  readonly location?: string;
}

/** What stands before all environments: each is a folder of one address, and answers as it is told to. */
export class Fronts {
  readonly #server: http.Server;
  readonly #fronts = new Map<string, Front>();
  #port = 0;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      const name = request.url?.split("/")[1] ?? "";
      const { status, revision, location } = this.#fronts.get(name) ?? { status: 404 };
      const headers = {
        ...(revision === undefined ? {} : { "x-revision": revision }),
        ...(location === undefined ? {} : { location }),
      };
      response.writeHead(status, headers).end();
    });
  }

  static async open(): Promise<Fronts> {
    const fronts = new Fronts();
    fronts.#port = await listen(fronts.#server);
    return fronts;
  }

  /** The `url.template` of environments. */
  get template(): string {
    return `http://127.0.0.1:${this.#port}/{name}`;
  }

  set(name: string, front: Front): void {
    this.#fronts.set(name, front);
  }

  close(): void {
    shut(this.#server);
  }
}
