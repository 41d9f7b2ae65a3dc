import { lstat } from "node:fs/promises";
import { CliError, EXIT } from "../exit.ts";

/** What is larger is not a spec: an object that a cluster takes has at most 1 MiB. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a stream to its end as text. Throws CliError (exit 2) when it has no end in sight. */
export async function readText(name: string, stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw tooLarge(name);
    chunks.push(bytes);
  }
  return decodeText(Buffer.concat(chunks));
}

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so, as kubectl reads files. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === "utf-8" }).decode(bytes);
  } catch {
    return "\0"; // what is not text is reported as such, where every other fault of a text is
  }
}

export function tooLarge(name: string): CliError {
  return new CliError(
    EXIT.usage,
    `${name} is too large to be read`,
    `at most ${MAX_BYTES / 1024 / 1024} MiB are read of one file`,
  );
}

const REASONS: Readonly<Record<string, readonly [reason: string, help?: string]>> = {
  ENOENT: ["it does not exist", "check the name"],
  EACCES: ["it may not be read", "check who may read it: ls -l"],
  EPERM: ["it may not be read", "check who may read it: ls -l"],
  EISDIR: ["it is a folder"],
  ENOTDIR: ["a part of its path is a file, not a folder", "check the name"],
  ELOOP: ["it is a link that leads back to itself"],
  ENAMETOOLONG: ["no file can have so long a name"],
  ENXIO: ["it is a socket or a device that nobody answers on"],
  EMFILE: ["too many files are open", "raise the limit: ulimit -n"],
};

/** Why a file cannot be opened, in words (exit 2). */
export async function cannotOpen(name: string, path: string, cause: NodeJS.ErrnoException): Promise<CliError> {
  const isLink = cause.code === "ENOENT" && (await lstat(path).catch(() => undefined)) !== undefined;
  const [reason, help] = isLink
    ? ["it is a link to something that does not exist"]
    : (REASONS[cause.code ?? ""] ?? [cause.message]);
  return new CliError(EXIT.usage, `cannot open ${name}: ${reason}`, help);
}
