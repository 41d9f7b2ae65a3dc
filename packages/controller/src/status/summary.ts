import { headline } from "@upstart/engine";
import type { Summary } from "./conditions.ts";

/** A part of an object, by the name that the object has for it. */
export interface Part {
  readonly name: string;
  readonly summary: Summary;
}

/** From the one that is told first to the last. */
const ORDER: readonly Summary["is"][] = ["stalled", "progressing", "suspended", "ready"];

/**
 * An object stands as its parts do: ready when all are. It is stalled when one is and nothing else is on its way that
 * does not wait for that one. `noun` is what its parts are called.
 */
export function summaryOfParts(parts: readonly Part[], noun: string): Summary {
  const ready = parts.filter((p) => p.summary.is === "ready" || p.summary.isReady === true);
  if (ready.length === parts.length && parts.every((p) => p.summary.is === "ready"))
    return { is: "ready", reason: "Ready", message: readyText(parts.length, noun) };
  const worst = [...parts].sort((a, b) => rank(a.summary) - rank(b.summary))[0]!;
  const isOnItsWay = parts.some(({ summary }) => summary.is === "progressing" && !isBlocked(summary));
  const is = worst.summary.is === "stalled" && isOnItsWay ? "progressing" : worst.summary.is;
  const { reason, message } = worst.summary;
  return {
    is,
    reason,
    message: `${ready.length} of ${parts.length} ${parts.length === 1 ? noun : `${noun}s`} ready; ${worst.name}: ${headline(message)}`,
    ...(is === "suspended" && ready.length === parts.length ? { isReady: true } : {}),
  };
}

function rank(summary: Summary): number {
  return ORDER.indexOf(summary.is) * 2 + (isBlocked(summary) ? 1 : 0);
}

/** It waits for something that will not come by itself. */
function isBlocked({ message }: Summary): boolean {
  return message.startsWith("blocked by ");
}

function readyText(count: number, noun: string): string {
  if (count === 0) return `has no ${noun}s`;
  return count === 1 ? `its ${noun} is ready` : `all ${count} ${noun}s are ready`;
}
