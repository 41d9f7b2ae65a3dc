import { createHash, createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express, type Request, type Response } from "express";
import { GitHubApp } from "./github-app.ts";
import { HeldAnswers } from "./held-answers.ts";

/** A request that came, and what it was answered with. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly page: string;
  readonly status: number;
}

/** How the stand-in answers in the place of the truth. */
export type Trouble =
  | "500"
  | "403 limit"
  | "429"
  | "401"
  | "404"
  | "html"
  | "cut"
  | "empty"
  | "no page 2"
  | "page 2 fails";

export interface PullRequest {
  readonly number: number;
  readonly branch: string;
  readonly state: "open" | "closed";
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly user?: { readonly login: string; readonly type: "User" | "Bot" };
  /** The id of the repository that the branch is of. */
  readonly from?: number;
  readonly closedAt?: string;
}

interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly created_at: string;
}

interface Repository {
  readonly id: number;
  readonly name: string;
  readonly branches: Map<string, string>;
  readonly pulls: Map<number, PullRequest>;
  readonly deployments: Deployment[];
  readonly statuses: { readonly deployment: number; readonly state: string; readonly environment_url?: string }[];
  readonly comments: { id: number; readonly pull: number; body: string; readonly user: { readonly login: string } }[];
  readonly reactions: { readonly comment: number; readonly content: string }[];
  readonly writers: Set<string>;
}

interface Event {
  readonly name: string;
  readonly payload: object;
}

/** What becomes of events: sent, lost, sent twice, or kept until they are let go. */
export type Delivery = "sent" | "lost" | "doubled" | "kept";

export const TOKEN = "token-of-the-stand-in";
export const SECRET = "secret-of-the-webhook";
/** Who the token belongs to. */
const LOGIN = "upstart";

/**
 * Stands in for GitHub's API, and sends its webhooks. What is put into it is what it says, in pages, with entity tags;
 * on request it says something else: see Trouble and Delivery.
 */
export class GitHub {
  readonly asked: Asked[] = [];
  delivery: Delivery = "sent";
  hook = "";
  /** It may ask for tokens of its own. */
  readonly app = new GitHubApp();
  readonly answers = new HeldAnswers();
  /** Whether the token of a person is good. */
  takesToken = true;
  readonly #repositories = new Map<string, Repository>();
  readonly #troubles = new Map<string, Trouble>();
  readonly #kept: Event[] = [];
  readonly #server: Server;
  #nextId = 1000;

  private constructor() {
    this.#server = createServer(this.#app());
  }

