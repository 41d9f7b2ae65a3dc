import { conditionOf, formatLeft, type KubeObject } from "@upstart/engine";
import { tellUnfinished } from "../branch/ended.ts";
import { type At, ENVIRONMENT, environmentNamed, lifeOf } from "../branch/environment.ts";
import { volumesText } from "../branch/volumes.ts";
import { watchEnvironment } from "../branch/watching.ts";
import { leftBy } from "../cluster/left-by.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { printDocument } from "../print.ts";
import type { EnvWaitFlags } from "./env-rest.ts";

export interface EnvDeleteFlags extends EnvWaitFlags {
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

/** Deletes an environment and waits until all of it is gone, telling each step; says what was left behind. */
export async function envDelete(host: Host, flags: EnvDeleteFlags, at: At, name: string): Promise<ExitCode> {
  const object = await environmentNamed(host, at, name);
  const goes = whatGoes(object);
  if (flags.dryRun === true) {
    await print(host, flags, { name, dryRun: true, goes }, goes.map((g) => `would go: ${g}\n`).join(""));
    return EXIT.ok;
  }
  const { uid = "", namespace = "" } = object.metadata;
  await at.cluster.delete({ ...ENVIRONMENT, namespace, name }, { uid });
  if (!flags.wait) {
    await print(host, flags, { name, deleted: false }, `${name} is on its way out\n`);
    return EXIT.ok;
  }
  const watched = await watchEnvironment(host, at, name, {
    timeoutMs: flags.timeout,
    isDone: goneTeller(host, uid),
  });
  if (watched.end !== "done") return tellUnfinished(host, watched, name, `env get ${name}`);
  const left = (await leftBy(host, at.cluster, [object])).map(formatLeft);
  const rest = left.length === 0 ? "nothing of it is left" : `left behind: ${left.join(", ")}`;
  await print(host, flags, { name, deleted: true, left }, `${name} is gone; ${printable(rest)}\n`);
  return EXIT.ok;
}

/** All that goes with an environment, last first, as `kind name`. */
export function whatGoes(object: KubeObject): string[] {
  const { inventory = [] } = lifeOf(object);
  const volumes = volumesText(object);
  const parts = inventory.map(({ kind, name }) => `${kind} ${name}${kind === "Namespace" ? `, ${volumes}` : ""}`);
  return [...parts, `UpstartEnvironment ${object.metadata.name}`];
}

/** Tells each step once, as `k/n`; true when it is gone, or another has come in its place. */
function goneTeller(host: Host, uid: string) {
  let said = "";
  return (seen: KubeObject | undefined): boolean => {
    if (seen === undefined || seen.metadata.uid !== uid) return true;
    const { teardown } = lifeOf(seen);
    if (teardown === undefined) return false;
    const line = `${teardown.step}/${teardown.of} ${conditionOf(seen, "Ready")?.message ?? ""}`.trimEnd();
    if (line !== said) host.stderr.write(`${printable(line)}\n`);
    said = line;
    return false;
  };
}

async function print(host: Host, { output }: EnvWaitFlags, document: object, text: string): Promise<void> {
  if (output === "text") host.stdout.write(text);
  else await printDocument(host, output === "json" ? "json" : "yaml", document);
}
