import type { LogLine } from "@upstart/clients";
import type { ClusterError } from "@upstart/engine";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
import { nameOfSource, prefixOf } from "./prefix.ts";
import type { LogSource } from "./sources.ts";

/** Where logs go as they are read. */
export interface LogPrinter {
  /** Before its lines: what is to be said of it, and that it has none. */
  begin(source: LogSource): void;
  line(source: LogSource, line: LogLine): void;
  /** It could not be read, or not to its end. */
  unread(source: LogSource, error: ClusterError): void;
}

export interface PrinterOptions {
  readonly out: Style;
  readonly err: Style;
  /** Each line says whose it is. */
  readonly isPrefixed: () => boolean;
  readonly timestamps: boolean;
  /** What is wrong with them is said, too. */
  readonly failed: boolean;
  readonly redact: (text: string) => string;
}

/** For a person: lines on stdout as containers wrote them, without secret outputs; all else on stderr. */
export function textPrinter(host: Host, options: PrinterOptions): LogPrinter {
  const { out, err, redact } = options;
  const note = (text: string) => host.stderr.write(`${fold(printable(redact(text)), err.columns, 2)}\n`);
  return {
    begin: (source) => {
      const { reason, message, container } = source;
      const { hasLog } = source.stand;
      const says = [reason, message].filter((part) => part !== undefined).join(": ");
      const name = nameOfSource(source);
      if (options.failed) note(`${err.paint("red", err.glyphs.failed)} ${name} ${says}`);
      else if (!hasLog) note(`${name} has no log yet${says === "" ? "" : `: ${says}`}`);
      if (options.failed && !hasLog && container !== undefined) note("  it has never run: there is no log");
    },
    line: (source, { time, text }) => {
      const prefix = options.isPrefixed() ? prefixOf(source, out) : "";
      const at = options.timestamps && time !== "" ? `${time} ` : "";
      host.stdout.write(`${prefix}${at}${redact(text)}\n`);
    },
    // Whose log it is stands before it.
    unread: (source, error) => {
      const why = error.message.replace(/^cannot read the log of pod \S+, container \S+: /, "its log cannot be read: ");
      note(`${err.paint("yellow", err.glyphs.warning)} ${nameOfSource(source)}: ${why}`);
    },
  };
}

/** For scripts, as it comes: a JSON object a line. What could not be read is said on stderr. */
export function jsonLinesPrinter(host: Host, text: LogPrinter, redact: (text: string) => string): LogPrinter {
  return {
    ...text,
    line: ({ release, namespace, pod, container, previous }, { time, text: line }) =>
      host.stdout.write(
        `${JSON.stringify({ ...(time === "" ? {} : { time }), release, namespace, pod, container, ...(previous ? { previous } : {}), line: redact(line) })}\n`,
      ),
  };
}

/** One entry of the document. */
export interface LogEntry extends Omit<LogSource, "stand" | "previous"> {
  readonly previous?: true;
  readonly lines: string[];
  /** Why it could not be read, or not to its end. */
  error?: string;
}

/** Keeps all of it, for one document at the end. */
export function collector(options: Pick<PrinterOptions, "timestamps" | "redact">): {
  readonly printer: LogPrinter;
  readonly entries: readonly LogEntry[];
} {
  const entries: LogEntry[] = [];
  const printer: LogPrinter = {
    begin: ({ stand: _, previous, message, ...source }) => {
      const said = message === undefined ? {} : { message: options.redact(message) };
      entries.push({ ...source, ...said, ...(previous ? { previous } : {}), lines: [] });
    },
    line: (_, { time, text }) =>
      entries.at(-1)!.lines.push(`${options.timestamps && time !== "" ? `${time} ` : ""}${options.redact(text)}`),
    unread: (_, error) => {
      entries.at(-1)!.error = error.message;
    },
  };
  return { printer, entries };
}
