import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addOutputFlag, globalOptions, type OutputFlags } from "../flags.ts";
import { inSpelling } from "../helm-flags.ts";
import { flagTerm, flagText } from "../help.ts";
import { table } from "../output/table.ts";
import { printDocument } from "../print.ts";
import type { Verb } from "../verb.ts";

/** `options`: the flags that every verb takes and no help repeats. */
export const optionsCommand: Verb = (host, done) =>
  addOutputFlag(new Command("options").summary("list the flags that every verb takes"), [
    "text",
    "json",
    "yaml",
  ]).action(async ({ output }: OutputFlags) => {
    const flags = globalOptions();
    if (output === "text")
      host.stdout.write(
        `These flags are taken by every verb, before or after it:\n\n${table(
          ["", ""],
          flags.map((o) => [`  ${inSpelling(host, flagTerm(o))}`, flagText(o)]),
          { noHeaders: true },
        )}`,
      );
    else
      await printDocument(host, output === "json" ? "json" : "yaml", {
        flags: flags.map((o) => ({
          name: inSpelling(host, o.long!),
          ...(o.short === undefined ? {} : { short: o.short }),
          text: flagText(o),
        })),
      });
    done(EXIT.ok);
  });
