import { ClusterError, HelmError } from "@upstart/engine";
import { CliError, EXIT, type ExitCode } from "./exit.ts";
import { inSpelling } from "./helm-flags.ts";
import type { Host } from "./host.ts";
import { errorText } from "./print.ts";

/** Says an error that ended a verb: what failed, what to do. Only our own bugs come with a stack. */
export function explainError(host: Host, error: unknown): { exitCode: ExitCode; text: string } {
  if (error instanceof CliError) return { exitCode: error.exitCode, text: errorText(host, error.message, error.help) };
  if (error instanceof ClusterError)
    return {
      exitCode: ["Invalid", "Conflict", "AlreadyExists"].includes(error.code) ? EXIT.no : EXIT.unreachable,
      text: errorText(host, inMask(host, error.message), clusterHelp(host, error)),
    };
  if (error instanceof HelmError)
    return {
      exitCode: helmExit(error),
      text: errorText(host, error.message, helmHelp(host, error)),
    };
  if (isSandboxError(error))
    return {
      exitCode: error.code === "NotRunning" ? EXIT.no : EXIT.unreachable,
      text: errorText(host, error.message, error.help),
    };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: EXIT.no, text: `error: this is a bug in upstart, please report it with what follows\n${stack}\n` };
}

function helmExit({ code }: HelmError): ExitCode {
  if (code === "Cancelled") return EXIT.interrupted;
  // What Helm looked at and refused is an answer; all else is that it could not look.
  return ["Failed", "ValuesRefused", "ReleaseTooLarge"].includes(code) ? EXIT.no : EXIT.unreachable;
}

/** The clients know the program by its plain name: their hints are shown in the one that it was called by. */
export function inMask(host: Pick<Host, "name">, text: string): string {
  const [first, ...hints] = text.split("\n");
  const inName = (hint: string) => hint.replace(/\bupstart (?=[a-z]+)/g, `${host.name} `);
  return inSpelling(host, [first, ...hints.map(inName)].join("\n"));
}

function clusterHelp(host: Host, { code }: ClusterError): string {
  switch (code) {
    case "Unreachable":
      return `is the cluster up, and is this the right context? ${host.name} doctor looks at it step by step`;
    case "Unauthorized":
      return inSpelling(host, "log in again, or choose another --context or --user");
    case "Forbidden":
      return `ask for the right that is named above; ${host.name} doctor lists what is needed`;
    case "UnknownKind":
      return "is it installed in this cluster (kubectl api-resources)?";
    default:
      return `${host.name} doctor looks at the cluster step by step`;
  }
}

function helmHelp(host: Host, { code }: HelmError): string {
  switch (code) {
    case "HelmUnavailable":
      return `${host.name} doctor shows which Helm is used`;
    case "ChartUnavailable":
      return `check chart and version in the file; ${host.name} doctor lists the chart repositories that Helm knows`;
    case "ClusterUnreachable":
    case "Forbidden":
      return `${host.name} doctor looks at the cluster step by step`;
    default:
      return "";
  }
}

/** The sandbox is loaded by its own verb only, so its errors are known by their name here. */
function isSandboxError(error: unknown): error is Error & { code: string; help: string } {
  return error instanceof Error && error.name === "SandboxError" && "help" in error;
}
