/** One environment, and what a sweep would do for it. */
export interface Intention {
  /** `hold`: it would go, and the brake keeps it. */
  readonly do: "make" | "change" | "end" | "hold";
  readonly namespace: string;
  readonly name: string;
  readonly ref: string;
  /** Why it would go. */
  readonly why?: string;
}

/** What the sweeps of a repository would come to. */
export interface Preview {
  readonly repository: string;
  /** A list came in part or empty: nothing is ended for it. */
  readonly isDoubtful: boolean;
  readonly intentions: readonly Intention[];
}

/** What sweeps would do, for people: a block for each repository, a line for each environment. */
export function previewText(previews: readonly Preview[]): string {
  return previews.map(blockOf).join("\n");
}

function blockOf({ repository, isDoubtful, intentions }: Preview): string {
  const doubt = isDoubtful ? "  a list came in part or empty: nothing would be ended\n" : "";
  if (intentions.length === 0) return `${repository}\n${doubt}  nothing to do\n`;
  const width = Math.max(...intentions.map((i) => `${i.namespace}/${i.name}`.length));
  return `${repository}\n${doubt}${intentions.map((i) => lineOf(i, width)).join("")}`;
}

function lineOf({ do: what, namespace, name, ref, why }: Intention, width: number): string {
  const because = why === undefined ? "" : `: ${why}`;
  return `  ${WORDS[what].padEnd(6)}  ${`${namespace}/${name}`.padEnd(width)}  ${ref}${because}${what === "hold" ? HELD : ""}\n`;
}

const WORDS = { make: "make", change: "change", end: "end", hold: "keep" } as const;
const HELD = "; more would go at once than may";
