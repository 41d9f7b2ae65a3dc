import { formatKey, formatLeft, type LeftObject, type ObjectKey, type TeardownResult } from "@upstart/engine";
import type { ExitCode } from "../exit.ts";

/** What became of everything that a delete was about. */
export interface Tombstone {
  readonly result: TeardownResult;
  /** Namespaces that are gone, that are somebody else's by now, and that have not gone yet. */
  readonly gone: readonly string[];
  readonly leftAlone: readonly string[];
  readonly stillGoing: readonly string[];
  /** Objects that outlive their release. */
  readonly kept: readonly LeftObject[];
}

/** What came of a part of a delete. */
export interface Taken {
  readonly tombstone: Tombstone;
  readonly code: ExitCode;
  /** Said after it, on stderr. */
  readonly notes?: readonly string[];
}

/** Several as one. */
export function together(all: readonly Tombstone[]): Tombstone {
  const results = all.map((t) => t.result);
  return {
    result: {
      deleted: new Set(results.flatMap((r) => [...r.deleted])),
      failed: new Map(results.flatMap((r) => [...r.failed])),
      kept: new Set(results.flatMap((r) => [...r.kept])),
    },
    gone: all.flatMap((t) => t.gone),
    leftAlone: all.flatMap((t) => t.leftAlone),
    stillGoing: all.flatMap((t) => t.stillGoing),
    kept: all.flatMap((t) => t.kept),
  };
}

/** `delete -o json`. */
export function documentOf({ result, gone, leftAlone, stillGoing, kept }: Tombstone): object {
  return {
    deleted: [...result.deleted],
    failed: Object.fromEntries([...result.failed].map(([id, { message }]) => [id, message])),
    kept: [...result.kept],
    namespaces: { deleted: gone, leftAlone, stillGoing },
    objectsLeft: kept.map(({ object }) => formatKey(object)),
  };
}

/** What a person is told: what is gone, and everything that is not. */
export function tombstoneText({ result, gone, leftAlone, stillGoing, kept }: Tombstone): string {
  const { deleted, failed } = result;
  const lines = [
    `${count(deleted.size, "release")} deleted${gone.length === 0 ? "" : `, and ${count(gone.length, "namespace")}: ${gone.join(", ")}`}`,
  ];
  for (const [id, { message }] of failed) lines.push(`${id} could not be deleted: ${message}`);
  if (result.kept.size > 0)
    lines.push(`not deleted, being needed by what could not be, or for want of time: ${[...result.kept].join(", ")}`);
  if (stillGoing.length > 0)
    lines.push(
      `still going: ${stillGoing.map((ns) => `namespace ${ns}`).join(", ")}; run the same command again to wait on`,
    );
  if (leftAlone.length > 0)
    lines.push(`left alone, being somebody else's: ${leftAlone.map((ns) => `namespace ${ns}`).join(", ")}`);
  if (kept.length > 0)
    lines.push(
      "left behind:",
      ...kept.map((left) => `  ${formatLeft(left)}`),
      "once nobody wants what is in them:",
      ...commandsFor(kept.map((left) => left.object)).map((command) => `  ${command}`),
    );
  return `${lines.join("\n")}\n`;
}

/** What removes them: a command a namespace, and one for what is in none. */
function commandsFor(objects: readonly ObjectKey[]): string[] {
  return [...Map.groupBy(objects, (o) => o.namespace)].map(
    ([namespace, own]) =>
      `kubectl delete ${own.map(argumentFor).join(" ")}${namespace === undefined ? "" : ` -n ${namespace}`}`,
  );
}

/** With the group, where there is one: others may have a kind of that name, too. */
function argumentFor({ apiVersion, kind, name }: ObjectKey): string {
  const [group, version] = apiVersion.split("/");
  return `${kind.toLowerCase()}${version === undefined ? "" : `.${group}`}/${name}`;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
