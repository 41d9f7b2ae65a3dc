import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Access, type Load, loadAdmission, type RunningLoad } from "../../e2e/webhook/admission-load.ts";
import { endpointObject, ownAddress, serviceObject } from "../../e2e/webhook/endpoints.ts";
import { createAuthority } from "../../packages/webhook/src/certificates/issue.ts";
import { watchMemory } from "../memory.ts";
import { createReview, updateReview, webOfServices } from "../reviews.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { bytesText, type Row, timeText } from "../table.ts";
import { type Call, load } from "../tls-load.ts";
import { WebhookProcess } from "../webhook.ts";
import type { Figure } from "./figure.ts";

const SERVICES = 500;
const BYTES = 8000;
const APPLIES = 20;
const CALLS = 5000;
const ROTATIONS = 20;
const HOME = "upstart";
const SERVICE = "upstart-webhook";
const SECRET = ["secret", `${SERVICE}-tls`, "-n"] as const;

/** The program itself, as the real API server calls it: what it costs, and whether it is ever missed. */
export const webhookFigure: Figure = {
  name: "webhook",
  about: `the webhook as the API server calls it: time of kubectl apply, memory, ${ROTATIONS} rotations, a rolling restart`,
  measure: async (rig) => {
    const namespace = await rig.namespace();
    await rig.kinds();
    await rig.kubectl(["apply", "-f", await rig.objects("stored.yaml", webOfServices(SERVICES, BYTES, namespace))]);
    const rows = [await applyRow(rig, namespace), await memoryRow(rig, namespace)];
    if (ownAddress() === undefined) return { rows, notes: ["no address that a Service may lead to: no replicas"] };
    return { rows: [...rows, ...(await replicaRows(rig))] };
  },
};

/** One new service after another, by kubectl: in turn without and with a webhook that is called about it. */
async function applyRow(rig: Rig, namespace: string): Promise<Row> {
  const ratios: number[] = [];
  const added: number[] = [];
  const times: { without: number; with: number }[] = [];
  let n = SERVICES;
  const applies = async (): Promise<number> => {
    const ms: number[] = [];
    for (let i = 0; i < APPLIES; i++) {
      const [one] = webOfServices(++n, BYTES, namespace).slice(-1);
      ms.push((await rig.kubectl(["apply", "-f", "-"], JSON.stringify(one))).ms);
    }
    return median(ms);
  };
  for (let run = 0; run < rig.options.runs; run++) {
    const without = await applies();
    const webhook = await WebhookProcess.start(rig);
    const withIt = await applies();
    await webhook.end("SIGTERM");
    await unregister(rig);
    times.push({ without, with: withIt });
    added.push(withIt - without);
    ratios.push(withIt / without);
  }
  return {
    what: "webhook: kubectl apply of a new service of 8 kB",
    ours: `${timeText(median(times.map((t) => t.with)))} (${timeText(median(added))} added)`,
    beside: `without it ${timeText(median(times.map((t) => t.without)))}`,
    ratio: median(ratios),
  };
}

async function memoryRow(rig: Rig, namespace: string): Promise<Row> {
  const webhook = await WebhookProcess.start(rig);
  const target = { port: webhook.port, ca: await authority(rig, "default") };
  const memory = watchMemory(webhook.pid);
  const services = webOfServices(SERVICES, BYTES, namespace);
  const calls = services.map((s, i): Call => {
    const uid = `uid-${i}`;
    return { path: "/validate?timeout=5s", body: updateReview(s, uid), expects: `"uid":"${uid}","allowed":true` };
  });
  await load(target, calls, 20_000, 10);
  const [large] = webOfServices(SERVICES + 1, 230_000, namespace).slice(-1);
  await load(target, [{ path: "/validate", body: createReview(large!, "l"), expects: '"uid":"l"' }], 200, 4);
  const { rss } = memory.peak();
  await webhook.end("SIGTERM");
  await unregister(rig);
  return {
    what: `webhook: memory with ${SERVICES} services, 20,000 reviews of 8 kB and 200 of 0.2 MB`,
    ours: `${bytesText(rss)} resident at most`,
    bar: "under 220 MB",
    met: rss < 220e6,
  };
}

