/** What went wrong, for programs; `docs` and scripts may rely on these words. */
export type SandboxErrorCode =
  | "GoMissing"
  | "GoTooOld"
  | "BuildFailed"
  | "StartFailed"
  | "Crashed"
  | "PortTaken"
  | "DirectoryTaken"
  | "StateUnreadable"
  | "NotRunning";

/** Why the sandbox cannot do what was asked: for a person, with what to do. Never holds a token. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;
  readonly help: string;
  constructor(code: SandboxErrorCode, message: string, help: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.help = help;
  }
}
