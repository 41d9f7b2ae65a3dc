import type { KubeObject } from "@upstart/engine";
import { specOf } from "./environment.ts";

/** What becomes of its volumes when an environment goes; goes on after "goes". */
export function volumesText(object: KubeObject): string {
  return WORDS[specOf(object).dataPolicy ?? "delete"];
}

const WORDS = {
  delete: "with its volumes",
  keep: "but for its volumes",
  snapshot: "with its volumes, of which snapshots are kept",
} as const;