async function replicaRows(rig: Rig): Promise<Row[]> {
  await rig.kubectl(["create", "namespace", HOME]);
  await rig.kubectl(["apply", "-f", "-"], JSON.stringify(serviceObject(HOME, SERVICE)));
  const start = async () => {
    const replica = await WebhookProcess.start(rig, `${HOME}/${SERVICE}`);
    const endpoint = endpointObject(HOME, SERVICE, ownAddress()!, replica.port);
    await rig.kubectl(["apply", "-f", "-"], JSON.stringify(endpoint));
    return replica;
  };
  const replicas = [await start(), await start()];
  const access = await accessOf(rig);
  await underLoad(access, 4, 0, async (begun) => await reached(begun, 20)); // until the API server knows all of it
  const rotated = await underLoad(access, 4, 25, async (begun) => {
    for (let i = 0; i < ROTATIONS; i++) await rotate(rig);
    await reached(begun, CALLS);
  });
  rig.options.say(`  ${ROTATIONS} rotations: ${rotated.ms.length} calls, ${rotated.failures.length} failed`);
  const restarted = await underLoad(access, 4, 0, async (begun) => {
    for (const old of replicas) {
      await start();
      await reached(begun, begun.count + 500);
      // As a cluster does it: the replica is told to end while it is taken out of the Service.
      const ended = old.end("SIGTERM");
      await rig.kubectl(["delete", "endpointslice", `${SERVICE}-${old.port}`, "-n", HOME]);
      await ended;
    }
    await reached(begun, CALLS);
  });
  await unregister(rig);
  return [
    missedRow(`webhook: calls during ${ROTATIONS} rotations of authority and certificate, two replicas`, rotated),
    missedRow("webhook: calls during a rolling restart of two replicas", restarted),
  ];
}

function missedRow(what: string, { ms, failures }: Load): Row {
  const count = ms.length + failures.length;
  const first = failures.length === 0 ? "" : `: ${failures[0]!.slice(0, 200)}`;
  return {
    what,
    ours: `${failures.length} of ${count} failed${first}`,
    bar: `none of ${CALLS.toLocaleString("en")}`,
    met: failures.length === 0 && count >= CALLS,
  };
}

async function underLoad(
  access: Access,
  workers: number,
  pauseMs: number,
  work: (running: RunningLoad) => Promise<void>,
): Promise<Load> {
  const running = loadAdmission(access, workers, pauseMs);
  try {
    await work(running);
  } finally {
    await running.stop();
  }
  return await running.stop();
}

/** Until so many calls have ended. */
async function reached(running: RunningLoad, count: number): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (running.count < count) {
    if (Date.now() > deadline) throw new Error(`only ${running.count} calls in five minutes`);
    await sleep(20);
  }
}

/** How long before it signs an authority is published here: the program itself takes two minutes. */
const OVERLAP_MS = 2000;
const USUAL_OVERLAP_MS = 120_000;

/** What the program does when an authority has lived two thirds of its time; begun for it, and waited for. */
async function rotate(rig: Rig): Promise<void> {
  const { cert, key } = await createAuthority(Date.now(), 365 * 24 * 3_600_000);
  const texts = {
    "next-ca.crt": cert,
    "next-ca.key": key,
    "next-ca.since": String(Date.now() - USUAL_OVERLAP_MS + OVERLAP_MS),
  };
  const data = Object.fromEntries(Object.entries(texts).map(([k, text]) => [k, Buffer.from(text).toString("base64")]));
  const deadline = Date.now() + 30_000;
  await rig.kubectl(["patch", ...SECRET, HOME, "--type=merge", "-p", JSON.stringify({ data })]);
  while ((await authority(rig, HOME)) !== cert) {
    if (Date.now() > deadline) throw new Error("the authority is not taken into use");
    await sleep(100);
  }
}

async function authority(rig: Rig, namespace: string): Promise<string> {
  const { stdout } = await rig.kubectl(["get", ...SECRET, namespace, "-o", "jsonpath={.data.ca\\.crt}"]);
  return Buffer.from(stdout, "base64").toString("utf8");
}

async function unregister(rig: Rig): Promise<void> {
  await rig.kubectl(["delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "upstart"]);
}

async function accessOf(rig: Rig): Promise<Access> {
  const { clusters, users } = JSON.parse(await readFile((await rig.sandbox()).kubeconfig, "utf8")) as {
    readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
    readonly users: readonly [{ readonly user: { readonly token: string } }];
  };
  const { server, "certificate-authority-data": ca } = clusters[0].cluster;
  return { server: server!, ca: Buffer.from(ca!, "base64").toString("utf8"), token: users[0].user.token };
}
