import { type Look, look, pick } from "../cluster/look.ts";
import { openSession } from "../cluster/session.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { describeRelease, type ObserveFlags, warnUnreadable } from "./observe.ts";

export interface WaitFlags extends ObserveFlags {
  readonly for: string;
  readonly timeout: number;
}

/** How it stands with what is waited for. */
interface Verdict {
  readonly is: "met" | "open" | "hopeless";
  readonly text: string;
}

/** Waits until what is named is ready, deleted, or publishes an output; also for what is not applied yet. Woken by watches. */
export async function wait(host: Host, flags: WaitFlags, names: readonly string[]): Promise<ExitCode> {
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
    if (is === "open") host.stderr.write(`${host.signal.aborted ? "interrupted" : "timed out"}: ${text}\n`);
    else host.stdout.write(`${text}\n`);
    if (is === "open") return host.signal.aborted ? EXIT.interrupted : EXIT.timedOut;
    return is === "met" ? EXIT.ok : EXIT.no;
  } finally {
    session.close();
  }
}

function judge(seen: Look, what: string, names: readonly string[]): Verdict {
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
  const open = picked.map((r) => ({ id: r.id, ...describeRelease(seen, r) })).filter((r) => !r.isReady);
  if (open.length === 0) return { is: "met", text: `${names.join(", ")} ready` };
  const text = open.map(
    (r) => `${r.id} is ${r.state}${r.waitingFor === undefined ? "" : ` for ${r.waitingFor.join(", ")}`}`,
  );
  return { is: open.some((r) => r.state === "failed") ? "hopeless" : "open", text: text.join("; ") };
}
