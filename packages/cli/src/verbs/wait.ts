import { look, pick } from "../cluster/look.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { describeRelease, type ObserveFlags } from "./observe.ts";

export interface WaitFlags extends ObserveFlags {
  readonly for: string;
  readonly timeout: number;
}

const AGAIN_MS = 500;

/** Waits until what is named is ready, deleted, or publishes an output; also for what is not applied yet. */
export async function wait(host: Host, flags: WaitFlags, names: readonly string[]): Promise<ExitCode> {
  const session = openSession(host, flags);
  try {
    const deadline = host.now() + flags.timeout;
    for (;;) {
      const { isMet, isHopeless, text } = await check(session, flags, names);
      if (isMet || isHopeless) {
        host.stdout.write(`${text}\n`);
        return isMet ? EXIT.ok : EXIT.no;
      }
      if (host.signal.aborted) return EXIT.interrupted;
      if (host.now() + AGAIN_MS > deadline) {
        host.stderr.write(`timed out: ${text}\n`);
        return EXIT.timedOut;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  } finally {
    session.close();
  }
}

async function check(
  session: Session,
  flags: WaitFlags,
  names: readonly string[],
): Promise<{ isMet: boolean; isHopeless: boolean; text: string }> {
  const seen = await look(session, { allNamespaces: flags.allNamespaces === true });
  const { picked, unknown } = pick(seen, names);
  if (flags.for === "deleted")
    return {
      isMet: picked.length === 0,
      isHopeless: false,
      text: picked.length === 0 ? `${names.join(", ")} deleted` : `${picked.map((r) => r.id).join(", ")} still there`,
    };
  if (unknown.length > 0) return { isMet: false, isHopeless: false, text: `${unknown.join(", ")} not applied yet` };
  const key = /^output=(.+)$/.exec(flags.for)?.[1];
  if (key !== undefined) {
    const has = picked.some(
      (r) => seen.observation.get(r.id)?.outputs.some((o) => Object.hasOwn(o.data ?? {}, key)) === true,
    );
    return { isMet: has, isHopeless: false, text: has ? `output ${key} is there` : `output ${key} is not there` };
  }
  const open = picked.filter((r) => !describeRelease(seen, r).isReady);
  const failed = open.filter((r) => describeRelease(seen, r).state === "failed");
  return {
    isMet: open.length === 0,
    isHopeless: failed.length > 0,
    text:
      open.length === 0
        ? `${names.join(", ")} ready`
        : open.map((r) => `${r.id} is ${describeRelease(seen, r).state}`).join(", "),
  };
}
