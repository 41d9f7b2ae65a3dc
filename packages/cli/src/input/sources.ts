import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { SourceText } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { FileFlags } from "../flags.ts";
import type { Host } from "../host.ts";

/** A file that is larger is not a spec: an object that a cluster takes has at most 1 MiB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Reads everything that `-f` names, in the order given, folders by name. Throws CliError (exit 2) for what cannot be opened. */
export async function readSources(host: Host, flags: FileFlags): Promise<SourceText[]> {
  if (flags.filename.length === 0) {
    throw new CliError(
      EXIT.usage,
      "nothing to read: say which files with -f",
      `for example ${host.name} lint -f service.yaml, or -f - for standard input`,
    );
  }
  const sources: SourceText[] = [];
  for (const name of flags.filename) {
    if (name === "-") sources.push({ name: "<stdin>", text: decode(await readAll(host.stdin)) });
    else if (/^https?:\/\//.test(name)) sources.push(await fetchText(name));
    else sources.push(...(await readPath(host, name, flags.recursive === true)));
  }
  return sources;
}

async function readPath(host: Host, name: string, recursive: boolean): Promise<SourceText[]> {
  const path = resolve(host.cwd, name);
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cannotOpen(name, cause);
  });
  if (!info.isDirectory()) return [await readText(path, name, info.size)];
  const entries = await readdir(path, { withFileTypes: true });
  const sources: SourceText[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = join(name, entry.name);
    if (entry.isDirectory() ? recursive : /\.(?:ya?ml|json)$/.test(entry.name))
      sources.push(...(await readPath(host, child, recursive)));
  }
  return sources;
}

async function readText(path: string, name: string, size: number): Promise<SourceText> {
  if (size > MAX_FILE_BYTES)
    throw new CliError(
      EXIT.usage,
      `${name} is too large to be read: it has ${Math.round(size / 1024 / 1024)} MiB`,
      `at most ${MAX_FILE_BYTES / 1024 / 1024} MiB are read of one file`,
    );
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw cannotOpen(name, cause);
  });
  return { name, text: decode(bytes) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "\0"; // what is not text is reported as such, where every other fault of a text is
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_FILE_BYTES) throw new CliError(EXIT.usage, "standard input is too large to be read");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function fetchText(url: string): Promise<SourceText> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok)
      throw new CliError(
        EXIT.usage,
        `cannot read ${url}: the server answers ${response.status} ${response.statusText}`,
      );
    return { name: url, text: decode(new Uint8Array(await response.arrayBuffer())) };
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new CliError(EXIT.usage, `cannot read ${url}: ${reason}`);
  }
}

function cannotOpen(name: string, cause: NodeJS.ErrnoException): CliError {
  const reasons: Record<string, string> = {
    ENOENT: "it does not exist",
    EACCES: "it may not be read",
    EISDIR: "it is a folder",
  };
  return new CliError(
    EXIT.usage,
    `cannot open ${name}: ${reasons[cause.code ?? ""] ?? cause.message}`,
    cause.code === "ENOENT" ? "check the name after -f" : undefined,
  );
}
