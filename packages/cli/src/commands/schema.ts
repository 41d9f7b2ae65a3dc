import { Command } from "commander";
import { CliError, EXIT } from "../exit.ts";
import type { Verb } from "../program.ts";

/** `schema`: JSON Schema of a kind, for editors. */
export const schemaCommand: Verb = (host, done) =>
  new Command("schema")
    .summary("print the JSON Schema of a kind, for editors")
    .argument("[kind]", "UpstartService, UpstartEnvironment or HelmRelease; all three, where none is named")
    .action(async (kind: string | undefined) => {
      const { findKind, SCHEMAS } = await import("../verbs/schema.ts");
      const name = kind === undefined ? undefined : findKind(kind);
      if (kind !== undefined && name === undefined)
        throw new CliError(EXIT.usage, `there is no kind "${kind}"`, `there are ${Object.keys(SCHEMAS).join(", ")}`);
      host.stdout.write(
        `${JSON.stringify(name === undefined ? { $schema: "http://json-schema.org/draft-07/schema#", anyOf: Object.values(SCHEMAS) } : SCHEMAS[name], null, 2)}\n`,
      );
      done(EXIT.ok);
    });
