import { setTimeout as sleep } from "node:timers/promises";
import { API_VERSION } from "@upstart/engine";
import { Applier } from "../applier.ts";
import type { ControllerProcess } from "../controller.ts";
import type { HelmLog } from "../helm-log.ts";
import { watchMemory } from "../memory.ts";
import type { Rig } from "../rig.ts";
import { bytesText, type Row } from "../table.ts";

const REST_MS = 60_000;
const MAX_BYTES = 250 * 2 ** 20;
/** What the controllers write, and what Helm does. */
const KINDS = [
  [API_VERSION, "UpstartService"],
  [API_VERSION, "HelmRelease"],
  ["v1", "Secret"],
  ["v1", "ConfigMap"],
  ["v1", "Event"],
] as const;

/** A minute in which nobody wants anything: calls of Helm, objects that were written, and memory. */
export async function idleRows(
  rig: Rig,
  controller: ControllerProcess,
  log: HelmLog,
  namespace: string,
): Promise<Row[]> {
  await sleep(10_000); // what a rollout leaves behind is written by then
  const before = await versions(rig, namespace);
  const calls = log.calls().length;
  const memory = watchMemory(controller.pid);
  await sleep(REST_MS);
  const peak = memory.peak();
  const after = await versions(rig, namespace);
  const written = [...after].filter(([object, version]) => before.get(object) !== version).length;
  const called = log.calls().length - calls;
  const objects = [...after.keys()].filter((name) => name.startsWith("HelmRelease ")).length;
  const what = `controllers at rest for a minute, ${objects.toLocaleString("en")} releases`;
  return [
    {
      what,
      ours: `${called} Helm calls, ${written} objects written`,
      bar: "none",
      met: called === 0 && written === 0,
    },
    {
      what: `${what}, memory`,
      ours: `${bytesText(peak.pss)} (RSS ${bytesText(peak.rss)})`,
      bar: "under 250 MiB",
      met: peak.pss < MAX_BYTES,
    },
  ];
}

async function versions(rig: Rig, namespace: string): Promise<Map<string, string>> {
  const { cluster } = await Applier.open(rig);
  const lists = await Promise.all(
    KINDS.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind, namespace, metadataOnly: true })),
  );
  return new Map(lists.flat().map(({ kind, metadata }) => [`${kind} ${metadata.name}`, metadata.resourceVersion!]));
}
