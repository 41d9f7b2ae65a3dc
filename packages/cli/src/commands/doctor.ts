import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addClusterFlags, addOutputFlag, type ClusterFlags, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";

/** `doctor`: looks step by step at all that the other verbs need. */
export const doctorCommand: Verb = (host, done) =>
  addOutputFlag(
    addClusterFlags(
      new Command("doctor").summary("check all that the other verbs need, step by step, with what to do"),
    ),
    ["text", "json", "yaml"],
  ).action(async (flags: ClusterFlags & OutputFlags) => {
    const { doctor } = await import("../verbs/doctor.ts");
    done((await doctor(host, flags)) ? EXIT.ok : EXIT.no);
  });
