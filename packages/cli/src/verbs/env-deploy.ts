import { isDeepStrictEqual } from "node:util";
import { branchOf, type EnvironmentSource, FIELD_MANAGER, type KubeObject } from "@upstart/engine";
import { ask } from "../branch/ask.ts";
import { openDeployBoard } from "../branch/deploy-board.ts";
import { tellUnfinished } from "../branch/ended.ts";
import { type At, ENVIRONMENT, lifeOf, specOf, urlOfEnvironment, viewOf } from "../branch/environment.ts";
import { imageNamed } from "../branch/image-names.ts";
import { waitForImages } from "../branch/image-wait.ts";
import { ownNames } from "../branch/owner.ts";
import { type SourceFlags, sourceOf } from "../branch/source.ts";
import { templateNamed } from "../branch/template.ts";
import { type DeployWishes, wantedEnvironment } from "../branch/wanted.ts";
import { watchEnvironment } from "../branch/watching.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { printDocument } from "../print.ts";
import type { EnvWaitFlags } from "./env-rest.ts";

export interface EnvDeployFlags extends EnvWaitFlags, SourceFlags, DeployWishes {
  readonly from?: string;
  readonly wait: boolean;
  readonly waitImage?: readonly string[];
}

/**
 * Makes the environment of a branch, or lets it show another commit; waits until its URL is verified, and before that for
 * the images that are named. The URL comes first on stderr, and last, alone, on stdout. ^C ends the watching only.
 */
export async function envDeploy(
  host: Host,
  flags: EnvDeployFlags,
  at: At,
  branch: string | undefined,
): Promise<ExitCode> {
  const source = await sourceOf(host, flags, branch);
  const images = (flags.waitImage ?? []).map((image) => imageNamed(image, source));
  const begun = at.clock.now();
  const first = await wantedNow(host, flags, at, source);
  announce(host, first.wanted);
  if (images.length === 0) return await deployWanted(host, flags, at, first.wanted, first.before);
  const waited = await waitForImages(host, at, images, { timeoutMs: flags.timeout });
  if (waited !== "found") return tellNotDeployed(host, waited);
  const timeout = Math.max(flags.timeout - (at.clock.now() - begun), 0);
  // It may have taken long: what is wanted is made of the template as it is now.
  const { wanted, before } = await wantedNow(host, flags, at, source);
  return await deployWanted(host, { ...flags, timeout }, at, wanted, before);
}

/** The URL comes before anything is done: it is known by the name. */
export function announce(host: Host, wanted: KubeObject): void {
  const url = urlOfEnvironment(wanted);
  if (url !== undefined) host.stderr.write(`${printable(url)}\n`);
}

/** The environment as the call and the template say it, and as it is. Throws CliError. */
async function wantedNow(
  host: Host,
  flags: EnvDeployFlags,
  at: At,
  source: EnvironmentSource,
): Promise<{ readonly wanted: KubeObject; readonly before?: KubeObject }> {
  const template = await templateNamed(at, flags.from);
  const wanted = wantedEnvironment(template, source, at.namespace, flags);
  const { name } = wanted.metadata;
  const before = await at.cluster.get({ ...ENVIRONMENT, namespace: at.namespace, name });
  if (before?.metadata.deletionTimestamp !== undefined)
    throw new CliError(
      EXIT.no,
      `the environment of ${branchOf(source.ref)} is being deleted`,
      `${host.name} wait ${name} -n ${at.namespace} --for deleted, then deploy again`,
    );
  const owner = flags.owner ?? (before === undefined ? (await ownNames(host))[0] : specOf(before).owner);
  const spec = { ...(wanted.spec as object), ...(owner === undefined ? {} : { owner }) };
  return { wanted: { ...wanted, spec }, ...(before === undefined ? {} : { before }) };
}

function tellNotDeployed(host: Host, end: "timedOut" | "interrupted"): ExitCode {
  host.stderr.write(`${end === "timedOut" ? "timed out" : "no longer waited for"}: nothing was deployed\n`);
  return end === "timedOut" ? EXIT.timedOut : EXIT.interrupted;
}

/**
 * Applies an environment as it is wanted in the place of what was there before, and waits until its URL is verified; as
 * `envDeploy`.
 */
