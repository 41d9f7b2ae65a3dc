import type { Situation, State } from "../entry/situation.ts";

/** What somebody at a terminal does next, ready to be copied. */
export interface NextCommand {
  /** What it is good for. */
  readonly purpose: string;
  /** The command, and each of its arguments with what belongs to it: between these a line may be broken. */
  readonly parts: readonly string[];
}

/** The one command that helps in a situation; undefined where there is nothing to do. */
export function nextCommandFor(situation: Situation): NextCommand | undefined {
  return COMMANDS[situation.state]?.(situation);
}

const COMMANDS: Partial<Readonly<Record<State, (situation: Situation) => NextCommand | undefined>>> = {
  queued: (it) => about(it, "Who has the places, and what comes next", "env explain"),
  unreachable: (it) => about(it, "What comes next", "env explain"),
  asleep: (it) => about(it, "Or from a terminal", "env wake"),
  suspended: ({ name, namespace }) => ({
    purpose: "To let it go on",
    parts: ["kubectl patch uenv", `${name}`, `-n ${namespace}`, "--type=merge", `-p '{"spec":{"suspend":false}}'`],
  }),
  failed: (it) => about(it, "What happened, and what comes next", "env explain"),
  held: (it) => about(it, "Who holds what, and the command that mends it", "env explain"),
  leaving: (it) => about(it, "Who or what ended it", "env explain"),
  gone: (it) => (it.isRevivable === true ? about(it, "To have it back", "env revive") : undefined),
  unknown: () => ({
    purpose: "Which there are, and which there were",
    parts: ["kubectl upstart env list", "-A --all"],
  }),
};

function about({ name, namespace }: Situation, purpose: string, verb: string): NextCommand {
  return { purpose, parts: [`kubectl upstart ${verb}`, `${name}`, `-n ${namespace}`] };
}
