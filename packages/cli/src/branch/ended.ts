import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Watched } from "./watching.ts";

/** The exit code of a watching that did not see what it waited for; says so, and that the controllers go on. */
export function tellUnfinished(host: Host, { end }: Watched, name: string, next: string): ExitCode {
  const what = end === "interrupted" ? "no longer watched" : "timed out";
  host.stderr.write(`${what}: the controllers go on with ${name}; ${host.name} ${next} shows how far they are\n`);
  return end === "interrupted" ? EXIT.interrupted : EXIT.timedOut;
}