export async function deployWanted(
  host: Host,
  flags: EnvWaitFlags & { readonly wait: boolean },
  at: At,
  wanted: KubeObject,
  before?: KubeObject,
): Promise<ExitCode> {
  const { name } = wanted.metadata;
  const url = urlOfEnvironment(wanted);
  const applied = await at.cluster.apply(wanted, { fieldManager: `${FIELD_MANAGER}-deploy`, force: true });
  const isSame = before !== undefined && before.metadata.generation === applied.metadata.generation;
  // What changes nothing is still somebody who uses it, and wakes it.
  const heeded = isSame ? await ask(at, applied, "deploy", host.now()) : undefined;
  if (!flags.wait) return await tellEnd(host, flags, applied, url);
  const board = openDeployBoard(host, flags, at, { name, isNew: before === undefined });
  const last: { fate: Fate } = { fate: "open" };
  const isDone = (seen: KubeObject | undefined) => {
    const fate = fateOf(seen, applied, heeded);
    last.fate = fate;
    if (seen !== undefined && fate !== "stale") board.tell(seen);
    return fate !== "open" && fate !== "stale";
  };
  const watching = watchEnvironment(host, at, name, { timeoutMs: flags.timeout, isDone });
  const watched = await watching.finally(() => board.end());
  if (watched.end !== "done") return tellUnfinished(host, watched, name, `env get ${name} -n ${at.namespace}`);
  if (last.fate === "ready") return await tellEnd(host, flags, watched.object ?? applied, url);
  throw failure(host, at, watched.object, name, last.fate);
}

type Fate = "stale" | "open" | "ready" | "failed" | "gone" | "superseded";

/** How it stands with what was applied; a status of something older counts for nothing. */
function fateOf(seen: KubeObject | undefined, applied: KubeObject, heeded: string | undefined): Fate {
  if (seen === undefined || seen.metadata.uid !== applied.metadata.uid) return "gone";
  if (seen.metadata.deletionTimestamp !== undefined) return "gone";
  if (!isSameWish(seen, applied))
    return (seen.metadata.generation ?? 0) > (applied.metadata.generation ?? 0) ? "superseded" : "stale";
  const { observedGeneration = 0 } = (seen.status ?? {}) as { readonly observedGeneration?: number };
  if (observedGeneration < (applied.metadata.generation ?? 0)) return "stale";
  if (heeded !== undefined && lifeOf(seen).lastActivity?.heeded !== heeded) return "stale";
  const { phase, ready } = viewOf(seen);
  if (phase === "Failed" || phase === "Degraded") return "failed";
  return ready ? "ready" : "open";
}

/** Whether it shows what was applied: the same commit, and what else a deploy says. */
function isSameWish(seen: KubeObject, applied: KubeObject): boolean {
  const wishOf = ({ source, params, services, ttl }: ReturnType<typeof specOf>) => [source?.sha, params, services, ttl];
  return isDeepStrictEqual(wishOf(specOf(seen)), wishOf(specOf(applied)));
}

function failure(host: Host, at: At, object: KubeObject | undefined, name: string, fate: Fate): CliError {
  const where = `${name} -n ${at.namespace}`;
  if (fate === "superseded")
    return new CliError(
      EXIT.no,
      `it was deployed anew meanwhile: ${name} shows ${shownBy(object)}`,
      `${host.name} env get ${where}`,
    );
  if (fate === "gone" || object === undefined)
    return new CliError(EXIT.no, `${name} was deleted meanwhile`, `${host.name} env explain ${where}`);
  const { phase, message = "", expiresAt } = viewOf(object);
  const kept = expiresAt === undefined ? "" : `\nkept until ${expiresAt} to be looked at`;
  return new CliError(
    EXIT.no,
    `${name} is ${phase}: ${message}${kept}`,
    `${host.name} logs ${where} --failed\n${host.name} why ${where}\n${host.name} env explain ${where}`,
  );
}

/** What an environment shows now, in a few words. */
function shownBy(object: KubeObject | undefined): string {
  const sha = object === undefined ? undefined : specOf(object).source?.sha;
  return sha === undefined ? "something else" : `commit ${sha.slice(0, 7)}`;
}

async function tellEnd(host: Host, flags: OutputFlags, object: KubeObject, url: string | undefined): Promise<ExitCode> {
  if (flags.output !== "text") await printDocument(host, flags.output === "json" ? "json" : "yaml", viewOf(object));
  else host.stdout.write(`${printable(url ?? object.metadata.name)}\n`);
  return EXIT.ok;
}
