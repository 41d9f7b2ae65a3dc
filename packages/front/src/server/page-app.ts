import type { IncomingMessage } from "node:http";
import type { Log } from "@upstart/controller/runtime/log";
import { ClusterError, type KubeObject } from "@upstart/engine";
import express, { type Express, type Request, type Response } from "express";
import { hostnameIn } from "../entry/host.ts";
import type { Situation } from "../entry/situation.ts";
import { CONTENT_SECURITY_POLICY, pageOf, WAKE_PATH } from "../page/html.ts";
import { wordsFor } from "../page/words.ts";

/** What is to be shown to whoever has sent a request. */
export interface Shown {
  readonly situation: Situation;
  /** Absent where there is none. */
  readonly environment?: KubeObject;
}

export interface PagePorts {
  readonly shown: (request: IncomingMessage) => Shown;
  readonly wake: (environment: KubeObject) => Promise<void>;
  readonly log: Log;
}

/** Answers for environments that cannot: the page, or the same as JSON; and takes the wish to be woken. Listens nowhere. */
export function createPages(ports: PagePorts): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.post(WAKE_PATH, (request, response) => wake(ports, request, response));
  app.use((request, response) => show(ports.shown(request).situation, request, response));
  return app;
}

function show(situation: Situation, request: Request, response: Response): void {
  const words = wordsFor(situation);
  const hostname = hostnameIn(request.headers.host) ?? "no host";
  response.status(words.status).set({
    "retry-after": String(words.againInSeconds),
    "cache-control": "no-store",
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-robots-tag": "noindex",
    vary: "accept",
  });
  // A body that nobody reads would be taken for the next request.
  if (!request.complete) response.set("connection", "close");
  if (request.accepts(["html", "json"]) === "json") {
    const { title, lead, next } = words;
    response.json({ ...situation, title, lead, ...(next === undefined ? {} : { command: next.parts.join(" ") }) });
  } else response.type("html").send(pageOf(situation, words, hostname));
}

async function wake({ shown, wake, log }: PagePorts, request: Request, response: Response): Promise<void> {
  const { environment, situation } = shown(request);
  if (!isSameOrigin(request)) {
    response.status(403).type("text").send("only the page of the environment itself may wake it\n");
    return;
  }
  if (environment !== undefined && situation.state === "asleep") {
    try {
      await wake(environment);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const { namespace, name } = environment.metadata;
      log.warn("cannot wake an environment", { namespace, name, error });
      response.status(503).set("retry-after", "5").type("text").send("cannot wake it now; go back and try again\n");
      return;
    }
  }
  response.redirect(303, backTo(request));
}

/** Browsers say it of every POST, in one of two ways; who says nothing is no browser with somebody before it. */
function isSameOrigin({ headers }: Request): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === headers.host?.toLowerCase();
}

/** The page that the button was on: a path of this host, whatever else the caller says. */
function backTo({ headers: { referer, host } }: Request): string {
  const from = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined;
  if (from === undefined || from.host !== host?.toLowerCase()) return "/";
  return `${from.pathname.replace(/^[/\\]+/, "/")}${from.search}`;
}
