import { generateKeyPairSync } from "node:crypto";
import { fakeClock } from "@upstart/engine/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ForgeError } from "../forge/errors.ts";
import { type ApiAnswer, type ApiCall, createApi, type GitHubApi } from "./api.ts";
import { appAuth } from "./auth.ts";
import { toBranch, toPullRequest } from "./decode.ts";
import { hintsOf } from "./hints.ts";
import { Limits, limitedUntil } from "./limits.ts";
import { PAGE_SIZE, PageReader } from "./pages.ts";
import { isSigned, secretsIn } from "./signature.ts";

const NOW = Date.parse("2030-01-01T00:00:00Z");
const sha = (n: number) => n.toString(16).padStart(40, "0");

describe("a GitHub App", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const app = {
    appId: 1,
    installationId: 2,
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
  const baseUrl = "https://git.example.com/api/v3";

  test("waits for a token no longer than for any answer: nothing else would end it", async () => {
    const asked: string[] = [];
    const silent: typeof fetch = (url, init) => {
      asked.push(String(url));
      return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
    };
    const auth = appAuth(app, { baseUrl, fetch: silent, timeoutMs: 20 });
    const api = createApi({ baseUrl, auth, fetch: silent, clock: fakeClock(), version: "test" });
    const call = api.call({ route: "GET /repos/a/b", doing: "look" });
    await expect(call).rejects.toMatchObject({ code: "Unreachable" });
    expect(asked).toEqual([`${baseUrl}/app/installations/2/access_tokens`]);
  });
});

describe("signatures", () => {
  // The example of GitHub's own documentation.
  const body = Buffer.from("Hello, World!");
  const secret = "It's a Secret to Everybody";
  const right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  test.each<[string, string | undefined, readonly string[], boolean]>([
    ["the secret's own", right, [secret], true],
    ["one of two secrets", right, ["new", secret], true],
    ["another secret's", right, ["other"], false],
    ["no secret at all", right, [], false],
    ["none", undefined, [secret], false],
    ["an older kind", right.replace("sha256", "sha1"), [secret], false],
    ["one that is cut off", right.slice(0, -1), [secret], false],
    ["one in capitals", right.toUpperCase(), [secret], false],
    ["one with more behind it", `${right}0`, [secret], false],
  ])("%s", (_, signature, secrets, want) => expect(isSigned(body, signature, secrets)).toBe(want));

  test("are over the bytes as they came: one more or less, and it is another body", () => {
    for (const other of ["Hello, World", "Hello, World!\n", "hello, World!"])
      expect(isSigned(Buffer.from(other), right, [secret])).toBe(false);
  });

  test("secrets are read a line each, so that a new one comes before the old one goes", () => {
    expect(secretsIn("new\n  old \r\n\n")).toEqual(["new", "old"]);
  });
});

