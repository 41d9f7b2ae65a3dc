/** Why the sandbox cannot do what was asked: for a person, with what to do. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: "GoMissing" | "GoTooOld" | "BuildFailed" | "StartFailed" | "NotRunning" | "Unsupported";
  readonly help: string;
  constructor(code: SandboxError["code"], message: string, help: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.help = help;
  }
}
