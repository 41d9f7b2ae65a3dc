import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { Log } from "@upstart/controller/runtime/log";
import { type Clock, ClusterError, parseDuration } from "@upstart/engine";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { completed, decided, undecided } from "../admission/answer.ts";
import { isReview, type ReviewRequest, readReview } from "../admission/review.ts";
import type { Metrics, WebhookName } from "../metrics.ts";
import { mutate } from "../mutate/mutate.ts";
import type { Directory } from "../peers/peers.ts";
import { type IsAllowed, refusedRights } from "../validate/refused-rights.ts";
import { type Judgement, validate } from "../validate/validate.ts";
import { BodyRoom } from "./body-room.ts";
import type { TurnedAway } from "./callers.ts";
import { beforeDeadline, checkDeadline, Late } from "./deadline.ts";
import { isDeeperThan } from "./depth.ts";
import { SMALL, Turns } from "./turns.ts";

/** What the paths need of the rest of the program. */
export interface AppPorts {
  readonly peers: Directory;
  /** Why nothing can be decided yet; undefined where it can. */
  readonly notReady: () => string | undefined;
  /** Whether connections are to be given up after an answer. */
  readonly isDraining: () => boolean;
  /** Why a caller gets no answer to a review; absent: everybody gets one. */
  readonly turnsAway?: (socket: TLSSocket) => TurnedAway | undefined;
  /** Throws ClusterError. */
  readonly isAllowed: IsAllowed;
  readonly health: (request: Request, response: Response) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Two objects of 3 MiB, and room: the API server sends no more. */
const MAX_BODY = 7 * 1024 * 1024;
/** Values may nest 32 deep. Nothing here, and nothing that it uses, has to be afraid of its stack so. */
const MAX_DEPTH = 1000;
const WAITED = "the API server did not answer";
/** The API server's own time where it says none. */
const TIMEOUT_MS = 10_000;

/** The paths `/validate` and `/mutate`, and those of health. Listens nowhere. */
export function createApp(ports: AppPorts): Express {
  const app = express();
  const room = new BodyRoom();
  const turns = new Turns(ports.clock);
  app.disable("x-powered-by").disable("etag");
  app.use((_, response, next) => {
    if (ports.isDraining()) response.setHeader("connection", "close");
    next();
  });
  app.get(["/livez", "/readyz", "/metrics"], ports.health);
  for (const webhook of ["validate", "mutate"] as const) {
    app.post(
      `/${webhook}`,
      begun(ports, webhook, turns),
      fromCallers(ports),
      whenThereIsRoom(ports, room),
      express.raw({ type: isJson, limit: MAX_BODY, inflate: false }),
      (rq, rs) => answer(ports, webhook, turns, rq, rs),
    );
  }
  app.use(
    (_, response) =>
      void refuse(response, 404, "there are POST /validate and /mutate, GET /livez, /readyz and /metrics"),
  );
  app.use(faults(ports));
  return app;
}

/** Counts a call from its first byte, or from when that can have come, to the end of its answer. */
function begun({ clock, metrics }: AppPorts, webhook: WebhookName, turns: Turns) {
  return (_: Request, response: Response, next: () => void) => {
    const at = turns.earliestArrival();
    response.locals.begunAt = at;
    const ended = metrics.call(webhook);
    response.once("close", () => ended(response.writableFinished ? response.statusCode : 499, clock.now() - at));
    next();
  };
}

/** Nothing is read of those who may not call: their connection ends with the answer. */
function fromCallers({ turnsAway }: AppPorts) {
  return (request: Request, response: Response, next: () => void) => {
    const turnedAway = turnsAway?.(request.socket as TLSSocket);
    if (turnedAway === undefined) return next();
    response.setHeader("connection", "close");
    refuse(response, turnedAway.code, turnedAway.message);
  };
}

/** A body is read when it may be; until then it stays with the caller, and is refused when its time is over. */
function whenThereIsRoom({ clock }: AppPorts, room: BodyRoom) {
  return async (request: Request, response: Response, next: () => void) => {
    const bytes = Number(request.headers["content-length"] ?? MAX_BODY);
    if (bytes > MAX_BODY) return next(); // refused by its size
    const place = room.enter(bytes);
    if (place === undefined) return next();
    response.once("close", place.left);
    await beforeDeadline(
      clock,
      deadlineOf(request, response.locals.begunAt as number),
      place.entered,
      "there was no room for it",
    );
    next();
  };
}

async function answer(
  ports: AppPorts,
  webhook: WebhookName,
  turns: Turns,
  request: Request,
  response: Response,
): Promise<void> {
  if (!Buffer.isBuffer(request.body)) {
    const isEmpty = request.headers["content-length"] === "0" || request.headers["content-type"] === undefined;
    refuse(response, isEmpty ? 400 : 415, isEmpty ? "the body is empty" : "send application/json");
    return;
  }
  const { body } = request;
  const begunAt = response.locals.begunAt as number;
  const until = deadlineOf(request, begunAt);
  const turn = <T>(work: () => T) =>
    turns.take(body.length, () => {
      checkDeadline(ports.clock, until); // it may have waited long, and nobody may be waiting for it any more
      return work();
    });
  // A usual one is parsed at once: that takes no longer than to wait for it.
  const review = body.length <= SMALL ? parse(body) : await turn(() => parse(body));
  response.locals.uid = review.uid;
  if (!isReview(review)) {
    refuse(response, 400, review.fault);
    return;
  }
  const problem = webhook === "validate" ? ports.notReady() : undefined;
  if (problem !== undefined) refuse(response, 503, `upstart-webhook is not ready: ${problem}`);
  else if (webhook === "mutate") response.json(completed(review, await turn(() => mutate(review))));
  else {
    const judgement = await turn(() => validate(review, ports.peers, () => checkDeadline(ports.clock, until)));
    response.json(await decide(ports, review, judgement, { begunAt, until }));
  }
}

/** The body of the answer, once it is known whether the user has the rights that are needed. */
async function decide(
  { clock, log, metrics, isAllowed }: AppPorts,
  review: ReviewRequest,
  judgement: Judgement,
  { begunAt, until }: { readonly begunAt: number; readonly until: number },
): Promise<object> {
  const isLate = () => clock.now() >= until;
  const refused =
    judgement.needs.length === 0
      ? []
      : await beforeDeadline(clock, until, refusedRights(judgement.needs, review.user, isAllowed, isLate), WAITED);
  const causes = [...judgement.causes, ...refused];
  const codes = causes.map((c) => c.reason);
  metrics.decided(review, codes);
  const { uid, kind, namespace, name, operation, user, dryRun } = review;
  const facts = { uid, kind: kind.kind, namespace, name, operation, user: user.username, dryRun };
  const ms = Math.round((clock.now() - begunAt) * 10) / 10;
  if (codes.length === 0) log.debug("allowed", { ...facts, ms });
  else log.info("refused", { ...facts, codes: [...new Set(codes)], ms });
  return decided(review, { ...judgement, causes });
}

/** When an answer would be too late, with a fifth of the time left for its way. */
function deadlineOf(request: Request, begunAt: number): number {
  const { timeout } = request.query;
  return begunAt + 0.8 * ((typeof timeout === "string" ? parseDuration(timeout) : undefined) ?? TIMEOUT_MS);
}

function parse(body: Buffer): ReturnType<typeof readReview> {
  const text = body.toString("utf8");
  if (isDeeperThan(text, MAX_DEPTH)) return { fault: `the review nests deeper than ${MAX_DEPTH}` };
  try {
    return readReview(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: "the body is not JSON" };
    throw error;
  }
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(?:;|$)/i.test(request.headers["content-type"] ?? "");
}

/** What is our own fault decides nothing: the failurePolicy does. What express refuses by itself is the caller's. */
function faults({ log, metrics }: AppPorts): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const status = (error as { status?: unknown }).status;
    if (error instanceof Late || error instanceof ClusterError) {
      log.warn("cannot decide", { uid: response.locals.uid as unknown, error });
      refuse(response, 503, `upstart-webhook cannot decide: ${error.message}`);
    } else if (typeof status === "number" && status >= 400 && status < 500) {
      refuse(response, status, (error as Error).message);
    } else {
      metrics.panicked();
      log.error("this is a bug in upstart", { uid: response.locals.uid as unknown, error });
      refuse(response, 500, "upstart-webhook failed by a bug of its own; its log says more");
    }
  };
}

function refuse(response: Response, code: number, message: string): void {
  response.status(code).json(undecided(code, message, response.locals.uid as string | undefined));
}
