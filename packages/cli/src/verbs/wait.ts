import { type Look, look } from "../cluster/look.ts";
import { namesIn, pick } from "../cluster/pick.ts";
import { openSession } from "../cluster/session.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeRelease, type ObserveFlags, warnUnreadable } from "./observe.ts";
import { isAsWanted, type ReleaseState } from "./release-state.ts";
import { standingsOf, standingText } from "./standings.ts";

export interface WaitFlags extends ObserveFlags, OutputFlags {
  readonly for: string;
  readonly timeout: number;
}

/** How it stands with what is waited for. */
interface Verdict {
  readonly is: "met" | "open" | "hopeless";
  readonly text: string;
}

/** How the waiting ended, for scripts. */
type WaitEnd = "met" | "failed" | "timedOut" | "interrupted";

const EXIT_OF: Readonly<Record<WaitEnd, ExitCode>> = {
  met: EXIT.ok,
  failed: EXIT.no,
  timedOut: EXIT.timedOut,
  interrupted: EXIT.interrupted,
};

/** Waits until what is named is ready, deleted, or publishes an output; also for what is not applied yet. Woken by watches. */
export async function wait(host: Host, flags: WaitFlags, words: readonly string[]): Promise<ExitCode> {
  const names = namesIn(words);
  const session = openSession(host, flags);
  try {
    const seen = await look(session, {
      allNamespaces: flags.allNamespaces === true,
      until: (now) => judge(now, flags.for, names).is !== "open",
      timeoutMs: flags.timeout,
      signal: host.signal,
      onUnreadable: (secrets) => warnUnreadable(host, secrets),
    });
    const { is, text } = judge(seen, flags.for, names);
    const end = is === "met" ? "met" : is === "hopeless" ? "failed" : host.signal.aborted ? "interrupted" : "timedOut";
    const { picked } = pick(seen, names);
    const releases = picked.map((r) => ({ id: r.id, ...describeRelease(seen, r) }));
    tell(host, flags, end, printable(text));
    const open = releases.find((r) => !r.isReady);
    if (end !== "met" && flags.for === "ready" && open !== undefined)
      host.stderr.write(
        `  ${host.name} why ${open.id} ${flags.allNamespaces === true ? "-A" : `-n ${session.namespace}`}\n`,
      );
    if (end !== "met" && flags.for === "ready")
      host.stderr.write(standingText(standingsOf(host, picked, seen.kept), styleOf(host, "stderr", flags)));
    if (flags.output !== "text")
      await printDocument(host, flags.output === "json" ? "json" : "yaml", {
        for: flags.for,
        end,
        message: text,
        releases: releases.map(({ isReady: ready, ...release }) => ({ ...release, ready })),
      });
    return EXIT_OF[end];
  } finally {
    session.close();
  }
}

/** What came of it is the answer; what did not come in time is a note. */
function tell(host: Host, { output }: OutputFlags, end: WaitEnd, text: string): void {
  if (end === "timedOut" || end === "interrupted")
    host.stderr.write(`${end === "timedOut" ? "timed out" : end}: ${text}\n`);
  else if (output === "text") host.stdout.write(`${text}\n`);
}

/** How things stand with `ready`, `deleted` or `output=KEY` of what is named. */
export function judge(seen: Look, what: string, names: readonly string[]): Verdict {
  const { picked, unknown } = pick(seen, names);
  if (what === "deleted") {
    const left = picked.map((r) => r.id).join(", ");
    return picked.length === 0
      ? { is: "met", text: `${names.join(", ")} deleted` }
      : { is: "open", text: `${left} still there` };
  }
  if (unknown.length > 0) return { is: "open", text: `${unknown.join(", ")} not applied yet` };
  const key = /^output=(.+)$/.exec(what)?.[1];
  if (key !== undefined) {
    const isThere = picked.some((r) =>
      seen.observation.get(r.id)?.outputs.some((o) => Object.hasOwn(o.data ?? {}, key)),
    );
    return { is: isThere ? "met" : "open", text: `output ${key} is ${isThere ? "" : "not "}there` };
  }
  const all = picked.map((r) => ({ id: r.id, ...describeRelease(seen, r) }));
  const open = all.filter((r) => !isAsWanted(r));
  const resting = all.filter((r) => !r.isReady && isAsWanted(r));
  if (open.length === 0) {
    const text = resting.map((r) => `${r.id} ${r.state}`).join(", ");
    const isNothing = all.length > 0 && resting.length === all.length;
    return isNothing
      ? { is: "hopeless", text }
      : { is: "met", text: `${names.join(", ")} ready${text === "" ? "" : ` (${text})`}` };
  }
  const isHopeless = open.some((r) => r.state === "failed" || r.state === "blocked");
  return { is: isHopeless ? "hopeless" : "open", text: open.map(standing).join("; ") };
}

function standing({ id, state, waitingFor, message }: ReleaseState & { readonly id: string }): string {
  if (state === "blocked") return `${id} is ${message}`;
  if (state === "failed") return `${id} failed: ${message?.split("\n")[0]}`;
  return `${id} is ${state}${waitingFor === undefined ? "" : ` for ${waitingFor.join(", ")}`}`;
}
