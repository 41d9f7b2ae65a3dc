import { ForgeError } from "../forge/errors.ts";
import { fieldsOf, isText } from "../forge/fields.ts";
import type { Comment, Deployment, Forge, PullRequest } from "../forge/forge.ts";
import type { ApiAnswer, ApiCall, GitHubApi } from "./api.ts";
import { decodeList, decodeOne, toBranch, toComment, toDeployment, toId, toPullRequest } from "./decode.ts";
import { PageReader } from "./pages.ts";

/** Statuses that are told of; GitHub keeps the last. */
const MAX_DESCRIPTION = 140;
const REPOSITORY = "/repos/{owner}/{repo}";

/** GitHub, or a GitHub Enterprise Server. `login` is who we are there: comments of theirs are ours. */
export function createGitHub(api: GitHubApi, login: () => Promise<string>): Forge {
  const pages = new PageReader(api);
  const call = (route: string, repository: string, parameters: object, doing: string) =>
    api.call({ route, parameters: { ...partsOf(repository), ...parameters }, doing });
  const found = async <T>(answer: Promise<ApiAnswer>, read: (data: unknown) => T): Promise<T | undefined> => {
    try {
      return read((await answer).data);
    } catch (error) {
      if (error instanceof ForgeError && error.code === "NotFound") return undefined;
      throw error;
    }
  };
  const isThere = async (answer: Promise<ApiAnswer>) => (await found(answer, () => true)) ?? false;
  const ofBranch = async (repository: string, branch: string, which: object): Promise<readonly PullRequest[]> => {
    const doing = `look for pull requests of branch ${branch} of ${repository}`;
    const parameters = { head: `${partsOf(repository).owner}:${branch}`, per_page: 100, ...which };
    const { data } = await call(`GET ${REPOSITORY}/pulls`, repository, parameters, doing);
    // Where `head` is not understood, all are given.
    return decodeList<PullRequest>(data, doing, toPullRequest).filter((p) => p.branch === branch && !p.isFromFork);
  };
  return {
    branches: (repository) =>
      pages.all({
        route: `GET ${REPOSITORY}/branches`,
        parameters: partsOf(repository),
        doing: `list the branches of ${repository}`,
        decode: toBranch,
      }),
    pullRequests: (repository) =>
      pages.all({
        route: `GET ${REPOSITORY}/pulls`,
        // The oldest first: what is opened meanwhile moves nothing to another page.
        parameters: { ...partsOf(repository), state: "open", sort: "created", direction: "asc" },
        doing: `list the pull requests of ${repository}`,
        decode: toPullRequest,
      }),
    deployments: async (repository, kind) => {
      const doing = `list the deployments of ${repository}`;
      const parameters = { environment: kind, per_page: 100 };
      const { data } = await call(`GET ${REPOSITORY}/deployments`, repository, parameters, doing);
      return decodeList<Deployment>(data, doing, toDeployment);
    },
    branch: (repository, name) => {
      const doing = `look at branch ${name} of ${repository}`;
      const answer = call(`GET ${REPOSITORY}/branches/{branch}`, repository, { branch: name }, doing);
      // A branch that was renamed is answered by its new name.
      return found(answer, (data) => decodeOne(data, doing, toBranch)).then((b) => (b?.name === name ? b : undefined));
    },
    pullRequest: (repository, number) => {
      const doing = `look at pull request ${repository}#${number}`;
      const answer = call(`GET ${REPOSITORY}/pulls/{pull_number}`, repository, { pull_number: number }, doing);
      return found(answer, (data) => decodeOne(data, doing, toPullRequest));
    },
    pullRequestsOf: (repository, branch) => ofBranch(repository, branch, { state: "open" }),
    closedPullRequestsOf: (repository, branch) =>
      ofBranch(repository, branch, { state: "closed", sort: "updated", direction: "desc" }),
    isReadable: async (repository) => {
      const doing = `look at ${repository}`;
      return (
        (await found(call(`GET ${REPOSITORY}`, repository, {}, doing), (d) => decodeOne(d, doing, toId))) !== undefined
      );
    },
    mayWrite: async (repository, username) => {
      const doing = `ask what ${username} may do in ${repository}`;
      const route = `GET ${REPOSITORY}/collaborators/{username}/permission`;
      const permission = await found(call(route, repository, { username }, doing), (d) => fieldsOf(d).permission);
      return permission === "write" || permission === "admin";
    },

    createDeployment: async (repository, { sha, environment, about, description }) => {
      const doing = `create a deployment of ${environment} in ${repository}`;
      const { data } = await call(
        `POST ${REPOSITORY}/deployments`,
        repository,
        {
          ref: sha,
          environment,
          description: cut(description),
          task: "deploy",
          // What is deployed is this very commit, whatever its checks say.
          auto_merge: false,
          required_contexts: [],
          payload: { upstart: about },
          transient_environment: true,
          production_environment: false,
        },
        doing,
      );
      return decodeOne(data, doing, toId);
    },
    reportDeployment: (repository, id, { state, description, url }) =>
      isThere(
        call(
          `POST ${REPOSITORY}/deployments/{deployment_id}/statuses`,
          repository,
          {
            deployment_id: id,
            state,
            description: cut(description),
            auto_inactive: false,
            ...(url === undefined ? {} : { environment_url: url }),
          },
          `report deployment ${id} of ${repository}`,
        ),
      ),
    comments: async (repository, number) => {
      const { items } = await pages.all({
        route: `GET ${REPOSITORY}/issues/{issue_number}/comments`,
        parameters: { ...partsOf(repository), issue_number: number },
        doing: `list the comments of ${repository}#${number}`,
        decode: toComment,
      });
      const us = await login();
      return items.map(({ author, ...comment }): Comment => ({ ...comment, isOurs: author === us }));
    },
    createComment: async (repository, number, body) => {
      const doing = `comment on ${repository}#${number}`;
      const route = `POST ${REPOSITORY}/issues/{issue_number}/comments`;
      return decodeOne((await call(route, repository, { issue_number: number, body }, doing)).data, doing, toId);
    },
    editComment: (repository, id, body) =>
      isThere(
        call(
          `PATCH ${REPOSITORY}/issues/comments/{comment_id}`,
          repository,
          { comment_id: id, body },
          `edit comment ${id} of ${repository}`,
        ),
      ),
    react: async (repository, comment, content) => {
      const route = `POST ${REPOSITORY}/issues/comments/{comment_id}/reactions`;
      await call(route, repository, { comment_id: comment, content }, `react to comment ${comment} of ${repository}`);
    },
  };
}

/** Who a token belongs to, asked once. */
export function loginOf(api: GitHubApi, isApp: boolean): () => Promise<string> {
  let known: string | undefined;
  const call: ApiCall = { route: isApp ? "GET /app" : "GET /user", doing: "ask who we are" };
  return async () => {
    if (known !== undefined) return known;
    const { slug, login } = fieldsOf((await api.call(call)).data);
    const name = isApp ? `${String(slug)}[bot]` : login;
    if (!isText(name)) throw new ForgeError("NotAnApi", "cannot ask who we are: the answer has no name");
    known = name;
    return known;
  };
}

function partsOf(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

function cut(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 1)}…`;
}
