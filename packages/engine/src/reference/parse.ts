import type { Mark } from "../diagnostic/diagnostic.ts";
import { ACCEPTED, type Cast, cast as castText } from "./cast.ts";
import { closeOfQuote, type Opening, scan } from "./scan.ts";

/** What a reference names. */
export type Target =
  | { readonly kind: "output"; readonly dependency: string; readonly key: string }
  | { readonly kind: "environmentName" }
  | { readonly kind: "environmentParam"; readonly key: string }
  | { readonly kind: "serviceName" }
  | { readonly kind: "releaseName" }
  | { readonly kind: "releaseNamespace" };

/** One `<< … >>`. */
export interface Reference {
  readonly target: Target;
  /** Used when the key is missing; an empty value is a value. */
  readonly default?: string;
  readonly cast?: Cast;
  /** The reference's text, `<<` and `>>` included, and which `<<` of the string it starts with. */
  readonly mark: Mark;
}

/** Something that was meant as a reference and is none. */
export interface Malformed {
  readonly mark: Mark;
  readonly message: string;
  readonly help: string;
}

/** A string cut into literal text (escapes already resolved) and references. */
export interface Template {
  readonly segments: readonly (string | Reference)[];
  readonly malformed: readonly Malformed[];
}

/** Words that name something of their own, so no release or service may be called so. */
export const RESERVED_NAMES: readonly string[] = ["environment", "service", "release"];

const ESCAPE_HELP = 'for a literal "<<" write "\\<<" (in a double-quoted YAML string "\\\\<<")';
const FORM_HELP = `a reference is << dependency.outputs.KEY >>; ${ESCAPE_HELP}`;

/**
 * Cuts a string into text and references, in one pass and in time linear in its length. Returns undefined for a
 * string without `<<`, the usual case. What is malformed stays as text, so that nothing is lost.
 */
export function parseTemplate(text: string): Template | undefined {
  if (!text.includes("<<")) return undefined;
  const segments: (string | Reference)[] = [];
  const malformed: Malformed[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") segments.push(literal);
    literal = "";
  };
  for (const piece of scan(text)) {
    if (piece.kind === "text") {
      literal += piece.text;
      continue;
    }
    const mark = { text: piece.text, nth: piece.nth };
    const parsed = piece.kind === "unclosed" ? unclosed() : parseReference(piece, text);
    if ("message" in parsed) {
      malformed.push({ mark, ...parsed });
      literal += piece.text;
    } else {
      flush();
      segments.push({ ...parsed, mark });
    }
  }
  flush();
  return { segments, malformed };
}

/** The reference's text in one normal form, as renders show what is not known yet: `<< db.outputs.HOST >>`. */
export function formatReference(reference: Reference): string {
  return `<< ${reference.mark.text.slice(2, -2).trim()} >>`;
}

type Fault = Omit<Malformed, "mark">;

function unclosed(): Fault {
  return {
    message: 'a reference is opened by "<<" and not closed on its line',
    help: `close it with ">>"; ${ESCAPE_HELP}`,
  };
}

