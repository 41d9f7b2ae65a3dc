import { listEnded, viewOfEnded } from "../branch/ended-ones.ts";
import { type At, type EnvironmentView, listBranchEnvironments, viewOf } from "../branch/environment.ts";
import { ownNames } from "../branch/owner.ts";
import { expiryText, paintPhase } from "../branch/words.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import { fitTable } from "../output/fit-table.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";
import type { ObserveFlags } from "./observe.ts";

export interface EnvListFlags extends ObserveFlags, OutputFlags {
  readonly mine?: boolean;
  readonly all?: boolean;
  readonly expiring?: boolean;
  readonly headers: boolean;
}

/** Prints a row a branch's environment: those that go first, first; those that have ended last, where they are asked for. */
export async function envList(host: Host, flags: EnvListFlags, at: At): Promise<void> {
  const names = flags.mine === true ? await ownNames(host) : undefined;
  const there = await listBranchEnvironments(at, flags);
  const ended = flags.all === true ? await listEnded(host, at, flags, there) : [];
  const views = [...there.map(viewOf), ...ended.map(viewOfEnded)]
    .filter((v) => names === undefined || names.includes(v.owner ?? ""))
    .filter((v) => flags.expiring !== true || v.phase === "Expiring")
    .sort(byEnd);
  if (flags.output !== "text" && flags.output !== "wide")
    return await printDocument(host, flags.output === "json" ? "json" : "yaml", { environments: views });
  if (views.length > 0) printRows(host, flags, views);
  else host.stderr.write(`${nothing(flags, at, names)}\n`);
}

/** By when they go; those that stay come after them, and those that are gone last. */
function byEnd(a: EnvironmentView, b: EnvironmentView): number {
  const key = ({ endedAt, expiresAt, namespace, name }: EnvironmentView) =>
    `${endedAt === undefined ? 0 : 1} ${expiresAt ?? "~"} ${namespace}/${name}`;
  return key(a) < key(b) ? -1 : 1;
}

function nothing({ allNamespaces, expiring }: EnvListFlags, { namespace }: At, names?: readonly string[]): string {
  const whose = names === undefined ? "" : ` of ${names.join(" or ")}`;
  const what = expiring === true ? "no environment that is about to go" : "no branch environments";
  return `${what}${whose} in ${allNamespaces === true ? "any namespace" : `the namespace ${namespace}`}`;
}

function printRows(host: Host, flags: EnvListFlags, views: readonly EnvironmentView[]): void {
  const style = styleOf(host, "stdout", flags);
  const wide = flags.output === "wide";
  const places = flags.allNamespaces === true;
  const now = host.now();
  const rows = views.map((v) => [
    ...(places ? [v.namespace] : []),
    v.name,
    paintPhase(style, v),
    v.ready ? style.glyphs.ok : "-",
    printable(v.owner ?? "-"),
    printable(v.branch ?? "-"),
    v.sha?.slice(0, 7) ?? "-",
    v.createdAt === undefined ? "-" : formatDuration(now - Date.parse(v.createdAt)),
    expiryText(v, now),
    v.protected === true ? "protected" : (v.expiresReason ?? "-"),
    printable(v.url ?? "-"),
  ]);
  host.stdout.write(
    fitTable([...(places ? ["NAMESPACE"] : []), ...HEADER], rows, {
      columns: wide ? 0 : style.columns,
      spare: ["SHA", "AGE", "READY", "WHY", "OWNER", "BRANCH"],
      noHeaders: !flags.headers,
      ellipsis: style.glyphs.ellipsis,
    }),
  );
}

const HEADER = ["NAME", "PHASE", "READY", "OWNER", "BRANCH", "SHA", "AGE", "EXPIRES", "WHY", "URL"];
