import { ForgeError } from "../forge/errors.ts";
import { fieldsOf, isText } from "../forge/fields.ts";
import type { Branch, Comment, Deployment, PullRequest } from "../forge/forge.ts";

/**
 * Reads every element of a list. Throws ForgeError where it is no list, or one of its elements is not what it should
 * be: a proxy's page with status 200, an error in the place of an answer, an answer that was cut off.
 */
export function decodeList<T>(data: unknown, doing: string, decode: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(data)) throw notAnApi(doing, `${kindOf(data)} in the place of a list`);
  return data.map((item, index) => {
    const decoded = decode(item);
    if (decoded === undefined) throw notAnApi(doing, `element ${index} is not what it should be`);
    return decoded;
  });
}

/** Reads one object. Throws ForgeError where it is not what it should be. */
export function decodeOne<T>(data: unknown, doing: string, decode: (item: unknown) => T | undefined): T {
  const decoded = decode(data);
  if (decoded === undefined) throw notAnApi(doing, `${kindOf(data)} that is not what it should be`);
  return decoded;
}

export function toBranch(item: unknown): Branch | undefined {
  const { name, commit } = fieldsOf(item);
  const { sha } = fieldsOf(commit);
  return isText(name) && isSha(sha) ? { name, sha } : undefined;
}

export function toPullRequest(item: unknown): PullRequest | undefined {
  const { number, state, draft, head, base, labels, user, closed_at: closed } = fieldsOf(item);
  const { ref: branch, sha, repo: from } = fieldsOf(head);
  const { ref: target, repo: to } = fieldsOf(base);
  if (!isId(number) || !isText(state) || !isText(branch) || !isSha(sha) || !isText(target)) return undefined;
  const { login, type } = fieldsOf(user);
  return {
    number,
    isOpen: state === "open",
    isDraft: draft === true,
    // The repository of a fork that was deleted is null: it was a fork all the same.
    isFromFork: fieldsOf(from).id === undefined || fieldsOf(from).id !== fieldsOf(to).id,
    branch,
    target,
    sha,
    labels: (Array.isArray(labels) ? labels : []).map((l) => fieldsOf(l).name).filter(isText),
    author: { login: isText(login) ? login : "ghost", isBot: type === "Bot" },
    ...(isTime(closed) ? { closedAt: Date.parse(closed) } : {}),
  };
}

export function toDeployment(item: unknown): Deployment | undefined {
  const { id, ref, sha, payload, created_at: created } = fieldsOf(item);
  const { upstart: about } = fieldsOf(payload);
  if (!isId(id) || !isText(ref) || !isSha(sha)) return undefined;
  return {
    id,
    ref,
    sha,
    ...(isTime(created) ? { createdAt: Date.parse(created) } : {}),
    ...(isText(about) ? { about } : {}),
  };
}

/** A comment, and whose it is: the login of its author. */
export function toComment(item: unknown): (Omit<Comment, "isOurs"> & { readonly author: string }) | undefined {
  const { id, body, user } = fieldsOf(item);
  const { login } = fieldsOf(user);
  return isId(id) ? { id, body: isText(body) ? body : "", author: isText(login) ? login : "" } : undefined;
}

export function toId(item: unknown): number | undefined {
  const { id } = fieldsOf(item);
  return isId(id) ? id : undefined;
}

function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function isSha(value: unknown): value is string {
  return typeof value === "string" && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

function isTime(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

function notAnApi(doing: string, what: string): ForgeError {
  return new ForgeError("NotAnApi", `cannot ${doing}: the answer is ${what}; is this GitHub's API?`);
}

function kindOf(data: unknown): string {
  if (typeof data === "string") return /^\s*</.test(data) ? "a web page" : "text";
  return data === null || data === undefined ? "nothing" : Array.isArray(data) ? "a list" : "an object";
}
