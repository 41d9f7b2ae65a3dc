import { isFailure } from "./failure.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** What a line says besides its message: `controller`, `namespace`, `name`, `generation`, `reconcileID`, `error`, … */
export type LogFields = Readonly<Record<string, unknown>>;

/** Lines for machines and people: one JSON object each. Never throws. */
export interface Log {
  debug(msg: string, fields?: LogFields): void;
  info(msg: string, fields?: LogFields): void;
  warn(msg: string, fields?: LogFields): void;
  error(msg: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly write: (line: string) => void;
  readonly now: () => number;
  readonly fields?: LogFields;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const MAX_TEXT = 16_384;
/** Fields of objects that may hold secrets, wherever they stand. */
const HIDDEN: ReadonlySet<string> = new Set(["values", "data", "stringData", "token", "password"]);

/** A log that writes lines from a level on. Values and the data of Secrets are never in them; long texts are cut. */
export function createLog(options: LogOptions): Log {
  const at =
    (level: LogLevel) =>
    (msg: string, fields: LogFields = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(options.level)) return;
      const ts = new Date(options.now()).toISOString();
      options.write(`${encode({ ts, level, msg, ...options.fields, ...fields })}\n`);
    };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (fields) => createLog({ ...options, fields: { ...options.fields, ...fields } }),
  };
}

function encode(line: LogFields): string {
  try {
    return JSON.stringify(line, (key, value: unknown) => (HIDDEN.has(key) ? "(redacted)" : plain(value)));
  } catch (cause) {
    return JSON.stringify({ ts: line.ts, level: line.level, msg: line.msg, unloggable: String(cause) }); // a circle, or a bigint
  }
}

function plain(value: unknown): unknown {
  if (typeof value === "string" && value.length > MAX_TEXT)
    return `${value.slice(0, MAX_TEXT)}… (${value.length - MAX_TEXT} more characters)`;
  return value instanceof Error ? describe(value) : value;
}

/** A failure of the world is told by its code and message; only a bug comes with its stack. */
function describe(error: Error): object {
  if (isFailure(error)) return { code: "code" in error ? error.code : error.name, message: error.message };
  return { message: error.message, stack: error.stack };
}
