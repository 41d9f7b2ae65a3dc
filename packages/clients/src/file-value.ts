import { readFileSync } from "node:fs";
import type { Clock, ClusterError } from "@upstart/engine";
import { badKubeconfig } from "./kubeconfig-files.ts";

/** Something a file holds that others may replace while we run: a token, a certificate. */
export interface FileValue {
  /** What it is by now. Throws ClusterError `BadKubeconfig` when it never could be read. */
  read(): Buffer;
  /** Looks at the file at once; whether it is something else than it was. */
  refresh(): boolean;
}

/** Who vouches for the server. */
export type CertificateAuthority = FileValue;

const FRESH_MS = 60_000;

/** Of the same thing given as a file and inline (base64), the inline one, as kubectl; undefined when there is neither. */
export function fileOrData(file: string, data: string, clock: Clock): FileValue | undefined {
  if (data !== "") {
    const value = Buffer.from(data, "base64");
    return { read: () => value, refresh: () => false };
  }
  return file === "" ? undefined : fileValue(file, clock);
}

/** Reads a file again when a minute has passed. While it cannot be read, what it held before still counts. */
export function fileValue(file: string, clock: Clock): FileValue {
  let value: Buffer | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  const load = () => {
    try {
      value = readFileSync(file);
      readAt = clock.now();
    } catch (cause) {
      if (value === undefined) throw unreadable(file, cause);
    }
    return value;
  };
  return {
    read: () => (value !== undefined && clock.now() - readAt < FRESH_MS ? value : load()),
    refresh: () => {
      const before = value;
      const after = load();
      return before === undefined || !after.equals(before);
    },
  };
}

function unreadable(file: string, cause: unknown): ClusterError {
  return badKubeconfig(
    `${file}, which the kubeconfig names, cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
    "put it there, or name another user or cluster",
    cause,
  );
}
