import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { PROBE_AGENT } from "@upstart/clients/url-probe";
import type { Log } from "@upstart/controller/runtime/log";
import type { KubeObject } from "@upstart/engine";
import type { Directory } from "../entry/directory.ts";
import { hostnameIn, urlIn } from "../entry/host.ts";
import { situationAfter, situationOf } from "../entry/situation.ts";
import { addressOf, targetOf } from "../entry/target.ts";
import type { Metrics } from "../metrics.ts";
import type { Hop } from "../proxy/forwarded.ts";
import type { Outcome, ServiceProxy } from "../proxy/proxy.ts";
import type { Activity } from "./activity.ts";
import { createPages, type Shown } from "./page-app.ts";

export interface EntryPorts {
  readonly directory: Directory;
  readonly activity: Activity;
  readonly proxy: ServiceProxy;
  readonly isTrusted: (address: string) => boolean;
  readonly serviceAddress: string;
  readonly isDraining: () => boolean;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What the server does with a request and with a websocket. */
export interface Entry {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
}

const REFUSED = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/** Leads each request to the environment of its host, or to the page that says why there is nothing to be had. */
export function createEntry(ports: EntryPorts): Entry {
  const failed = new WeakMap<IncomingMessage, Shown>();
  const shown = (request: IncomingMessage) => failed.get(request) ?? look(ports, request);
  const pages = createPages({ shown, wake: (environment) => ports.activity.wake(environment), log: ports.log });
  const toPage = (request: IncomingMessage, response: ServerResponse) => {
    ports.metrics.answered(shown(request).situation.state);
    pages(request, response);
  };
  return {
    request: (request, response) => {
      if (ports.isDraining()) response.setHeader("connection", "close");
      const route = routeOf(ports, request);
      if (route === undefined) return toPage(request, response);
      const url = request.url;
      void ports.proxy.web(request, response, route.target, route.hop).then((outcome) => {
        told(ports, route, outcome);
        if (outcome.is === "answered") return;
        if (response.headersSent) return void response.destroy();
        failed.set(request, unanswered(route, outcome.code));
        if (url !== undefined) request.url = url;
        toPage(request, response);
      });
    },
    upgrade: (request, socket, head) => {
      const route = routeOf(ports, request);
      socket.on("error", () => socket.destroy());
      if (route === undefined) return void socket.end(REFUSED);
      void ports.proxy
        .socket(request, socket, head, route.target, route.hop)
        .then((outcome) => told(ports, route, outcome));
    },
  };
}

interface Route {
  readonly environment: KubeObject;
  readonly target: URL;
  readonly hop: Hop;
}

/** Where a request goes; undefined where the page is to be shown. */
function routeOf(ports: EntryPorts, request: IncomingMessage): Route | undefined {
  const { environment, situation } = look(ports, request);
  const service = environment === undefined ? undefined : targetOf(environment);
  if (environment === undefined || situation.state !== "serving" || service === undefined) return undefined;
  if (request.headers["user-agent"] !== PROBE_AGENT) void ports.activity.used(environment);
  const peer = request.socket.remoteAddress ?? "";
  const { namespace, name } = environment.metadata;
  const hop = { peer, isTrusted: ports.isTrusted(peer), url: urlIn(environment)!, environment: `${namespace}/${name}` };
  return { environment, target: addressOf(ports.serviceAddress, service), hop };
}

function look({ directory }: EntryPorts, request: IncomingMessage): Shown {
  const hostname = hostnameIn(request.headers.host);
  const found = hostname === undefined ? ({ is: "unknown" } as const) : directory.find(hostname);
  if (found.is === "unknown") return { situation: { state: "unknown", releases: [] } };
  if (found.is === "gone") return { situation: situationAfter(found.farewell) };
  const situation = situationOf(found.environment, found.services);
  if (situation.state !== "serving" || targetOf(found.environment) !== undefined)
    return { environment: found.environment, situation };
  const message = "The service that url.service names is not installed here.";
  return { environment: found.environment, situation: { ...situation, state: "unreachable", message } };
}

function told({ metrics, log }: EntryPorts, { hop, target }: Route, outcome: Outcome): void {
  if (outcome.is === "answered") metrics.answered("serving");
  else
    log.info("a Service does not answer", { environment: hop.environment, address: target.host, code: outcome.code });
}

function unanswered({ environment, target }: Route, code: string): Shown {
  const message = `Its Service ${target.host} does not answer (${code}).`;
  return { environment, situation: { ...situationOf(environment, []), state: "unreachable", message } };
}
