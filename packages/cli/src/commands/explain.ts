import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addOutputFlag, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";

/** `explain`: a diagnostic's code, a reason, or a field. */
export const explainCommand: Verb = (host, done) =>
  addOutputFlag(
    new Command("explain")
      .summary("explain a diagnostic's code, or a field of a kind")
      .description(
        "Explains a diagnostic's code (DependencyCycle), a reason of a status (InstallFailed) or a field (usvc.spec.helmReleases.dependencies).\nWithout an argument: all codes.",
      )
      .argument("[what]", "a code, a reason or a field"),
    ["text", "json", "yaml"],
  ).action(async (what: string | undefined, flags: OutputFlags) => {
    const { explain } = await import("../verbs/explain.ts");
    await explain(host, flags, what);
    done(EXIT.ok);
  });
