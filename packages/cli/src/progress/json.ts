import type { Host } from "../host.ts";
import type { Progress } from "./progress.ts";

/** One JSON object a line, numbered through the whole call. */
export function jsonProgress({ stderr }: Pick<Host, "stderr">): Progress {
  let seq = 0;
  return {
    begin: () => undefined,
    report: ({ time, object, phase, elapsedMs, waitingFor = [], reason, message }) => {
      seq += 1;
      stderr.write(`${JSON.stringify({ time, seq, object, phase, elapsedMs, waitingFor, reason, message })}\n`);
    },
    end: () => undefined,
  };
}
