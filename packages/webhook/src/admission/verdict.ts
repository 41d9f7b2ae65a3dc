/** One thing for which a request is refused. */
export interface Cause {
  /** A diagnostic's code, or a word of Kubernetes. */
  readonly reason: string;
  /** `spec.helmReleases.api.dependencies[1].name` */
  readonly field: string;
  readonly message: string;
}

/** What is decided about a request. */
export interface Verdict {
  /** Everything for which it is refused; it is allowed when there is nothing. */
  readonly causes: readonly Cause[];
  readonly warnings: readonly string[];
  /** For the API server's audit log: never a value. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Whether all that is lacking is rights. */
export function isForbidden({ causes }: Pick<Verdict, "causes">): boolean {
  return causes.length > 0 && causes.every((c) => c.reason === "FieldValueForbidden");
}

const MAX_FORBIDDEN = 5;

/**
 * One line for a terminal: the first cause, and how many more there are. Of what is forbidden kubectl prints this and no
 * causes, so there are several.
 */
export function messageOf(causes: readonly Cause[]): string {
  const [first, ...more] = causes;
  if (first === undefined) return "";
  if (isForbidden({ causes })) {
    const told = causes.slice(0, MAX_FORBIDDEN).map((c) => `${c.field}: ${c.message}`);
    const rest = causes.length - told.length;
    return `${told.join("; ")}${rest === 0 ? "" : ` (and ${rest} more)`}`;
  }
  const rest = more.length === 0 ? "" : ` (and ${more.length} more: see the causes, or run upstart lint)`;
  return `${first.field}: ${first.message}${rest}`;
}

/** Nobody reads more of them, and each is some hundred bytes on its way. */
const MAX_CAUSES = 100;

/** Causes as they may be sent: the first ones, and how many there are besides. */
export function shownCauses(causes: readonly Cause[]): readonly Cause[] {
  const [next, ...more] = causes.slice(MAX_CAUSES);
  if (next === undefined || more.length === 0) return causes;
  const rest = `and ${more.length} more; run upstart lint to see all of them`;
  return [...causes.slice(0, MAX_CAUSES), { ...next, message: `${next.message} (${rest})` }];
}

/** The API server cuts longer ones, and drops them all when they are too long together. */
const MAX_WARNING = 120;
const MAX_WARNINGS = 20;

/** Warnings as they may be sent: each once, on one line, short, not too many. */
export function shortWarnings(warnings: readonly string[]): string[] {
  const distinct = [...new Set(warnings.map(shorten))];
  if (distinct.length <= MAX_WARNINGS) return distinct;
  return [...distinct.slice(0, MAX_WARNINGS - 1), `and ${distinct.length - MAX_WARNINGS + 1} more warnings`];
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_WARNING ? line : `${line.slice(0, MAX_WARNING - 1)}…`;
}
