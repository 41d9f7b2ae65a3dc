import { createReadStream, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { SourceText } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { FileFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { sayWhenSlow } from "./slow.ts";
import { cannotOpen, decodeText, MAX_BYTES, readText, tooLarge } from "./text.ts";
import { fetchText } from "./url.ts";

const READ_FROM_FOLDERS = /\.(?:ya?ml|json)$/i;

/** Reads everything that `-f` names, in the order given, folders by name. Throws CliError (exit 2) for what cannot be opened, and for a folder with nothing to read. */
export async function readSources(host: Host, flags: FileFlags): Promise<SourceText[]> {
  if (flags.filename.length === 0)
    throw new CliError(
      EXIT.usage,
      "nothing to read: say which files with -f",
      "for example -f service.yaml, or -f - for standard input",
    );
  if (flags.filename.filter((name) => name === "-").length > 1)
    throw new CliError(EXIT.usage, "standard input can be read only once", "give -f - once");
  const sources: SourceText[] = [];
  for (const name of flags.filename) {
    if (name === "-") sources.push(await readStdin(host));
    else if (/^https?:\/\//i.test(name)) sources.push(await sayWhenSlow(host, name, fetchText(name, host.env)));
    else sources.push(...(await readGiven(host, name, flags.recursive === true)));
  }
  return sources;
}

async function readStdin(host: Host): Promise<SourceText> {
  if (host.stdin.isTTY === true)
    host.stderr.write("note: reading from this terminal; end with ^D on a line of its own\n");
  return { name: "<stdin>", text: await sayWhenSlow(host, "standard input", readText("standard input", host.stdin)) };
}

/** A folder that has nothing to read is a slip in its name more often than not. */
async function readGiven(host: Host, name: string, recursive: boolean): Promise<SourceText[]> {
  const sources = await readPath(host, name, recursive);
  if (sources.length > 0) return sources;
  throw new CliError(
    EXIT.usage,
    `there is no .yaml, .yml or .json file in the folder ${name}`,
    recursive ? "check the name" : "check the name; -R looks into the folders below it too",
  );
}

async function readPath(host: Host, name: string, recursive: boolean): Promise<SourceText[]> {
  const path = resolve(host.cwd, name);
  try {
    // A pipe may take its time. A file is there, and a thousand of them are read sooner without waiting for each.
    const info = statSync(path);
    if (info.isDirectory()) return await readFolder(host, name, recursive);
    if (info.size > MAX_BYTES) throw tooLarge(name);
    const text = info.isFile()
      ? decodeText(readFileSync(path))
      : await sayWhenSlow(host, name, readText(name, createReadStream(path)));
    return [{ name, text }];
  } catch (cause) {
    throw cause instanceof CliError ? cause : await cannotOpen(name, path, cause as NodeJS.ErrnoException);
  }
}

async function readFolder(host: Host, name: string, recursive: boolean): Promise<SourceText[]> {
  const path = resolve(host.cwd, name);
  const entries = await readdir(path, { withFileTypes: true }).catch(async (cause: NodeJS.ErrnoException) => {
    throw await cannotOpen(name, path, cause);
  });
  const sources: SourceText[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() ? recursive : READ_FROM_FOLDERS.test(entry.name))
      sources.push(...(await readPath(host, join(name, entry.name), recursive)));
  }
  return sources;
}
