import { OutsideError } from "@upstart/controller/runtime/failure";

export type ForgeErrorCode =
  | "Unreachable"
  | "RateLimited"
  | "Unauthorized"
  | "Forbidden"
  | "NotFound"
  | "NotAnApi"
  | "Refused"
  | "ServerError"
  | "Cancelled";

/** The forge could not do what was asked. `message` says what was being done and why not; it holds no secret. */
export class ForgeError extends OutsideError {
  override readonly name = "ForgeError";
  readonly code: ForgeErrorCode;
  /** HTTP status, where one came. */
  readonly status?: number;
  /** When it may be asked again, where it says so. */
  readonly retryAt?: number;

  constructor(
    code: ForgeErrorCode,
    message: string,
    options: { readonly status?: number; readonly retryAt?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAt !== undefined) this.retryAt = options.retryAt;
  }
}
