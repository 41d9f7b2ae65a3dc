import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addOutputFlag, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";

interface Flags extends OutputFlags {
  readonly name?: string;
}

/** `import`: a helmfile as UpstartServices. Needs no cluster. */
export const importCommand: Verb = (host, done) =>
  addOutputFlag(
    new Command("import")
      .summary("turn a helmfile into an UpstartService")
      .description(
        "Prints the releases, needs and values of a helmfile as an UpstartService: one for each namespace, where there are several.\nWhat could not be carried over is said on stderr. A helmfile that is a template is written out first, by helmfile build.",
      )
      .argument("<helmfile>", "the helmfile, or - for standard input"),
    ["yaml", "json"],
  )
    .option("--name <name>", "name of the service (default: that of the helmfile's folder)")
    .action(async (file: string, flags: Flags) => {
      const { importHelmfile } = await import("../verbs/import.ts");
      done((await importHelmfile(host, file, flags)) ? EXIT.ok : EXIT.no);
    });
