/** How an object stands, in one word each for machines and people. */
export interface Summary {
  readonly is: "ready" | "progressing" | "stalled" | "suspended";
  readonly reason: string;
  readonly message: string;
  /** What is suspended may be ready as it is. */
  readonly isReady?: boolean;
}

export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration: number;
  readonly lastTransitionTime: string;
}

/**
 * Conditions as kstatus reads them: `Ready` always, `Reconciling` or `Stalled` where one holds and never both. Times
 * move only with the status.
 */
export function conditionsOf(
  summary: Summary,
  { generation, previous, now }: { generation: number; previous: readonly Condition[]; now: string },
): Condition[] {
  const make = (type: string, status: Condition["status"]): Condition => {
    const before = previous.find((c) => c.type === type);
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
    const { reason, message } = summary;
    return { type, status, reason, message: cut(message), observedGeneration: generation, lastTransitionTime };
  };
  const ready = make("Ready", summary.is === "ready" || summary.isReady === true ? "True" : "False");
  switch (summary.is) {
    case "ready":
    case "suspended":
      return [ready];
    case "progressing":
      return [ready, make("Reconciling", "True")];
    case "stalled":
      return [ready, make("Stalled", "True")];
  }
}

const MAX_MESSAGE = 4000;

function cut(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;
}
