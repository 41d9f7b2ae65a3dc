import { type KubeObject, MAX_EXTENSION_MS, parseSpan } from "@upstart/engine";
import { ask } from "../branch/ask.ts";
import { tellUnfinished } from "../branch/ended.ts";
import { type At, environmentNamed, lifeOf, specOf, viewOf } from "../branch/environment.ts";
import { watchEnvironment } from "../branch/watching.ts";
import { expiryText } from "../branch/words.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument } from "../print.ts";

export interface EnvWaitFlags extends OutputFlags {
  readonly timeout: number;
}

/** Puts an environment to sleep, or wakes it, and waits until it is so. */
export async function envRest(
  host: Host,
  flags: EnvWaitFlags,
  at: At,
  { name, wish }: { readonly name: string; readonly wish: "sleep" | "wake" },
): Promise<ExitCode> {
  const object = await aliveOne(host, at, name);
  const value = await ask(at, object, wish, host.now());
  const isDone = (seen: KubeObject | undefined) =>
    seen === undefined || (lifeOf(seen).lastActivity?.heeded === value && isRested(seen, wish));
  const watched = await watchEnvironment(host, at, name, { timeoutMs: flags.timeout, isDone });
  return await tellEnd(host, flags, watched, name);
}

/**
 * Keeps an environment for so long from now on, however long nobody uses it; says until when, and what stood in the way
 * of more.
 */
export async function envExtend(
  host: Host,
  flags: EnvWaitFlags,
  at: At,
  { name, duration }: { readonly name: string; readonly duration: string | undefined },
): Promise<ExitCode> {
  const object = await aliveOne(host, at, name);
  const { ttl, protected: isProtected } = specOf(object);
  if (isProtected === true) throw new CliError(EXIT.no, `${name} is protected: it never goes by itself`);
  const wanted = duration ?? ttl?.idle ?? "5d";
  const value = await ask(at, object, { extend: wanted }, host.now());
  const isDone = (seen: KubeObject | undefined) =>
    seen === undefined || lifeOf(seen).lastActivity?.extended === value || viewOf(seen).phase === "Terminating";
  const watched = await watchEnvironment(host, at, name, { timeoutMs: flags.timeout, isDone });
  if (watched.end === "done" && watched.object !== undefined) tellLimit(host, watched.object, wanted);
  return await tellEnd(host, flags, watched, name);
}

function tellLimit(host: Host, object: KubeObject, wanted: string): void {
  const { ttl } = specOf(object);
  if (lifeOf(object).expiresReason === "max")
    host.stderr.write(`ttl.max is ${ttl?.max}: it goes so long after it was made, whoever asks for more\n`);
  else if ((parseSpan(wanted) ?? 0) > MAX_EXTENSION_MS)
    host.stderr.write(`${wanted} is more than the 30d that can be asked for at once\n`);
}

/** One that is not on its way out: nothing can be asked of that any more. */
async function aliveOne(host: Host, at: At, name: string): Promise<KubeObject> {
  const object = await environmentNamed(host, at, name);
  if (object.metadata.deletionTimestamp === undefined) return object;
  throw new CliError(EXIT.no, `${name} is being deleted, and a deletion cannot be taken back`);
}

/** Asleep; or no longer asleep, whatever else there is to be said of it. */
function isRested(object: KubeObject, wish: "sleep" | "wake"): boolean {
  const { phase, asleepSince, wakingSince } = lifeOf(object);
  if (wish === "wake") return asleepSince === undefined && wakingSince === undefined && phase !== "Waking";
  return asleepSince !== undefined && phase !== "Ready";
}

async function tellEnd(
  host: Host,
  flags: EnvWaitFlags,
  watched: Awaited<ReturnType<typeof watchEnvironment>>,
  name: string,
): Promise<ExitCode> {
  const { end, object } = watched;
  if (end !== "done") return tellUnfinished(host, watched, name, `env get ${name}`);
  if (object === undefined)
    throw new CliError(EXIT.no, `${name} has gone meanwhile`, `${host.name} env explain ${name}`);
  const view = viewOf(object);
  if (flags.output !== "text") await printDocument(host, flags.output === "json" ? "json" : "yaml", view);
  else {
    const why = view.expiresReason === undefined ? "" : ` (${view.expiresReason})`;
    host.stdout.write(`${name} is ${view.phase}, and goes ${expiryText(view, host.now())}${why}\n`);
  }
  return EXIT.ok;
}
