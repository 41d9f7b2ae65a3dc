import { locate, positionOf } from "@upstart/engine";
import type { Loss } from "./services.ts";

/** `helmfile.yaml:12`. */
export function placeOf(at: Loss["at"]): string {
  return `${at.document.source.name}:${lineOf(at)}`;
}

/** The line of something in its file. */
export function lineOf({ document, path }: Loss["at"]): number {
  return positionOf(document.source, locate(document, { path }).start).line;
}
