import { ClusterError, endedIn, formatKey, type KubeObject, readEnded } from "@upstart/engine";
import { agrees } from "../branch/agree.ts";
import { type At, listBranchEnvironments } from "../branch/environment.ts";
import { forgettable, type Garbage, leftBehind, mayGo, overdue, whatIs } from "../branch/garbage.ts";
import { DELETED, deleteAll, type GcAt } from "../branch/garbage-end.ts";
import { garbageOfOrphan, knownOrphans } from "../branch/orphan-garbage.ts";
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
export async function envGc(host: Host, flags: EnvGcFlags, at: GcAt): Promise<ExitCode> {
  const orphans = await knownOrphans(at);
  const here = flags.allNamespaces === true ? orphans : orphans.filter((o) => o.object.namespace === at.namespace);
  const found = once([...(await garbageOf(host, flags, at)), ...here.map(garbageOfOrphan)]);
  const going = found.filter(mayGo);
  if (flags.output === "text") {
    printRows(host, at, found);
    tellElsewhere(host, orphans.length - here.length);
  }
  const isAgreed = going.length > 0 && flags.dryRun !== true && (await mayDelete(host, flags, going.length));
  const results = isAgreed ? await deleteAll(host, at, going) : new Map<Garbage, string>();
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", documentOf(found, results));
  else tellRest(host, going.length, results);
  const failed = [...results.values()].filter((r) => r !== DELETED).length;
  return failed === 0 ? EXIT.ok : failed < results.size ? EXIT.partly : EXIT.no;
}

/** What is known by two ways is told by the first. */
function once(garbage: readonly Garbage[]): readonly Garbage[] {
  const byKey = Map.groupBy(garbage, ({ key }) => formatKey(key));
  return [...byKey.values()].map(([first]) => first!);
}

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

function printRows(host: Host, at: At, found: readonly Garbage[]): void {
  if (found.length === 0) return void host.stderr.write(`nothing is to go in the namespace ${at.namespace}\n`);
  const rows = found.map((garbage) => [
    mayGo(garbage) ? "goes" : "look at it",
    printable(whatIs(garbage)),
    printable(garbage.why),
  ]);
  host.stdout.write(table(["", "WHAT", "WHY"], rows));
}

function tellElsewhere(host: Host, count: number): void {
  if (count === 0) return;
  const what = count === 1 ? "one thing that nobody keeps is" : `${count} things that nobody keeps are`;
  host.stderr.write(`${what} elsewhere in the cluster; ${host.name} env gc -A shows them\n`);
}

function tellRest(host: Host, going: number, results: ReadonlyMap<Garbage, string>): void {
  for (const [garbage, result] of results) host.stderr.write(`${printable(whatIs(garbage))}: ${printable(result)}\n`);
  if (going > 0 && results.size === 0)
    host.stderr.write(`nothing was deleted; ${host.name} env gc --yes deletes what goes\n`);
}

function documentOf(found: readonly Garbage[], results: ReadonlyMap<Garbage, string>) {
  return {
    garbage: found.map((garbage) => {
      const { kind, namespace, name } = garbage.key;
      const result = results.get(garbage);
      const where = namespace === undefined ? {} : { namespace };
      return {
        kind,
        ...where,
        name,
        why: garbage.why,
        goes: mayGo(garbage),
        ...(result === undefined ? {} : { result }),
      };
    }),
  };
}
