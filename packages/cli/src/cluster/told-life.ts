import type { KubeObject, LifeStatus, Step, WaitStep } from "@upstart/engine";

/**
 * The step of a release whose environment as a whole cannot be used, or is not there yet; `told`: what is said of the
 * release itself. Undefined where the environment says nothing that the release does not. What it waits for is told of the
 * environment, once.
 */
export function lifeStepOf(environment: KubeObject, told: Step | undefined): Step | undefined {
  const { asleepSince, wakingSince, phase, queuePosition } = (environment.status ?? {}) as LifeStatus;
  if (told === undefined) {
    if (environment.metadata.deletionTimestamp !== undefined) return GOING;
    if (phase === "Queued") return waitFor("waiting", "QuotaFull", `a slot (number ${queuePosition} in the queue)`);
    return phase === "Requested" ? waitFor("waiting", "Progressing", "the copy of its template") : undefined;
  }
  // What has failed meanwhile is to be heard of, asleep or not.
  if (told.do !== "nothing") return undefined;
  if (asleepSince !== undefined)
    return { do: "stop", phase: "asleep", reason: "Sleeping", message: `since ${asleepSince}` };
  return wakingSince === undefined ? undefined : waitFor("progressing", "Waking", "its environment to be awake");
}

/** Whether a step is about all of an environment. */
export function isOfLife(step: Step | undefined): boolean {
  if (step === GOING) return true;
  return (step?.do === "stop" || step?.do === "wait") && ["Sleeping", "Waking", "QuotaFull"].includes(step.reason);
}

function waitFor(phase: WaitStep["phase"], reason: string, what: string): WaitStep {
  return { do: "wait", phase, reason, waitingFor: [what] };
}

const GOING = waitFor("progressing", "Progressing", "its environment to be gone");
