import { type NodeId, recordedName } from "@upstart/engine";
import { deployedAt } from "../cluster/told.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { afterState } from "../output/detail.ts";
import { formatDuration } from "../output/duration.ts";
import { fitTable } from "../output/fit-table.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";
import { chartsOf } from "./charts-of.ts";
import { describeRelease, type ObserveFlags, observe, type Picked } from "./observe.ts";
import { isAsWanted } from "./release-state.ts";
import { standingsOf, standingText } from "./standings.ts";

export interface StatusFlags extends ObserveFlags, OutputFlags {
  readonly headers: boolean;
}

/** Prints a row a release, what others need first, and what is to be said of their environments; whether all are ready, suspended or asleep. */
export function status(host: Host, flags: StatusFlags, names: readonly string[]): Promise<boolean> {
  return observe(host, flags, names, async (seen) => {
    const rows = rowsOf(seen, await chartsOf(seen), host.now());
    const environments = standingsOf(host, seen.picked, seen.kept);
    if (flags.output === "text" || flags.output === "wide") {
      printTable(host, flags, rows);
      host.stderr.write(standingText(environments, styleOf(host, "stderr", flags)));
    } else
      await printDocument(host, flags.output === "json" ? "json" : "yaml", {
        releases: rows.map(({ age: _, ...row }) => row),
        ...(environments.length === 0 ? {} : { environments }),
      });
    return rows.every(isAsWanted);
  });
}

function rowsOf(seen: Picked, charts: ReadonlyMap<NodeId, string>, now: number) {
  const recorded = new Map(seen.records.flatMap((r) => Object.entries(r.record.releases)));
  return seen.picked.map((release) => {
    const { state, reason, message, waitingFor, revision, isReady } = describeRelease(seen, release);
    const record = recorded.get(recordedName(release));
    const since = record?.deployedAt ?? deployedAt(seen.graph, release, seen.kept);
    return {
      id: release.id,
      namespace: release.namespace,
      releaseName: release.releaseName,
      ready: isReady,
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
      ...(waitingFor === undefined ? {} : { waitingFor }),
      chart: charts.get(release.id)!,
      ...(revision === undefined ? {} : { revision }),
      age: since === undefined ? "" : formatDuration(now - Date.parse(since)),
    };
  });
}

function printTable(host: Host, flags: StatusFlags, rows: ReturnType<typeof rowsOf>): void {
  if (rows.length === 0) return;
  const style = styleOf(host, "stdout", flags);
  const paint = (state: string) =>
    style.paint(
      state === "ready"
        ? "green"
        : state === "failed"
          ? "red"
          : state === "blocked" || state === "suspended"
            ? "yellow"
            : state === "asleep"
              ? "dim"
              : "cyan",
      state,
    );
  const wide = flags.output === "wide";
  host.stdout.write(
    fitTable(
      ["NAME", "READY", "STATE", ...(wide ? ["NAMESPACE", "HELM NAME"] : []), "CHART", "REV", "AGE", "WAITS FOR"],
      rows.map((r) => [
        r.id,
        r.ready ? style.glyphs.ok : "-",
        paint(r.state),
        ...(wide ? [r.namespace, r.releaseName] : []),
        r.chart,
        String(r.revision ?? "-"),
        r.age || "-",
        printable((r.waitingFor ?? (r.ready ? [] : [afterState(r.state, r.message ?? "")])).join(", ").split("\n")[0]!),
      ]),
      {
        columns: wide ? 0 : style.columns,
        spare: ["CHART", "REV", "AGE"],
        noHeaders: !flags.headers,
        ellipsis: style.glyphs.ellipsis,
      },
    ),
  );
}
