/** A branch and the commit that it is at. */
export interface Branch {
  readonly name: string;
  readonly sha: string;
}

/** A pull request. `repository` is where it is opened; its branch may be of a fork. */
export interface PullRequest {
  readonly number: number;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  readonly isFromFork: boolean;
  readonly branch: string;
  readonly target: string;
  readonly sha: string;
  readonly labels: readonly string[];
  readonly author: { readonly login: string; readonly isBot: boolean };
  /** Milliseconds since the epoch. */
  readonly closedAt?: number;
}

/** Somebody asks for a commit to be deployed. */
export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** Of one of ours: the environment that it is of, as `namespace/name`. */
  readonly about?: string;
}

/** A comment on a pull request. `isOurs`: this program has written it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly isOurs: boolean;
}

/** What a list gave. Incomplete is one of which a page is known to be missing. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly isComplete: boolean;
  /** The forge says that nothing has changed since it was last asked. */
  readonly isUnchanged: boolean;
}

/** How a deployment is getting on, in the words of forges. */
export type DeploymentState = "queued" | "in_progress" | "success" | "failure" | "inactive";

/** What is told of a deployment. */
export interface DeploymentReport {
  readonly state: DeploymentState;
  readonly description: string;
  readonly url?: string;
}

/**
 * A forge: where branches and pull requests are. Repositories are `owner/name`. Every method throws ForgeError and
 * nothing else; what cannot be understood is an error, never an empty answer.
 */
export interface Forge {
  branches(repository: string): Promise<Listing<Branch>>;
  /** Those that are open. */
  pullRequests(repository: string): Promise<Listing<PullRequest>>;
  /** The newest of a kind, newest first: not all of them. */
  deployments(repository: string, kind: string): Promise<readonly Deployment[]>;

  /** Undefined where there is no such branch, or no such repository for us. */
  branch(repository: string, name: string): Promise<Branch | undefined>;
  pullRequest(repository: string, number: number): Promise<PullRequest | undefined>;
  /** Open pull requests for that branch of the repository itself. */
  pullRequestsOf(repository: string, branch: string): Promise<readonly PullRequest[]>;
  /** The same that are closed, those of late: not all of them. */
  closedPullRequestsOf(repository: string, branch: string): Promise<readonly PullRequest[]>;
  /** Whether the repository is there and may be read. */
  isReadable(repository: string): Promise<boolean>;
  /** Whether somebody may push there. */
  mayWrite(repository: string, login: string): Promise<boolean>;

  createDeployment(
    repository: string,
    deployment: {
      readonly sha: string;
      readonly environment: string;
      readonly about: string;
      readonly description: string;
    },
  ): Promise<number>;
  /** False where there is no such deployment any more. */
  reportDeployment(repository: string, id: number, report: DeploymentReport): Promise<boolean>;
  comments(repository: string, pullRequest: number): Promise<readonly Comment[]>;
  createComment(repository: string, pullRequest: number, body: string): Promise<number>;
  /** False where there is no such comment any more. */
  editComment(repository: string, id: number, body: string): Promise<boolean>;
  /** Shows on a comment that it was seen and heeded, or that it was not. */
  react(repository: string, comment: number, reaction: "eyes" | "-1"): Promise<void>;
}
