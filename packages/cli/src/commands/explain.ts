import { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { Verb } from "../program.ts";

/** `explain`: a diagnostic's code, or a field. */
export const explainCommand: Verb = (host, done) =>
  new Command("explain")
    .summary("explain a diagnostic's code, or a field of a kind")
    .description(
      "Explains a diagnostic's code (DependencyCycle) or a field (usvc.spec.helmReleases.dependencies).\nWithout an argument: all codes.",
    )
    .argument("[what]", "a code or a field")
    .action(async (what: string | undefined) => {
      const { explain } = await import("../verbs/explain.ts");
      host.stdout.write(explain(host, what));
      done(EXIT.ok);
    });