describe("hints", () => {
  const repository = { full_name: "Acme/Shop" };
  const at = { repository: "acme/shop" };
  const pull = (action: string, from = 1) => ({
    action,
    repository,
    pull_request: { number: 7, head: { ref: "feat/cart", repo: { id: from } }, base: { repo: { id: 1 } } },
  });
  const comment = (body: string, more: object = {}) => ({
    action: "created",
    repository,
    issue: { number: 7, pull_request: {} },
    comment: { id: 5, body, user: { login: "ana" } },
    ...more,
  });

  test.each<[string, string, unknown, unknown[]]>([
    ["a push", "push", { ref: "refs/heads/a/b", repository }, [{ kind: "ref", ...at, ref: "refs/heads/a/b" }]],
    ["a push of a tag", "push", { ref: "refs/tags/v1", repository }, []],
    [
      "a push that deletes",
      "push",
      { ref: "refs/heads/a", deleted: true, repository },
      [{ kind: "repository", ...at }],
    ],
    [
      "a branch that is deleted",
      "delete",
      { ref: "a", ref_type: "branch", repository },
      [{ kind: "repository", ...at }],
    ],
    ["a tag that is deleted", "delete", { ref: "v1", ref_type: "tag", repository }, []],
    ["a pull request", "pull_request", pull("opened"), [{ kind: "ref", ...at, ref: "refs/heads/feat/cart" }]],
    ["one from a fork", "pull_request", pull("opened", 2), [{ kind: "ref", ...at, ref: "refs/pull/7/head" }]],
    [
      "one that is closed",
      "pull_request",
      pull("closed"),
      [
        { kind: "ref", ...at, ref: "refs/heads/feat/cart" },
        { kind: "repository", ...at },
      ],
    ],
    [
      "a deployment of a branch",
      "deployment",
      { deployment: { ref: "feat/cart" }, repository },
      [{ kind: "deployment", ...at, ref: "refs/heads/feat/cart" }],
    ],
    ["one of a commit", "deployment", { deployment: { ref: sha(1) }, repository }, [{ kind: "deployment", ...at }]],
    [
      "a command",
      "issue_comment",
      comment("/upstart extend 2d \nplease"),
      [{ kind: "comment", ...at, comment: { id: 5, pullRequest: 7, author: "ana", words: ["extend", "2d"] } }],
    ],
    ["a comment that is none", "issue_comment", comment("see /upstart deploy"), []],
    ["a command that begins alike", "issue_comment", comment("/upstarter"), []],
    ["a command that is edited in", "issue_comment", comment("/upstart deploy", { action: "edited" }), []],
    ["a command on an issue", "issue_comment", comment("/upstart deploy", { issue: { number: 7 } }), []],
    ["something else", "star", { repository }, []],
    ["no repository", "push", { ref: "refs/heads/a" }, []],
  ])("%s", (_, event, payload, want) => expect(hintsOf(event, payload)).toEqual(want));

  test("no payload makes it throw", () => {
    const events = fc.constantFrom("push", "delete", "pull_request", "deployment", "issue_comment", "x");
    const payload = fc.oneof(
      fc.jsonValue(),
      fc.jsonValue().map((v) => ({ repository, pull_request: v, ref: v, deployment: v, issue: v, comment: v })),
    );
    fc.assert(
      fc.property(events, payload, (event, p) => void hintsOf(event, p)),
      { numRuns: 200 },
    );
  });
});

describe("limits", () => {
  test.each<[string, number, Record<string, string>, string, number | undefined]>([
    ["a refusal", 403, {}, "Resource not accessible", undefined],
    ["an answer", 200, { "x-ratelimit-remaining": "0" }, "", undefined],
    ["a pause in seconds", 403, { "retry-after": "7" }, "", 7000],
    ["too many", 429, {}, "", 60_000],
    ["too many, with a pause", 429, { "retry-after": "0" }, "", 0],
    ["words alone", 403, {}, "You have exceeded a secondary rate limit", 60_000],
    [
      "an hour that is used up",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": `${NOW / 1000 + 90}` },
      "",
      90_000,
    ],
    ["an end that is over", 429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, "", 1000],
    [
      "an end in a hundred years",
      429,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999" },
      "",
      3_600_000,
    ],
    ["a pause that is none", 429, { "retry-after": "soon" }, "", 60_000],
  ])("%s", (_, status, headers, message, want) =>
    expect(limitedUntil(status, headers, message, NOW)).toBe(want === undefined ? undefined : NOW + want),
  );

  test("nothing is asked while one holds, and everything after it", () => {
    const limits = new Limits();
    const answer = { status: 429, headers: { "retry-after": "10", "x-ratelimit-remaining": "3" }, message: "" };
    expect(() => limits.hear("ask", answer, NOW)).toThrow(
      expect.objectContaining({ code: "RateLimited", retryAt: NOW + 10_000 }),
    );
    expect(() => limits.check("ask", NOW + 9999)).toThrow(ForgeError);
    limits.check("ask", NOW + 10_000);
    expect(limits.remaining).toBe(3);
  });
});

