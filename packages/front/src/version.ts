declare const UPSTART_VERSION: string | undefined;

/** Of this build; `dev` when run from sources. */
export const VERSION: string = typeof UPSTART_VERSION === "string" ? UPSTART_VERSION : "dev";
