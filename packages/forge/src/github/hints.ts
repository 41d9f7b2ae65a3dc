import { fieldsOf, isText } from "../forge/fields.ts";
import { branchRef, type Hint, pullRef } from "../forge/hint.ts";

const COMMAND = /^\/upstart(?=\s|$)/;

/**
 * What a delivery of GitHub hints at; nothing where it is about something else. It believes names only, never what a
 * payload says of the state: deliveries are late, doubled and reversed.
 */
export function hintsOf(event: string, payload: unknown): readonly Hint[] {
  const fields = fieldsOf(payload);
  const { full_name: fullName } = fieldsOf(fields.repository);
  if (!isText(fullName)) return [];
  const repository = fullName.toLowerCase();
  switch (event) {
    case "push":
      return pushed(repository, fields);
    case "delete":
      return fields.ref_type === "branch" ? [{ kind: "repository", repository }] : [];
    case "pull_request":
      return pullRequest(repository, fields);
    case "deployment":
      return deployed(repository, fields);
    case "issue_comment":
      return commented(repository, fields);
    case "repository":
      return [{ kind: "repository", repository }];
    default:
      return [];
  }
}

type Fields = Readonly<Record<string, unknown>>;

function pushed(repository: string, { ref, deleted }: Fields): readonly Hint[] {
  if (!isText(ref) || !ref.startsWith("refs/heads/")) return [];
  return deleted === true ? [{ kind: "repository", repository }] : [{ kind: "ref", repository, ref }];
}

function pullRequest(repository: string, { action, pull_request: it }: Fields): readonly Hint[] {
  const { number, head, base } = fieldsOf(it);
  const { ref: branch, repo: from } = fieldsOf(head);
  const { repo: to } = fieldsOf(base);
  if (typeof number !== "number" || !isText(branch)) return [{ kind: "repository", repository }];
  const isFromFork = fieldsOf(from).id !== fieldsOf(to).id;
  const ref = isFromFork ? pullRef(number) : branchRef(branch);
  const hint: Hint = { kind: "ref", repository, ref };
  return action === "closed" ? [hint, { kind: "repository", repository }] : [hint];
}

function deployed(repository: string, { deployment }: Fields): readonly Hint[] {
  const { ref } = fieldsOf(deployment);
  // A deployment may be of a commit, and then nobody knows of which branch.
  if (!isText(ref) || /^[0-9a-f]{40}$/.test(ref)) return [{ kind: "deployment", repository }];
  return [{ kind: "deployment", repository, ref: ref.startsWith("refs/") ? ref : branchRef(ref) }];
}

function commented(repository: string, { action, issue, comment }: Fields): readonly Hint[] {
  const { number, pull_request: isPull } = fieldsOf(issue);
  const { id, body, user } = fieldsOf(comment);
  const { login } = fieldsOf(user);
  if (action !== "created" || isPull === undefined || typeof number !== "number" || typeof id !== "number") return [];
  if (!isText(body) || !isText(login) || !COMMAND.test(body)) return [];
  const [line = ""] = body.split("\n");
  const words = line.trim().split(/\s+/).slice(1);
  return [{ kind: "comment", repository, comment: { id, pullRequest: number, author: login, words } }];
}
