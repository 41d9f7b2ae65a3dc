import type { KubernetesCluster } from "@upstart/clients";
import { type Clock, ClusterError, type KubeObject, pause } from "@upstart/engine";
import type { LogPrinter } from "./printer.ts";
import { isMissing, type LogPart, requestFor } from "./read.ts";
import type { LogSource } from "./sources.ts";
import { isAfter } from "./stamp.ts";

export interface Following {
  readonly cluster: Pick<KubernetesCluster, "readLog" | "watch">;
  readonly clock: Clock;
  readonly namespaces: readonly string[];
  /** The logs that are asked for, of all pods of these namespaces as they are now. */
  readonly choose: (pods: readonly KubeObject[]) => Promise<readonly LogSource[]>;
  /** Which part of each of so many logs is printed of what was there before. */
  readonly partOf: (count: number) => LogPart;
  readonly printer: LogPrinter;
  readonly signal: AbortSignal;
}

/** What is known of one container while its log is followed. */
interface Followed {
  isOpen: boolean;
  /** When it wrote the last line that was printed. */
  last?: string;
  /** The newest of its lives that had ended when the log was opened: all of that has been read. */
  readLife?: number;
  trouble?: ClusterError;
}

/**
 * Follows logs until all of their containers have ended, or ^C: those of pods that come later, too, of containers that
 * start again, and on where a connection breaks off. Resolves with what could not be read at last; rejects with
 * ClusterError where pods may not be watched.
 */
export async function followAll(following: Following): Promise<ClusterError[]> {
  const { cluster, namespaces, signal } = following;
  let wake: (bug?: unknown) => void = () => undefined;
  const watches = namespaces.map((namespace) =>
    cluster.watch({ apiVersion: "v1", kind: "Pod", namespace }, () => wake()),
  );
  signal.addEventListener("abort", () => wake(), { once: true });
  const known = new Map<string, Followed>();
  try {
    await Promise.all(watches.map((w) => w.synced));
    for (let isFirst = true; ; isFirst = false) {
      const woken = new Promise<void>((resolve, reject) => {
        wake = (bug) => (bug === undefined ? resolve() : reject(bug));
      });
      woken.catch(() => undefined); // it is waited for below
      const sources = await following.choose(watches.flatMap((w) => w.list()));
      // Of pods that come later nothing has been missed.
      const part = isFirst ? following.partOf(sources.length) : {};
      for (const source of sources) open(following, part, known, source, (bug) => wake(bug));
      const isOver = sources.length > 0 && sources.every((s) => isDone(s, known));
      if (signal.aborted || isOver) return troublesIn(known);
      await woken;
    }
  } finally {
    for (const watch of watches) watch.stop();
  }
}

function open(
  following: Following,
  part: LogPart,
  known: Map<string, Followed>,
  source: LogSource,
  onEnd: (bug?: unknown) => void,
): void {
  const before = known.get(keyOf(source));
  const followed = before ?? { isOpen: false };
  known.set(keyOf(source), followed);
  if (before === undefined) following.printer.begin(source);
  if (!source.stand.hasLog || followed.isOpen || isRead(source, followed) || isHopeless(followed)) return;
  followed.isOpen = true;
  const from = followed.last === undefined ? part : { sinceTime: followed.last };
  read(following, from, followed, source).then(() => {
    followed.isOpen = false;
    onEnd();
  }, onEnd);
}

/** Reads on from the last line that was printed. A pause comes before the next try, so that nobody is asked without rest. */
async function read(
  { cluster, clock, printer, signal }: Following,
  from: LogPart,
  followed: Followed,
  source: LogSource,
) {
  const { isRunning, life } = source.stand;
  const { last } = followed;
  try {
    for await (const line of cluster.readLog({ ...requestFor(source, from), follow: true, signal })) {
      // The server counts in seconds: what was printed of that second comes again.
      if (last !== undefined && !isAfter(line.time, last)) continue;
      if (line.time !== "") followed.last = line.time;
      printer.line(source, line);
    }
    delete followed.trouble;
    if (!isRunning) followed.readLife = life;
    else await pause(clock, PAUSE_MS, signal);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    // One that runs says so before there is anything to be read of it.
    if (!(isRunning && isMissing(error)) && followed.trouble === undefined) printer.unread(source, error);
    if (!isRunning && isMissing(error)) followed.readLife = life;
    followed.trouble = error;
    await pause(clock, PAUSE_MS, signal);
  }
}

const PAUSE_MS = 1000;

function isHopeless({ trouble }: Followed): boolean {
  return trouble !== undefined && ["Forbidden", "Unauthorized"].includes(trouble.code);
}

function isRead({ stand }: LogSource, { readLife }: Followed): boolean {
  return !stand.isRunning && readLife === stand.life;
}

/** Nothing more will come of it: it has ended for good, and all that it wrote was printed. */
function isDone(source: LogSource, known: ReadonlyMap<string, Followed>): boolean {
  const followed = known.get(keyOf(source))!;
  const { isOver, hasLog } = source.stand;
  return isHopeless(followed) || (isOver && (!hasLog || (isRead(source, followed) && !followed.isOpen)));
}

function troublesIn(known: ReadonlyMap<string, Followed>): ClusterError[] {
  return [...known.values()].flatMap(({ trouble }) => (trouble === undefined || isMissing(trouble) ? [] : [trouble]));
}

function keyOf({ container = "", stand }: LogSource): string {
  return `${stand.uid}/${container}`;
}
