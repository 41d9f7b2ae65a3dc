import { createInterface } from "node:readline";
import type { Host } from "../host.ts";

/** Asks a person before a terminal; no where nobody answers, or at ^C. */
export async function agrees(host: Pick<Host, "stdin" | "stderr" | "signal">, question: string): Promise<boolean> {
  const lines = createInterface({ input: host.stdin });
  host.stderr.write(`${question} [y/N] `);
  try {
    return await new Promise<boolean>((resolve) => {
      lines.once("line", (line) => resolve(/^y(?:es)?$/i.test(line.trim())));
      lines.once("close", () => resolve(false));
      host.signal.addEventListener("abort", () => resolve(false), { once: true });
    });
  } finally {
    lines.close();
  }
}
