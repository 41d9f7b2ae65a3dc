import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createReview, type Stored, updateReview, webOfServices } from "../reviews.ts";
import { percentile } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { type Call, load, type Target } from "../tls-load.ts";
import type { Figure } from "./figure.ts";

const SERVER = fileURLToPath(new URL("../admission-server.ts", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../packages/webhook/bin/upstart-webhook.js", import.meta.url));
const NAMESPACE = "bench";
const SERVICES = 500;
const BYTES = 8000;
/** Three releases and a service node each: 5,000 nodes. */
const MANY = 1250;
const CALLS = 10_000;
const CONNECTIONS = 10;

/** How many reviews the webhook answers over TLS, and how soon, with many services known that need one another. */
export const admissionFigure: Figure = {
  name: "admission",
  about: `reviews over TLS with ${SERVICES} services known`,
  measure: async () => {
    const usual = await withServer(SERVICES, BYTES, async (target) => await usualRows(target));
    const large = await withServer(MANY, BYTES / 4, async (target) => [await manyRow(target), await circleRow(target)]);
    return { rows: [...usual, ...large] };
  },
};

async function usualRows(target: Target): Promise<Row[]> {
  const services = webOfServices(SERVICES, BYTES, NAMESPACE);
  const calls = services.map((s, i): Call => {
    const uid = `uid-${i}`;
    return { path: "/validate?timeout=5s", body: updateReview(s, uid), expects: `"uid":"${uid}","allowed":true` };
  });
  await load(target, calls, 2000, CONNECTIONS); // warm
  const { ms, seconds } = await load(target, calls, CALLS, CONNECTIONS);
  const rate = Math.round(ms.length / seconds);
  const p99 = percentile(ms, 99);
  const megabyte = webOfServices(SERVICES + 1, 230_000, NAMESPACE).at(-1)!;
  const body = createReview(fourTimes(megabyte), "large");
  const one = await load(target, [{ path: "/validate", body, expects: '"uid":"large","allowed":true' }], 100, 1);
  const largeP99 = percentile(one.ms, 99);
  const beside = await besideLarge(target, calls, { path: "/validate", body, expects: '"uid":"large","allowed":true' });
  return [
    {
      what: `reviews of updates of 8 kB, ${SERVICES} services known, ${CONNECTIONS} connections`,
      ours: `${rate} a second`,
      bar: "over 1,000 a second",
      met: rate > 1000,
    },
    {
      what: "the same: time of a review",
      ours: `p99 ${timeText(p99)} (p50 ${timeText(percentile(ms, 50))})`,
      bar: "p99 under 25 ms",
      met: p99 < 25,
    },
    {
      what: `a review of ${(body.length / 1e6).toFixed(1)} MB`,
      ours: `p99 ${timeText(largeP99)} (p50 ${timeText(percentile(one.ms, 50))})`,
      bar: "p99 under 100 ms",
      met: largeP99 < 100,
    },
    {
      what: "a review of an update of 8 kB, while six of those are always under way",
      ours: `p99 ${timeText(percentile(beside, 99))} (p50 ${timeText(percentile(beside, 50))})`,
    },
  ];
}

/** Times of usual calls over one connection, while six others make a large one again and again. */
async function besideLarge(target: Target, calls: readonly Call[], large: Call): Promise<readonly number[]> {
  let isOver = false;
  const others = Array.from({ length: 6 }, async () => {
    while (!isOver) await load(target, [large], 5, 1);
  });
  const { ms } = await load(target, calls, 1000, 1);
  isOver = true;
  await Promise.all(others);
  return ms;
}

/** Values have a limit of their own: a large object has several releases of them. */
function fourTimes(service: Stored): Stored {
  const [key, api] = Object.entries(service.spec.helmReleases).find(([k]) => k.startsWith("api"))!;
  const copies = Object.fromEntries([1, 2, 3].map((i) => [`copy-${i}-${key}`, { ...api, outputsFrom: [] }]));
  return { ...service, spec: { helmReleases: { ...service.spec.helmReleases, ...copies } } };
}

/** As usual, among many that all hang together. */
async function manyRow(target: Target): Promise<Row> {
  const last = webOfServices(MANY, BYTES / 4, NAMESPACE).at(-1)!;
  const call = { path: "/validate", body: updateReview(last, "many"), expects: '"uid":"many","allowed":true' };
  await load(target, [call], 100, 1); // warm
  const { ms } = await load(target, [call], 500, 1);
  const p99 = percentile(ms, 99);
  return {
    what: "a review of an update of what needs, through others, all of 5,000 nodes",
    ours: `p99 ${timeText(p99)} (p50 ${timeText(percentile(ms, 50))})`,
    bar: "under 50 ms",
    met: p99 < 50,
  };
}

/** A service that needs the last of all, all of which need it: a circle through everything. */
async function circleRow(target: Target): Promise<Row> {
  const [first] = webOfServices(MANY, BYTES / 4, NAMESPACE);
  const api = { ...first!.spec.helmReleases["api-0"], dependencies: [{ name: `service-${MANY - 1}` }], values: {} };
  const closing: Stored = { ...first!, spec: { helmReleases: { ...first!.spec.helmReleases, "api-0": api } } };
  const call = { path: "/validate", body: createReview(closing, "circle"), expects: '"allowed":false' };
  await load(target, [call], 20, 1); // warm
  const { ms } = await load(target, [call], 30, 1);
  const p50 = percentile(ms, 50);
  return {
    what: "a review that closes a circle through all of 5,000 nodes",
    ours: `p50 ${timeText(p50)} (slowest ${timeText(Math.max(...ms))})`,
    bar: "under 50 ms",
    met: p50 < 50,
  };
}

async function withServer<T>(services: number, bytes: number, use: (target: Target) => Promise<T>): Promise<T> {
  const args = [...(await flags()), "--conditions=source", SERVER, `${services}`, `${bytes}`, NAMESPACE];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(child.stdout!), "line")) as [string];
    return await use(JSON.parse(line) as Target);
  } finally {
    child.kill();
  }
}

/** Those of Node that the program is started with. */
async function flags(): Promise<string[]> {
  const [, text = ""] = /^#!.* node (.*)$/m.exec(await readFile(PROGRAM, "utf8")) ?? [];
  return text.split(" ");
}
