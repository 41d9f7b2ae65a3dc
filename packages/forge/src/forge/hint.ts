/** Something may have changed. What it is, the forge is asked. */
export type Hint =
  | { readonly kind: "ref"; readonly repository: string; readonly ref: string }
  /** Something may have gone, or nothing is known but where. */
  | { readonly kind: "repository"; readonly repository: string }
  /** Of interest only where deployments ask for environments. */
  | { readonly kind: "deployment"; readonly repository: string; readonly ref?: string }
  | { readonly kind: "comment"; readonly repository: string; readonly comment: CommandComment };

/** A comment that begins with a command. */
export interface CommandComment {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  readonly words: readonly string[];
}

/** The ref of a branch of the repository itself. */
export function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}

/** The ref of a pull request from a fork, whose branch has its name only there. */
export function pullRef(number: number): string {
  return `refs/pull/${number}/head`;
}

/** What a ref is of; undefined where it is of neither. */
export function partsOf(ref: string): { readonly branch: string } | { readonly pullRequest: number } | undefined {
  const [, number] = /^refs\/pull\/([1-9]\d{0,14})\/head$/.exec(ref) ?? [];
  if (number !== undefined) return { pullRequest: Number(number) };
  return ref.startsWith("refs/heads/") ? { branch: ref.slice("refs/heads/".length) } : undefined;
}