describe("lists in pages", () => {
  const branches = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({ name: `b${from + i}`, commit: { sha: sha(from + i) } }));
  const link = (page: number, last: number) =>
    page < last ? { link: `<https://h/x?page=${page + 1}>; rel="next", <https://h/x?page=${last}>; rel="last"` } : {};
  const paged = (count: number): ApiAnswer[] => {
    const last = Math.max(1, Math.ceil(count / PAGE_SIZE));
    return Array.from({ length: last }, (_, i) => ({
      status: 200,
      data: branches(Math.min(PAGE_SIZE, count - i * PAGE_SIZE), i * PAGE_SIZE),
      etag: `"${count}-${i}"`,
      ...link(i + 1, last),
    }));
  };
  const read = async (answers: readonly ApiAnswer[], reader?: PageReader) => {
    const calls: ApiCall[] = [];
    const api: GitHubApi = {
      limits: new Limits(),
      call: async (call) => {
        calls.push(call);
        const answer = answers[Number(call.parameters?.page) - 1] ?? { status: 200, data: [] };
        return call.etag !== undefined && call.etag === answer.etag ? { status: 304, data: "" } : answer;
      },
    };
    const pages = reader ?? new PageReader(api);
    const list = { route: "GET /x", parameters: {}, doing: "list", decode: toBranch };
    return { listing: await pages.all(list), again: () => pages.all(list), calls };
  };

  test.each([0, 1, 99, 100, 101, 200, 250])("of %i all come, and the list is complete", async (count) => {
    const { listing } = await read(paged(count));
    expect(listing).toEqual({
      items: branches(count).map((b) => ({ name: b.name, sha: b.commit.sha })),
      isComplete: true,
      isUnchanged: false,
    });
  });

  test("what has not changed is not sent again, and is the same", async () => {
    const { listing, again, calls } = await read(paged(250));
    const before = calls.length;
    expect(await again()).toEqual({ ...listing, isUnchanged: true });
    expect(calls.slice(before).map((c) => c.etag)).toEqual(['"250-0"', '"250-1"', '"250-2"']);
  });

  test("a page that has come behind a full one is seen, though that one has not changed", async () => {
    const answers = paged(100);
    const { again } = await read(answers);
    answers.push({ status: 200, data: branches(1, 100), etag: '"new"' });
    expect((await again()).items).toHaveLength(101);
  });

  test.each<[string, (answers: ApiAnswer[]) => void]>([
    ["the second is empty", (a) => a.splice(1, 1, { status: 200, data: [] })],
    ["the last is empty", (a) => a.splice(2, 1, { status: 200, data: [] })],
    ["the second ends too soon", (a) => a.splice(1, 1, { status: 200, data: branches(3, 100) })],
    ["the first has lost something", (a) => a.splice(0, 1, { ...a[0]!, data: branches(99) })],
  ])("%s: the list is not complete", async (_, spoil) => {
    const answers = paged(250);
    spoil(answers);
    expect((await read(answers)).listing.isComplete).toBe(false);
  });

  test.each<[string, unknown]>([
    ["a web page", "<html>maintenance</html>"],
    ["an error", { message: "oops" }],
    ["nothing", null],
    ["a list of something else", [{ login: "ana" }]],
    ["a branch without a commit", [{ name: "a", commit: null }]],
  ])("%s in the place of a page is an error, never an empty list", async (_, data) => {
    await expect(read([{ status: 200, data }])).rejects.toMatchObject({ code: "NotAnApi" });
    const answers = paged(150);
    await expect(read([answers[0]!, { status: 200, data }])).rejects.toMatchObject({ code: "NotAnApi" });
  });
});

test("a pull request whose fork was deleted is from a fork all the same", () => {
  const item = {
    number: 1,
    state: "open",
    head: { ref: "a", sha: sha(1), repo: null },
    base: { ref: "main", repo: { id: 1 } },
  };
  expect(toPullRequest(item)).toMatchObject({ isFromFork: true, author: { login: "ghost", isBot: false } });
});