function parseReference(piece: Opening, whole: string): Omit<Reference, "mark"> | Fault {
  const [head, ...filters] = splitFilters(piece.text.slice(2, -2));
  const target = parseTarget(head!.trim());
  if ("message" in target) return target;
  const parsed = parseFilters(filters);
  if ("message" in parsed) return parsed;
  if (parsed.cast !== undefined && piece.text !== whole) {
    return {
      message: `the filter "${parsed.cast}" works only where the reference is the whole string`,
      help:
        whole.trimEnd() === piece.text
          ? 'a "|" block ends in a line feed: write "|-"'
          : `take "| ${parsed.cast}" away: inside a longer string everything is text`,
    };
  }
  return { target, ...parsed };
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const KEY = /^[A-Za-z0-9._-]+$/;

function parseTarget(text: string): Target | Fault {
  if (text === "") return { message: "the reference is empty", help: FORM_HELP };
  const own = OWN_TARGETS.get(text);
  if (own !== undefined) return own;
  const param = after(text, "environment.params.");
  if (param !== undefined && KEY.test(param)) return { kind: "environmentParam", key: param };
  const first = text.split(".", 1)[0]!;
  if (RESERVED_NAMES.includes(first)) {
    return {
      message: `${quote(text)} is not something that can be read of the ${first}`,
      help: "there are environment.name, environment.params.KEY, service.name, release.name and release.namespace",
    };
  }
  const dot = text.indexOf(".outputs.");
  const [dependency, key] = dot === -1 ? [text, ""] : [text.slice(0, dot), text.slice(dot + ".outputs.".length)];
  if (dot === -1) {
    if (text.endsWith(".outputs")) return { message: `${quote(text)} names no output`, help: FORM_HELP };
    return {
      message: `${quote(text)} is not a reference`,
      help: NAME.test(text) ? `say which output: << ${text}.outputs.KEY >>` : FORM_HELP,
    };
  }
  if (!NAME.test(dependency)) return { message: `${quote(dependency)} is not a name of a dependency`, help: FORM_HELP };
  if (key === "") return { message: `${quote(text)} names no output`, help: FORM_HELP };
  if (!KEY.test(key)) {
    return {
      message: `${quote(key)} is not a key of a Secret or ConfigMap`,
      help: "keys are letters, digits, dots, hyphens and underscores",
    };
  }
  return { kind: "output", dependency, key };
}

const OWN_TARGETS: ReadonlyMap<string, Target> = new Map([
  ["environment.name", { kind: "environmentName" }],
  ["service.name", { kind: "serviceName" }],
  ["release.name", { kind: "releaseName" }],
  ["release.namespace", { kind: "releaseNamespace" }],
]);

const CASTS: readonly string[] = ["int", "number", "bool", "json"] satisfies readonly Cast[];

function parseFilters(filters: readonly string[]): { default?: string; cast?: Cast } | Fault {
  let fallback: string | undefined;
  let cast: Cast | undefined;
  for (const raw of filters) {
    const filter = raw.trim();
    const name = /^[^\s"`]*/.exec(filter)![0];
    const argument = filter.slice(name.length).trim();
    if (name === "default") {
      if (fallback !== undefined) return { message: "default is given twice", help: "keep one of them" };
      if (cast !== undefined) return { message: `default comes after "${cast}"`, help: `write | default … | ${cast}` };
      const value = parseArgument(argument);
      if (value === undefined) return badArgument(argument);
      fallback = value;
    } else if (CASTS.includes(name)) {
      if (argument !== "") return { message: `the filter "${name}" takes no argument`, help: `write | ${name}` };
      if (cast !== undefined)
        return { message: `a value becomes one type: "${cast}" or "${name}"`, help: "keep one of them" };
      cast = name as Cast; // the line above says that it is one
    } else {
      return {
        message: name === "" ? "a filter is missing after |" : `there is no filter "${name}"`,
        help: "filters are int, number, bool, json and default",
      };
    }
  }
  if (fallback !== undefined && cast !== undefined && castText(fallback, cast) === undefined)
    return { message: `the default does not fit the filter "${cast}"`, help: `"${cast}" takes ${ACCEPTED[cast]}` };
  return { ...(fallback === undefined ? {} : { default: fallback }), ...(cast === undefined ? {} : { cast }) };
}

function badArgument(argument: string): Fault {
  return {
    message: argument === "" ? "default has no argument" : `${quote(argument)} is not an argument for default`,
    help: 'it is a "quoted text", a `raw text`, a number, true or false',
  };
}

const BARE = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/;

/** The text that an argument stands for, or undefined when it is none. */
function parseArgument(text: string): string | undefined {
  if (BARE.test(text)) return text;
  if (text.length >= 2 && text.startsWith("`") && text.indexOf("`", 1) === text.length - 1) return text.slice(1, -1);
  if (!text.startsWith('"') || closeOfQuote(text, 0) !== text.length - 1) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined; // an escape that JSON does not know: reported as a bad argument
  }
}

/** Cuts at every `|` outside quotes. */
function splitFilters(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let i = 0;
  while (i < text.length) {
    const c = text[i];
    if (c === "|") {
      parts.push(text.slice(start, i));
      start = i + 1;
    } else if (parts.length > 0 && (c === '"' || c === "`")) {
      const close = closeOfQuote(text, i);
      if (close !== -1) i = close;
    }
    i += 1;
  }
  parts.push(text.slice(start));
  return parts;
}

function after(text: string, prefix: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}

/** Quotes for a message, shortened: what is between << and >> may be anything. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
