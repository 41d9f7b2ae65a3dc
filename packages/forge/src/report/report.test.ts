import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commentBody, commentMarker, type Section } from "./comment.ts";
import { deploymentReport, standingOf } from "./phase.ts";

const object = (status: unknown, metadata: object = {}) =>
  ({ apiVersion: "v", kind: "UpstartEnvironment", metadata: { name: "e", ...metadata }, status }) as never;

describe("what is told of a deployment", () => {
  test.each<[string, unknown, object, object]>([
    ["before anybody has looked at it", undefined, {}, { state: "queued", description: "Requested" }],
    [
      "in the queue",
      { phase: "Queued", queuePosition: 4 },
      {},
      { state: "queued", description: "Queued, number 4 in the queue" },
    ],
    [
      "being deployed",
      { phase: "Deploying", url: "https://e" },
      {},
      { state: "in_progress", description: "Deploying", url: "https://e" },
    ],
    ["ready", { phase: "Ready", url: "https://e" }, {}, { state: "success", description: "Ready", url: "https://e" }],
    ["asleep", { phase: "Sleeping" }, {}, { state: "success", description: "Sleeping" }],
    [
      "failed",
      { phase: "Failed", conditions: [{ type: "Ready", message: "hook job shop-migrate: exit 1" }] },
      {},
      { state: "failure", description: "Failed: hook job shop-migrate: exit 1" },
    ],
    [
      "told to go, whatever was last written",
      { phase: "Ready" },
      { deletionTimestamp: "t" },
      { state: "inactive", description: "Terminating" },
    ],
    [
      "ready with what was wanted before",
      { phase: "Ready", url: "https://e", observedGeneration: 1 },
      { generation: 2 },
      { state: "queued", description: "Updating", url: "https://e" },
    ],
    [
      "a phase that is still to be invented",
      { phase: "Dancing" },
      {},
      { state: "in_progress", description: "Dancing" },
    ],
    ["a status that is none", "oops", {}, { state: "queued", description: "Requested" }],
  ])("%s", (_, status, metadata, want) => expect(deploymentReport(standingOf(object(status, metadata)))).toEqual(want));
});

describe("the comment on a pull request", () => {
  const section = (more: Partial<Section> = {}): Section => ({
    namespace: "previews",
    name: "feat-cart-1a2b3c4d",
    phase: "Ready",
    sha: "9f3c2d1".padEnd(40, "0"),
    url: "https://feat-cart-1a2b3c4d.dev.example.com",
    ...more,
  });

  test("has a section for each environment, by name, each with its link, state and commit", () => {
    const other = section({ name: "a-b", phase: "Queued", queuePosition: 2 });
    expect(commentBody("upstart", [section(), other])).toBe(
      [
        "<!-- upstart-forge:upstart -->",
        "<!-- upstart-environment:previews/a-b -->",
        "**[a-b](https://feat-cart-1a2b3c4d.dev.example.com)** waits for its turn, number 2 in the queue at `9f3c2d1`",
        "",
        "<!-- upstart-environment:previews/feat-cart-1a2b3c4d -->",
        "**[feat-cart-1a2b3c4d](https://feat-cart-1a2b3c4d.dev.example.com)** is ready at `9f3c2d1`",
        "",
      ].join("\n"),
    );
  });

  test.each<[string, Partial<Section>, string]>([
    [
      "a failure says why and what next",
      { phase: "Failed", message: "exit 1" },
      "failed at `9f3c2d1`: `exit 1`  \nnext: `kubectl upstart status",
    ],
    ["what is gone has no link", { phase: "Gone" }, "**feat-cart-1a2b3c4d** is gone"],
    ["what cannot go says why", { phase: "Blocked", message: "foreign finalizer" }, "cannot go: `foreign finalizer`"],
    ["a phase that is still to be invented", { phase: "Dancing" }, "is being made at `9f3c2d1`: dancing"],
  ])("%s", (_, more, words) => expect(commentBody("upstart", [section(more)])).toContain(words));

  test("whatever a message or a URL holds, it stays within its fence and its line: no mention, no markup, no marker of another section", () => {
    const parts = fc.constantFrom("`", "``", "@ana", "\n", "<!--", "-->", ")", "(", " ", "#", "x");
    const nasty = fc.array(parts, { maxLength: 20 }).map((p) => p.join(""));
    fc.assert(
      fc.property(nasty, nasty, (message, tail) => {
        const body = commentBody("upstart", [section({ phase: "Failed", message, url: `https://e/${tail}` })]);
        const lines = body.split("\n");
        expect(lines).toHaveLength(5);
        expect(body.startsWith(commentMarker("upstart"))).toBe(true);
        const [, fence = "", inside = ""] = /: (`+)(.*)\1 {2}$/.exec(lines[2]!) ?? [];
        expect(fence).not.toBe("");
        // Nothing within closes the fence early.
        expect(inside.match(/`+/g)?.some((ticks) => ticks.length === fence.length) ?? false).toBe(false);
        expect(/\]\([^()\s<>]+\)\*\*/.test(lines[2]!)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("the same environments in another order give the same text", () => {
    const all = ["a", "b", "c"].map((name) => section({ name }));
    expect(commentBody("i", all)).toBe(commentBody("i", [...all].reverse()));
  });
});
