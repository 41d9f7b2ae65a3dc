import type { IncomingMessage } from "node:http";
import type { Log } from "@upstart/controller/runtime/log";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { LRUCache } from "lru-cache";
import type { Hint } from "../forge/hint.ts";
import type { DeliveryOutcome, ForgeMetrics } from "../metrics.ts";
import type { DeliveryReader, Headers } from "./delivery.ts";

/** What the path needs of the rest of the program. */
export interface HookPorts {
  readonly reader: DeliveryReader;
  /** Read for each delivery, so that they can be changed. Rejects where they cannot be read. */
  readonly secrets: () => Promise<readonly string[]>;
  /** Whether hints are of use here: this process leads, and has begun. */
  readonly isTaking: () => boolean;
  /** Remembers what was hinted at, and returns at once. */
  readonly take: (hint: Hint) => void;
  readonly log: Log;
  readonly metrics: Pick<ForgeMetrics, "delivery">;
}

/** Forges send up to 25 MB; what is larger than this is refused, and the next sweep sees what it was about. */
const MAX_BODY = 5 * 1024 * 1024;
/** Of so many deliveries it is known that they came already. */
const MAX_SEEN = 10_000;

/**
 * Takes deliveries: those that are signed, each once, and answers before anything is done about them. They only say
 * where to look. Listens nowhere.
 */
export function createHooks(ports: HookPorts): Express {
  const seen = new LRUCache<string, true>({ max: MAX_SEEN });
  const app = express();
  app.disable("x-powered-by").disable("etag");
  const body = express.raw({ type: isJson, limit: MAX_BODY, inflate: false });
  app.post(ports.reader.path, body, (request, response) => receive(ports, seen, request, response));
  app.use((_, response) => void answer(response, 404, `there is POST ${ports.reader.path}`));
  app.use(faults(ports));
  return app;
}

async function receive(
  ports: HookPorts,
  seen: LRUCache<string, true>,
  request: Request,
  response: Response,
): Promise<void> {
  const { reader, log, metrics } = ports;
  const headers = request.headers as Headers;
  const end = (code: number, message: string, outcome: DeliveryOutcome, event = "other") => {
    metrics.delivery(event, outcome);
    answer(response, code, message);
  };
  const { body } = request as { body?: unknown };
  if (!Buffer.isBuffer(body))
    return end(415, "send application/json: choose that content type in the webhook", "refused");
  if (!reader.isGenuine(headers, body, await ports.secrets())) {
    log.warn("a delivery was not signed with a secret of ours", { from: request.socket.remoteAddress });
    return end(401, "the signature is missing or wrong", "unsigned");
  }
  const payload = parse(body);
  const delivery = payload === undefined ? undefined : reader.read(headers, payload.value);
  if (delivery === undefined) return end(400, "the body is not JSON, or headers are missing", "refused");
  const { id, event, hints } = delivery;
  // Somebody may send it again on purpose, once there is somebody who takes it.
  if (!ports.isTaking())
    return end(503, "not leading, or not begun; the next sweep sees what this is about", "refused", event);
  if (seen.has(id)) return end(202, "came already", "repeated", event);
  seen.set(id, true);
  for (const hint of hints) ports.take(hint);
  log.debug("delivery", { event, delivery: id, hints: hints.length });
  return end(202, "taken", hints.length === 0 ? "ignored" : "taken", event);
}

function parse(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString("utf8")) };
  } catch {
    return undefined; // the sender is told
  }
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? "");
}

function faults({ log, metrics }: HookPorts): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    metrics.delivery("other", "refused");
    const status = (error as { status?: unknown }).status;
    if (typeof status === "number" && status >= 400 && status < 500) {
      answer(response, status, status === 413 ? `larger than ${MAX_BODY} bytes` : "the request cannot be read");
      return;
    }
    log.error("cannot take a delivery", { error });
    answer(response, 500, "failed; the log of upstart-forge says more");
  };
}

function answer(response: Response, code: number, message: string): void {
  if (response.headersSent) response.destroy();
  else response.status(code).json({ message });
}
