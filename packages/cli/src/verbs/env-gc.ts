import { ClusterError, endedIn, formatKey, type KubeObject, readEnded } from "@upstart/engine";
import { agrees } from "../branch/agree.ts";
import { type At, listBranchEnvironments } from "../branch/environment.ts";
import { forgettable, type Garbage, leftBehind, overdue } from "../branch/garbage.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { table } from "../output/table.ts";
import { printDocument } from "../print.ts";
import type { ObserveFlags } from "./observe.ts";

export interface EnvGcFlags extends ObserveFlags, OutputFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Says what of environments is no longer wanted, and why; deletes it where that is agreed to: by `--yes`, or by whoever
 * sits before the terminal. What we have not made is shown at most.
 */
export async function envGc(host: Host, flags: EnvGcFlags, at: At): Promise<ExitCode> {
  const found = await garbageOf(host, flags, at);
  const going = found.filter((g) => g.seen !== undefined);
  if (flags.output === "text") printRows(host, at, found);
  const isAgreed = going.length > 0 && flags.dryRun !== true && (await mayDelete(host, flags, going.length));
  const results = isAgreed ? await deleteAll(host, at, going) : new Map<Garbage, string>();
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", documentOf(found, results));
  else tellRest(host, going.length, results);
  const failed = [...results.values()].filter((r) => r !== DELETED).length;
  return failed === 0 ? EXIT.ok : failed < results.size ? EXIT.partly : EXIT.no;
}

const DELETED = "deleted";

async function garbageOf(host: Host, flags: EnvGcFlags, at: At): Promise<readonly Garbage[]> {
  const now = host.now();
  const environments = await listBranchEnvironments(at, flags);
  const kept = await at.cluster.list(endedIn(flags.allNamespaces === true ? undefined : at.namespace));
  const ended = kept.flatMap((object) => {
    const read = readEnded(object);
    return read === undefined ? [] : [{ object, ended: read }];
  });
  const left: (Garbage | undefined)[] = [];
  for (const { ended: one } of ended)
    for (const part of one.left) {
      const object = await seen(at, part.object);
      left.push(object && leftBehind(one, part, object));
    }
  const all = [
    ...environments.map((object) => overdue(object, now)),
    ...ended.map(({ object, ended: one }) => forgettable(object, one, now)),
    ...left,
  ];
  return all.filter((g) => g !== undefined);
}

/** What may not be looked at, or is of a kind that is no more, is not told of. */
async function seen({ cluster }: At, key: Garbage["key"]): Promise<KubeObject | undefined> {
  try {
    return await cluster.get(key);
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return undefined;
    throw error;
  }
}

async function mayDelete(host: Host, { yes, output }: EnvGcFlags, count: number): Promise<boolean> {
  if (yes === true) return true;
  if (output !== "text" || host.stdin.isTTY !== true || !host.stderr.isTTY) return false;
  return await agrees(host, `delete ${count === 1 ? "it" : `these ${count}`}?`);
}

/** One after the other; what others have written since it was looked at is left alone. */
async function deleteAll(host: Host, { cluster }: At, going: readonly Garbage[]): Promise<Map<Garbage, string>> {
  const results = new Map<Garbage, string>();
  for (const garbage of going) {
    if (host.signal.aborted) break;
    try {
      await cluster.delete(garbage.key, garbage.seen);
      results.set(garbage, DELETED);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const wasWritten = error.code === "Conflict";
      results.set(garbage, wasWritten ? "somebody has written it meanwhile; it is left alone" : error.message);
    }
  }
  return results;
}

function printRows(host: Host, at: At, found: readonly Garbage[]): void {
  if (found.length === 0) return void host.stderr.write(`nothing is to go in the namespace ${at.namespace}\n`);
  const rows = found.map(({ key, why, seen }) => [
    seen === undefined ? "look at it" : "goes",
    printable(formatKey(key)),
    printable(why),
  ]);
  host.stdout.write(table(["", "WHAT", "WHY"], rows));
}

function tellRest(host: Host, going: number, results: ReadonlyMap<Garbage, string>): void {
  for (const [{ key }, result] of results) host.stderr.write(`${formatKey(key)}: ${printable(result)}\n`);
  if (going > 0 && results.size === 0)
    host.stderr.write(`nothing was deleted; ${host.name} env gc --yes deletes what goes\n`);
}

function documentOf(found: readonly Garbage[], results: ReadonlyMap<Garbage, string>) {
  return {
    garbage: found.map((garbage) => {
      const { kind, namespace, name } = garbage.key;
      const result = results.get(garbage);
      const where = namespace === undefined ? {} : { namespace };
      const goes = garbage.seen !== undefined;
      return { kind, ...where, name, why: garbage.why, goes, ...(result === undefined ? {} : { result }) };
    }),
  };
}
