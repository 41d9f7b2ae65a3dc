import type { Host } from "../host.ts";

const SLOW_MS = 2_000;

/** Says on stderr that something is still being read when it takes long, so that nobody wonders whether it hangs. */
export async function sayWhenSlow<T>(host: Host, name: string, reading: Promise<T>, afterMs = SLOW_MS): Promise<T> {
  const timer = setTimeout(() => host.stderr.write(`note: still reading ${name}; ^C gives up\n`), afterMs);
  try {
    return await reading;
  } finally {
    clearTimeout(timer);
  }
}