  static async start(): Promise<GitHub> {
    const github = new GitHub();
    await new Promise<void>((resolve) => github.#server.listen(0, "127.0.0.1", resolve));
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  repository(name: string): Repository {
    const known = this.#repositories.get(name);
    if (known !== undefined) return known;
    const made: Repository = {
      id: this.#id(),
      name,
      branches: new Map([["main", commit("main")]]),
      pulls: new Map(),
      deployments: [],
      statuses: [],
      comments: [],
      reactions: [],
      writers: new Set(["ana"]),
    };
    this.#repositories.set(name, made);
    return made;
  }

  /** Questions about a repository since the beginning, whose path ends like this. */
  count(name: string, end: string): number {
    return this.asked.filter(({ path }) => path.startsWith(`/repos/${name}`) && path.endsWith(end)).length;
  }

  /** Answers like that for a repository, until it is told otherwise; without a kind, with the truth. */
  misbehave(repository: string, kind?: Trouble): void {
    if (kind === undefined) this.#troubles.delete(repository);
    else this.#troubles.set(repository, kind);
  }

  async push(name: string, branch: string, sha: string): Promise<void> {
    const { branches } = this.repository(name);
    branches.set(branch, sha);
    await this.#tell("push", { ref: `refs/heads/${branch}`, after: sha, deleted: false, ...this.#of(name) });
  }

  async deleteBranch(name: string, branch: string): Promise<void> {
    const repository = this.repository(name);
    repository.branches.delete(branch);
    for (const pull of repository.pulls.values())
      if (pull.branch === branch && pull.state === "open" && pull.from === undefined)
        await this.pull(name, { ...pull, state: "closed" }, "closed");
    await this.#tell("delete", { ref: branch, ref_type: "branch", ...this.#of(name) });
  }

  /** Opens, closes or changes a pull request, and tells of it. */
  async pull(name: string, pull: PullRequest, action: string): Promise<void> {
    const repository = this.repository(name);
    const { closedAt: _, ...open } = pull;
    repository.pulls.set(pull.number, pull.state === "open" ? open : { ...open, closedAt: now() });
    if (!repository.branches.has(pull.branch) && pull.state === "open")
      repository.branches.set(pull.branch, commit(pull.branch));
    await this.#tell("pull_request", { action, pull_request: pullOf(repository, pull), ...this.#of(name) });
  }

  async deploy(name: string, branch: string, environment: string): Promise<number> {
    const { deployments, branches } = this.repository(name);
    const deployment = {
      id: this.#id(),
      ref: branch,
      sha: branches.get(branch) ?? "",
      environment,
      payload: "",
      created_at: now(),
    };
    deployments.unshift(deployment);
    await this.#tell("deployment", { deployment, ...this.#of(name) });
    return deployment.id;
  }

  async comment(name: string, number: number, login: string, body: string): Promise<number> {
    const comment = { id: this.#id(), pull: number, body, user: { login } };
    this.repository(name).comments.push(comment);
    const issue = { number, pull_request: {} };
    await this.#tell("issue_comment", { action: "created", issue, comment, ...this.#of(name) });
    return comment.id;
  }

  /** Lets events go that were kept, the last one first. */
  async release(): Promise<void> {
    for (const event of this.#kept.splice(0).reverse()) await this.send(event.name, event.payload);
  }

  /** Sends one delivery; returns the status that it was answered with. */
  async send(
    name: string,
    payload: object,
    { id = String(this.#id()), secret = SECRET }: { readonly id?: string; readonly secret?: string } = {},
  ): Promise<number> {
    const body = JSON.stringify(payload);
    const response = await fetch(this.hook, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-github-event": name,
        "x-github-delivery": id,
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
    }).catch(() => undefined); // nobody listens: GitHub does not care either
    return response?.status ?? 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  #of(name: string): { repository: { id: number; full_name: string } } {
    return { repository: { id: this.repository(name).id, full_name: name } };
  }

  async #tell(name: string, payload: object): Promise<void> {
    if (this.delivery === "lost") return;
    if (this.delivery === "kept") {
      this.#kept.push({ name, payload });
      return;
    }
    const id = String(this.#id());
    for (let n = this.delivery === "doubled" ? 2 : 1; n > 0; n--) await this.send(name, payload, { id });
  }

  #app(): Express {
    const app = express();
    app.disable("x-powered-by").disable("etag");
    app.use((request, response, next) => {
      const { method, path, query } = request;
      const page = String(query.page ?? "");
      response.on("finish", () => this.asked.push({ method, path, page, status: response.statusCode }));
      next();
    });
    app.use(express.json());
    app.use(this.answers.middleware);
    app.get("/app", this.app.say);
    app.post("/app/installations/:id/access_tokens", this.app.give);
    app.use((request, response, next) => {
      response.locals.login = this.#loginOf(request.headers.authorization?.replace(/^(?:Bearer|token) /i, "") ?? "");
      if (response.locals.login !== undefined) next();
      else response.status(401).json({ message: "Bad credentials" });
    });
    app.get("/user", (_, response) => {
      if (response.locals.login === LOGIN) response.json({ login: LOGIN, id: 1 });
      else response.status(403).json({ message: "Resource not accessible by integration" });
    });
    app.use("/repos/:owner/:repo", (request, response, next) => {
      const { owner, repo } = request.params as { owner: string; repo: string };
      const repository = this.#repositories.get(`${owner}/${repo}`.toLowerCase());
      if (repository === undefined) {
        response.status(404).json({ message: "Not Found" });
        return;
      }
      response.locals.repository = repository;
      const trouble = this.#troubles.get(repository.name);
      if (trouble === undefined || !misbehaved(trouble, request, response)) next();
    });
    this.#reads(app);
    this.#writes(app);
    return app;
  }

  /** Whose token it is; undefined where it is good for nobody. */
  #loginOf(token: string): string | undefined {
    if (token === TOKEN && this.takesToken) return LOGIN;
    return this.app.isGood(token) ? this.app.login : undefined;
  }

  #reads(app: Express): void {
    const at = (path: string, read: (repository: Repository, request: Request) => unknown) =>
      app.get(`/repos/:owner/:repo${path}`, (request, response) => {
        const found = read(response.locals.repository as Repository, request);
        if (found === undefined) response.status(404).json({ message: "Not Found" });
        else if (Array.isArray(found)) sendPage(found, request, response);
        else response.json(found);
      });
    at("", (r) => ({ id: r.id, full_name: r.name }));
    at("/branches", (r) =>
      [...r.branches].map(([name, sha]) => branchOf(name, sha)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
    // The name of a branch may have slashes.
    app.get(/^\/repos\/[^/]+\/[^/]+\/branches\/(.+)$/, (request, response) => {
      const name = decodeURIComponent(request.path.split("/branches/")[1]!);
      const sha = (response.locals.repository as Repository).branches.get(name);
      if (sha === undefined) response.status(404).json({ message: "Branch not found" });
      else response.json(branchOf(name, sha));
    });
    at("/pulls", (r, { query }) => {
      const [, branch] = String(query.head ?? "").split(":");
      const { state = "open" } = query;
      const found = [...r.pulls.values()].filter(
        (p) => p.state === state && (branch === undefined || p.branch === branch),
      );
      return found.map((p) => pullOf(r, p));
    });
    at("/pulls/:number", (r, { params }) => {
      const pull = r.pulls.get(Number(params.number));
      return pull === undefined ? undefined : pullOf(r, pull);
    });
    at("/deployments", (r, { query }) => r.deployments.filter((d) => d.environment === query.environment));
    at("/issues/:number/comments", (r, { params }) => r.comments.filter((c) => c.pull === Number(params.number)));
    at("/collaborators/:login/permission", (r, { params }) => ({
      permission: r.writers.has(String(params.login)) ? "write" : "read",
    }));
  }

  #writes(app: Express): void {
    const at = (method: "post" | "patch", path: string, write: (repository: Repository, request: Request) => unknown) =>
      app[method](`/repos/:owner/:repo${path}`, (request, response) => {
        const made = write(response.locals.repository as Repository, request);
        if (made === undefined) response.status(404).json({ message: "Not Found" });
        else response.status(method === "post" ? 201 : 200).json(made);
      });
    at("post", "/deployments", (r, { body }) => {
      const { ref, environment, payload } = body as { ref: string; environment: string; payload: unknown };
      const deployment = { id: this.#id(), ref, sha: ref, environment, payload, created_at: now() };
      r.deployments.unshift(deployment);
      return deployment;
    });
    at("post", "/deployments/:id/statuses", (r, { params, body }) => {
      const deployment = Number(params.id);
      if (!r.deployments.some((d) => d.id === deployment)) return undefined;
      r.statuses.push({ ...(body as { state: string }), deployment });
      return { id: this.#id() };
    });
    at("post", "/issues/:number/comments", (r, { params, body, res }) => {
      const comment = {
        id: this.#id(),
        pull: Number(params.number),
        body: body.body as string,
        user: { login: res!.locals.login as string },
      };
      r.comments.push(comment);
      return comment;
    });
    at("patch", "/issues/comments/:id", (r, { params, body }) => {
      const comment = r.comments.find((c) => c.id === Number(params.id));
      if (comment !== undefined) comment.body = body.body as string;
      return comment;
    });
    at("post", "/issues/comments/:id/reactions", (r, { params, body }) => {
      r.reactions.push({ comment: Number(params.id), content: body.content as string });
      return { id: this.#id() };
    });
  }
}

/** A time as GitHub writes it. */
function now(): string {
  return new Date().toISOString();
}

/** A commit that is known by a word. */
export function commit(word: string): string {
  return createHash("sha1").update(word).digest("hex");
}

function branchOf(name: string, sha: string): { readonly name: string; readonly commit: { readonly sha: string } } {
  return { name, commit: { sha } };
}

function pullOf(repository: Repository, pull: PullRequest): object {
  const { number, state, branch, draft = false, labels = [], from = repository.id, closedAt = null } = pull;
  return {
    number,
    state,
    draft,
    closed_at: closedAt,
    head: { ref: branch, sha: repository.branches.get(branch) ?? commit(branch), repo: { id: from } },
    base: { ref: "main", repo: { id: repository.id, full_name: repository.name } },
    labels: labels.map((name) => ({ name })),
    user: pull.user ?? { login: "ana", type: "User" },
  };
}

/** One page, as GitHub gives it: linked to the others, and not again where it is known. */
function sendPage(items: readonly unknown[], request: Request, response: Response): void {
  const size = Number(request.query.per_page ?? 30);
  const page = Number(request.query.page ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const url = (n: number) => `<http://${request.headers.host}${request.path}?per_page=${size}&page=${n}>`;
  if (page < last) response.setHeader("link", `${url(page + 1)}; rel="next", ${url(last)}; rel="last"`);
  const body = JSON.stringify(items.slice((page - 1) * size, page * size));
  const etag = `W/"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
  response.setHeader("etag", etag);
  if (request.headers["if-none-match"] === etag) response.status(304).end();
  else response.type("json").send(body);
}

/** Whether an answer was given that is not the truth. */
function misbehaved(kind: Trouble, { path, query }: Request, response: Response): boolean {
  const isList = /^\/(?:branches|pulls)$/.test(path);
  switch (kind) {
    case "500":
      response.status(500).json({ message: "Server Error" });
      return true;
    case "401":
      response.status(401).json({ message: "Bad credentials" });
      return true;
    case "404":
      response.status(404).json({ message: "Not Found" });
      return true;
    case "403 limit":
      response.setHeader("retry-after", "1");
      response.status(403).json({ message: "You have exceeded a secondary rate limit." });
      return true;
    case "429":
      response.setHeader("x-ratelimit-remaining", "0");
      response.setHeader("x-ratelimit-reset", String(Math.ceil(Date.now() / 1000) + 1));
      response.status(429).json({ message: "API rate limit exceeded" });
      return true;
    case "html":
      response.status(200).type("html").send("<html><body>We are down for maintenance.</body></html>");
      return true;
    case "cut":
      response.status(200).type("json").send('[{"name": "ma');
      return true;
    case "empty":
      if (isList) response.json([]);
      return isList;
    case "no page 2":
      if (isList && query.page === "2") response.json([]);
      return isList && query.page === "2";
    case "page 2 fails":
      if (isList && query.page === "2") response.status(502).type("html").send("<html>Bad Gateway</html>");
      return isList && query.page === "2";
  }
}
