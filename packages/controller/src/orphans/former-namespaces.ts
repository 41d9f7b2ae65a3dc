/** How long it is known of a namespace that we had made it. */
const MAX_AGE_MS = 30 * 24 * 3_600_000;
const MAX_NAMES = 1000;

/** By name, when a namespace was found to be gone; 0 where it is there. */
type Names = ReadonlyMap<string, number>;

/**
 * Which namespaces we have made, also when they are gone: what is left of them in no namespace bears no mark of ours but
 * their names. Kept for a month, a thousand at most.
 */
export class FormerNamespaces {
  #names: Names = new Map();

  /** Goes on with what was written down; what somebody has edited is as if nothing was known. */
  recall(text: string | undefined): void {
    try {
      const entries = Object.entries(JSON.parse(text ?? "{}") as Readonly<Record<string, unknown>>);
      this.#names = new Map(entries.flatMap(([name, at]) => (typeof at === "number" ? [[name, at]] : [])));
    } catch {
      this.#names = new Map();
    }
  }

  /** To be written down. */
  get text(): string {
    return JSON.stringify(Object.fromEntries(this.#names));
  }

  /** Those that are gone. */
  get gone(): ReadonlySet<string> {
    return new Set([...this.#names].flatMap(([name, at]) => (at === 0 ? [] : [name])));
  }

  /** Takes in what is there: `made` by us, and `all`. `left` was made by us and has gone since the last look. */
  look(
    {
      made,
      left,
      all,
    }: { readonly made: readonly string[]; readonly left: readonly string[]; readonly all: ReadonlySet<string> },
    now: number,
  ): void {
    const gone = new Map<string, number>();
    // One that is there again is ours, or somebody else's: then it proves nothing any more.
    for (const [name, at] of [...this.#names, ...left.map((name) => [name, 0] as const)])
      if (!all.has(name)) gone.set(name, at === 0 ? now : at);
    const kept = [...gone].filter(([, at]) => now - at < MAX_AGE_MS).sort(([, a], [, b]) => b - a);
    this.#names = new Map([...made.map((name) => [name, 0] as const).sort(), ...kept.slice(0, MAX_NAMES)]);
  }
}
