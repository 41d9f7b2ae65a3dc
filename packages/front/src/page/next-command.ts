import type { Situation, State } from "../entry/situation.ts";

/** What somebody at a terminal does next, ready to be copied. */
export interface NextCommand {
  /** What it is good for. */
  readonly purpose: string;
  /** The command, and each of its arguments with what belongs to it: between these a line may be broken. */
  readonly parts: readonly string[];
}

/** The one command that helps in a situation; undefined where nothing is to be done, or it cannot be said in full. */
export function nextCommandFor(situation: Situation): NextCommand | undefined {
  return COMMANDS[situation.state]?.(situation);
}

const COMMANDS: Partial<Readonly<Record<State, (situation: Situation) => NextCommand | undefined>>> = {
  queued: (it) => next("Who has the places, and what comes next", about("explain", it)),
  unreachable: (it) => next("What comes next", about("explain", it)),
  asleep: (it) => next("Or from a terminal", about("wake", it)),
  suspended: (it) => next("To let it go on", resumed(it)),
  failed: (it) => next("What happened, and what comes next", about("explain", it)),
  leaving: (it) => next("Who or what ended it", about("explain", it)),
  gone: (it) => next("To have it back as it was", revived(it)),
  unknown: () => next("Which there are", ["kubectl upstart env list", "-A"]),
};

function next(purpose: string, parts: readonly string[] | undefined): NextCommand | undefined {
  return parts === undefined ? undefined : { purpose, parts };
}

function about(verb: "explain" | "revive" | "wake", { name, namespace }: Situation): readonly string[] | undefined {
  if (name === undefined) return undefined;
  return [`kubectl upstart env ${verb}`, name, ...inNamespace(namespace)];
}

function resumed({ name, namespace }: Situation): readonly string[] | undefined {
  if (name === undefined) return undefined;
  const patch = `-p '{"spec":{"suspend":false}}'`;
  return ["kubectl patch uenv", name, ...inNamespace(namespace), "--type=merge", patch];
}

function revived(it: Situation): readonly string[] | undefined {
  return it.isRevivable === true ? about("revive", it) : undefined;
}

function inNamespace(namespace: string | undefined): readonly string[] {
  return namespace === undefined ? [] : [`-n ${namespace}`];
}
