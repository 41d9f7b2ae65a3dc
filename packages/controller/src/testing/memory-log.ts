import { createLog, type Log, type LogLevel } from "../runtime/log.ts";

/** A log that keeps its lines, decoded. */
export function memoryLog(level: LogLevel = "debug"): Log & { readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { ...createLog({ level, write, now: () => 0 }), lines };
}
