import type { KubeObject } from "@upstart/engine";
import { printable } from "../output/printable.ts";
import { endText } from "./ending.ts";
import { lifeOf, viewOf } from "./environment.ts";
import { ago } from "./words.ts";

/** What is to be said of an environment besides its releases: why nobody can use it, or not for long, and what helps. */
export interface Standing {
  readonly name: string;
  readonly namespace: string;
  readonly phase: string;
  /** Goes on after "NAME is". */
  readonly text: string;
  readonly next: readonly string[];
}

/** How an environment stands, where there is more to say than that it is ready or on its way. `program`: as it was called. */
export function standingOf(object: KubeObject, program: string, now: number): Standing | undefined {
  const { name, namespace, phase } = viewOf(object);
  const { text, verb } = wordsOf(object, now);
  if (text === undefined) return undefined;
  const next = verb === undefined ? [] : [`${program} env ${verb} -n ${namespace}`];
  return { name, namespace, phase, text: printable(text), next };
}

interface Words {
  readonly text?: string;
  /** Of `env`, with its operands. */
  readonly verb?: string;
}

function wordsOf(object: KubeObject, now: number): Words {
  const { name, phase, message = "", expiresReason, queuePosition } = viewOf(object);
  const { asleepSince, wakingSince, failedSince, teardown } = lifeOf(object);
  const says = message === "" ? "" : `: ${message.replace(/^is /, "")}`;
  const word = phase.toLowerCase();
  const goes = `; it goes ${endText(object, now)}`;
  const end = phase === "Expiring" ? goes : "";
  const { deletionTimestamp } = object.metadata;
  if (deletionTimestamp !== undefined) {
    const step = teardown === undefined ? "" : `, step ${teardown.step} of ${teardown.of}`;
    return { text: `${word} since ${ago(deletionTimestamp, now)}${step}${says}` };
  }
  if (failedSince !== undefined)
    return { text: `failed since ${ago(failedSince, now)}${goes}`, verb: `extend ${name}` };
  if (asleepSince !== undefined) return { text: `asleep since ${ago(asleepSince, now)}${end}`, verb: `wake ${name}` };
  if (wakingSince !== undefined) return { text: `being woken since ${ago(wakingSince, now)}${end}` };
  // Nothing keeps one longer than it may live.
  if (end !== "") return { text: `${word}${end}`, ...(expiresReason === "max" ? {} : { verb: `extend ${name}` }) };
  if (phase === "Queued") return { text: `${word}${says || `: number ${queuePosition} in the queue`}`, verb: "list" };
  return WITH_MESSAGE.has(phase) ? { text: `${word}${says}` } : {};
}

const WITH_MESSAGE: ReadonlySet<string> = new Set(["Requested", "Verifying", "Degraded"]);
