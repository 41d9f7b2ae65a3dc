import type { Mark } from "../diagnostic/diagnostic.ts";

/** What a reference names. */
export type Target =
  | { readonly kind: "output"; readonly dependency: string; readonly key: string }
  | { readonly kind: "environmentName" }
  | { readonly kind: "environmentParam"; readonly key: string }
  | { readonly kind: "serviceName" }
  | { readonly kind: "releaseName" }
  | { readonly kind: "releaseNamespace" };

/** Turns an output's text into another type; only where the reference is the whole string. */
export type Cast = "int" | "number" | "bool" | "json";

/** One `<< … >>`. */
export interface Reference {
  readonly target: Target;
  /** Used when the key is missing; an empty value is a value. */
  readonly default?: string;
  readonly cast?: Cast;
  /** The reference's text, `<<` and `>>` included, and which of its kind in the string it is. */
  readonly mark: Mark;
}
