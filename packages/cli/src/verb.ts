import type { Command } from "commander";
import type { Host } from "./host.ts";

/** A verb: defines itself, and loads what it needs only when it is called. Returns its exit code through `done`. */
export type Verb = (host: Host, done: (code: number) => void) => Command;
