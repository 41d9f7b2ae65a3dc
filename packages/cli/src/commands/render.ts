import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { addFileFlags, addNamespaceFlag, addOutputFlag, type FileFlags, type OutputFlags } from "../flags.ts";
import type { Verb } from "../verb.ts";

interface Flags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly outputs?: string;
  readonly showSecrets?: boolean;
  readonly manifests?: boolean;
}

/** `render`: releases in order with their final values. Needs no cluster. */
export const renderCommand: Verb = (host, done) => {
  const command = new Command("render")
    .summary("show the releases in order with their final values")
    .description(
      "Shows every release in the order that it is installed in, with its final values.\nOutputs that nobody knows yet stay as << NAME.outputs.KEY >>; --outputs fills them in. Needs no cluster.",
    )
    .argument("[files...]", "files, as with -f");
  addOutputFlag(addNamespaceFlag(addFileFlags(command)), ["yaml", "json", "text"]);
  return command
    .option("--outputs <file>", "fill in outputs from a file of {dependency: {KEY: value}}")
    .option("--show-secrets", "show strings that hold a secret, instead of (sensitive)")
    .option("--manifests", "run the charts through Helm and print their manifests")
    .action(async (files: string[], flags: Flags) => {
      const { renderUniverse } = await import("../verbs/render.ts");
      done((await renderUniverse(host, { ...flags, filename: [...flags.filename, ...files] })) ? EXIT.ok : EXIT.no);
    });
};
