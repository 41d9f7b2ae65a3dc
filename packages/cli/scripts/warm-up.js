// Runs verbs of the built program, and keeps beside it what V8 has compiled of it by then.
import { codeFile, SCRIPT } from "../bin/warm-start.js";
import { CALLS } from "./warm-up/calls.ts";
import { warmUp } from "./warm-up/warm-up.ts";

await warmUp(
  SCRIPT,
  CALLS.map((args) => ({ args, code: codeFile(args[0]) })),
);
