import { Command } from "commander";
import { CliError, EXIT } from "../exit.ts";
import { addOutputFlag, type OutputFlags } from "../flags.ts";
import { printDocument } from "../print.ts";
import type { Verb } from "../verb.ts";

/** `schema`: JSON Schema of a kind, for editors. */
export const schemaCommand: Verb = (host, done) =>
  addOutputFlag(
    new Command("schema")
      .summary("print the JSON Schema of a kind, for editors")
      .description("Prints the JSON Schema (draft-07) of a kind: for editors, and for checks in other programs.")
      .argument("[kind]", "UpstartService, UpstartEnvironment or HelmRelease; all three, where none is named"),
    ["json", "yaml"],
  ).action(async (kind: string | undefined, { output }: OutputFlags) => {
    const { findKind, schemaOf, SCHEMAS } = await import("../verbs/schema.ts");
    const name = kind === undefined ? undefined : findKind(kind);
    if (kind !== undefined && name === undefined)
      throw new CliError(EXIT.usage, `there is no kind "${kind}"`, `there are ${Object.keys(SCHEMAS).join(", ")}`);
    await printDocument(host, output === "json" ? "json" : "yaml", schemaOf(name));
    done(EXIT.ok);
  });
