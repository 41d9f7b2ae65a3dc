/** What asks for an environment: a branch, a pull request, or a deployment of a branch. */
export type Trigger = "branches" | "pullRequests" | "deployments";

/** Which of a repository's branches get an environment, and of what. */
export interface Rule {
  /** `owner/name`, in lower case. */
  readonly repository: string;
  /** Where its environments are. */
  readonly namespace: string;
  /** The template environment that they are made from. */
  readonly template: { readonly name: string; readonly namespace?: string };
  readonly on: Trigger;
  /** Of deployments: those of this kind (GitHub calls it an environment). */
  readonly deployments: string;
  readonly branches: Patterns;
  readonly labels: Labels;
  /** Draft pull requests count, too. */
  readonly drafts: boolean;
  readonly bots: boolean;
  readonly forks: boolean;
  /** What is told to the forge. */
  readonly reports: { readonly deployments: boolean; readonly comments: boolean };
  readonly params: Readonly<Record<string, string>>;
  /** The controllers' shard that keeps its environments; without one: those that name none. */
  readonly shard?: string;
}

/** Branches by their names: `*` is anything but a slash, `**` anything. What is excluded is out, whatever includes it. */
export interface Patterns {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Labels of pull requests. One of `include` is enough where there are any; one of `exclude` is too many. */
export interface Labels {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}
