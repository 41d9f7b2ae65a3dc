/** What the words of a call may be: which verbs there are, and what each flag takes. */
export interface FlagShapes {
  /** Verbs with the verbs below them. */
  readonly verbs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Spellings of flags without a value, each with its long name: `-R` and `--recursive` -> `--recursive`. */
  readonly booleans: ReadonlyMap<string, string>;
  /** Spellings of flags that take the next word. */
  readonly valued: ReadonlySet<string>;
  /** Flags that may stand without a value, and the one that they then have. */
  readonly bare: ReadonlyMap<string, string>;
}

/** A flag with the word that it takes, or any other word by itself. */
type Token = readonly [word: string, value?: string];

/**
 * Rewrites arguments from the way that kubectl and Helm read them (pflag) to the way that commander does: flags may
 * stand before the verb, `--wait=true` -> `--wait`, `--wait=false` takes an earlier `--wait` back, `-o=json` ->
 * `-ojson`, a bare `--dry-run` -> `--dry-run=client`, `help VERB` -> `VERB --help`. What follows `--` stays.
 * `defaults` are flags that hold unless the call has them too.
 */
export function normalizeFlags(
  argv: readonly string[],
  shapes: FlagShapes,
  defaults: readonly string[] = [],
): string[] {
  const end = argv.indexOf("--");
  const own = end === -1 ? argv : argv.slice(0, end);
  const [first, ...rest] = own;
  const words = first === "help" ? [...rest, "--help"] : own;
  const tokens = verbFirst(tokensOf(words, shapes), tokensOf(defaults, shapes), shapes);
  return [...rewrite(tokens, shapes).flat(), ...argv.slice(own.length)] as string[];
}

function tokensOf(words: readonly string[], { valued }: FlagShapes): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const value = valued.has(word) ? words[i + 1] : undefined;
    if (value !== undefined) i++;
    tokens.push(value === undefined ? [word] : [word, value]);
  }
  return tokens;
}

/** Flags before the verb go behind it, before the others, so that the last one still wins. */
function verbFirst(tokens: readonly Token[], defaults: readonly Token[], { verbs }: FlagShapes): Token[] {
  const at = tokens.findIndex(([word]) => !word.startsWith("-") || word === "-");
  const leading = tokens.slice(0, at);
  if (at === -1 || leading.some(([word]) => word === "-V" || word === "--version")) return [...tokens];
  const below = verbs.get(tokens[at]![0]);
  if (below === undefined) return [...tokens.slice(at), ...leading];
  const depth = below.has(tokens[at + 1]?.[0] ?? "") ? 2 : 1;
  return [...tokens.slice(at, at + depth), ...defaults, ...leading, ...tokens.slice(at + depth)];
}

function rewrite(tokens: readonly Token[], { booleans, bare }: FlagShapes): Token[] {
  let out: Token[] = [];
  for (const token of tokens) {
    const [word, value] = token;
    const [, name, given] = /^(--[a-z][a-z0-9-]*|-[A-Za-z])=(.*)$/s.exec(word) ?? [];
    const long = name === undefined ? undefined : booleans.get(name);
    if (value !== undefined) out.push(token);
    else if (bare.has(word)) out.push([`${word}=${bare.get(word)}`]);
    else if (long !== undefined && /^(?:true|t|1)$/i.test(given!)) out.push([long]);
    else if (long !== undefined && /^(?:false|f|0)$/i.test(given!))
      out = out.filter(([w, v]) => v !== undefined || booleans.get(w) !== long);
    else if (name !== undefined && long === undefined && !name.startsWith("--")) out.push([`${name}${given}`]);
    else out.push(token); // commander says what is wrong with it
  }
  return out;
}
