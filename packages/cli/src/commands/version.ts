import { Command } from "commander";
import { addOutputFlag, type OutputFlags } from "../flags.ts";
import { printDocument } from "../print.ts";
import type { Verb } from "../verb.ts";
import { VERSION } from "../version.ts";

/** `version`: of the program and of what it runs on. */
export const versionCommand: Verb = (host, done) =>
  addOutputFlag(new Command("version").summary("print the version"), ["text", "json", "yaml"]).action(
    async (flags: OutputFlags) => {
      const version = {
        version: VERSION,
        node: process.versions.node,
        platform: `${process.platform}/${process.arch}`,
      };
      if (flags.output === "text")
        host.stdout.write(`upstart ${version.version} (Node ${version.node}, ${version.platform})\n`);
      else await printDocument(host, flags.output === "json" ? "json" : "yaml", version);
      done(0);
    },
  );
