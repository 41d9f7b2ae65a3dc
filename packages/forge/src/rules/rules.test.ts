import { isAnswer } from "@upstart/controller/runtime/arguments";
import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../config.ts";
import { aRule } from "../testing/things.ts";
import type { MapSchema } from "./field-schema.ts";
import { readRules, rulesSchema } from "./read-rules.ts";

describe("the configuration file", () => {
  const least = "repositories: [{repository: Acme/Shop, namespace: previews, template: shop}]";

  test("the least that has to be said, and what is meant by it", () => {
    expect(readRules(least)).toEqual({ instance: "upstart", rules: [aRule({ on: "pullRequests" })] });
  });

  test("everything that can be said", () => {
    const text = `
instance: previews
repositories:
  - repository: acme/shop
    namespace: previews
    template: {name: shop, namespace: platform}
    on: deployments
    deployments: beta
    branches: {include: [feat/**], exclude: []}
    labels: {include: [preview], exclude: [stop]}
    drafts: true
    bots: true
    forks: true
    reports: {deployments: false, comments: false}
    params: {size: small}
    shard: blue
`;
    expect(readRules(text)).toEqual({
      instance: "previews",
      rules: [
        aRule({
          template: { name: "shop", namespace: "platform" },
          on: "deployments",
          deployments: "beta",
          branches: { include: ["feat/**"], exclude: [] },
          labels: { include: ["preview"], exclude: ["stop"] },
          drafts: true,
          bots: true,
          forks: true,
          reports: { deployments: false, comments: false },
          params: { size: "small" },
          shard: "blue",
        }),
      ],
    });
  });

  test.each<[string, string, string[]]>([
    ["is empty", "", ["repositories"]],
    ["is not YAML", "a: [", [""]],
    ["is a list", "[]", ["", "repositories"].slice(0, 1)],
    ["names no repository", "repositories: []", ["repositories"]],
    [
      "lacks everything",
      "repositories: [{}]",
      ["repositories[0].repository", "repositories[0].namespace", "repositories[0].template"],
    ],
    ["has a slip", `${least.slice(0, -2)}, labels: {includes: [a]}}]`, ["repositories[0].labels.includes"]],
    ["asks on something else", `${least.slice(0, -2)}, on: tags}]`, ["repositories[0].on"]],
    ["has words for yes", `${least.slice(0, -2)}, forks: "yes"}]`, ["repositories[0].forks"]],
    ["names a shard that can be none", `${least.slice(0, -2)}, shard: Team_A}]`, ["repositories[0].shard"]],
    ["has no name for its template", least.replace("shop}", "Shop_}"), ["repositories[0].template"]],
    [
      "says too much of its template",
      least.replace("template: shop", "template: {names: a, name: a}"),
      ["repositories[0].template.names"],
    ],
    ["has a number as a param", `${least.slice(0, -2)}, params: {a: 1}}]`, ["repositories[0].params.a"]],
    [
      "has a rule twice",
      `${least.slice(0, -1)}, {repository: acme/SHOP, namespace: previews, template: b}]`,
      ["repositories[1]"],
    ],
  ])("one that %s is refused, with every place", (_, text, want) => {
    const answer = readRules(text);
    expect("faults" in answer && answer.faults.map((f) => f.path)).toEqual(want);
  });
});

test("its schema knows each field that is read, what has to be there, and a text in the template's place", () => {
  const { repositories } = rulesSchema().properties as { repositories: { items: MapSchema } };
  const { properties, required } = repositories.items;
  const fields = Object.keys(aRule({ shard: "blue" }));
  expect([Object.keys(properties).sort(), required]).toEqual([fields.sort(), ["repository", "namespace", "template"]]);
  expect(properties.template).toMatchObject({ oneOf: [{ type: "string" }, { type: "object", required: ["name"] }] });
  expect(properties.on).toEqual({ enum: ["branches", "pullRequests", "deployments"] });
});

describe("the arguments", () => {
  const DEFAULTS: Config = {
    rulesFile: "f",
    listen: { host: "", port: 8080 },
    healthListen: { host: "", port: 8081 },
    githubUrl: "https://api.github.com",
    sweepMs: 600_000,
    confirmMs: 60_000,
    leaderElection: true,
    dryRun: false,
    logLevel: "info",
  };

  test.each<[string, string[], Partial<Config>]>([
    ["the least", [], {}],
    ["a look only", ["--dry-run"], { dryRun: true }],
    [
      "a token and a secret in files",
      ["--token-file", "t", "--webhook-secret-file", "s"],
      { tokenFile: "t", webhookSecretFile: "s" },
    ],
    [
      "a GitHub App",
      ["--app-id", "1", "--app-installation-id", "2", "--app-private-key-file", "k"],
      { app: { appId: 1, installationId: 2, privateKeyFile: "k" } },
    ],
    [
      "another GitHub",
      ["--github-url", "https://git.example.com/api/v3/"],
      { githubUrl: "https://git.example.com/api/v3" },
    ],
    ["other times", ["--sweep", "1m30s", "--confirm", "2s"], { sweepMs: 90_000, confirmMs: 2000 }],
    ["one replica", ["--leader-election=false", "--log-level", "debug"], { leaderElection: false, logLevel: "debug" }],
  ])("%s", (_, argv, want) => expect(readConfig(["--config", "f", ...argv])).toEqual({ ...DEFAULTS, ...want }));

  test.each<[string, string[], string]>([
    ["no configuration", [], "--config"],
    ["half a GitHub App", ["--config", "f", "--app-id", "1"], "go together"],
    [
      "an App and a token",
      [
        "--config",
        "f",
        "--token-file",
        "t",
        "--app-id",
        "1",
        "--app-installation-id",
        "2",
        "--app-private-key-file",
        "k",
      ],
      "do not go together",
    ],
    ["a token in the address", ["--config", "f", "--github-url", "https://me:secret@git.example.com"], "API's address"],
    ["a time that is none", ["--config", "f", "--sweep", "often"], "duration"],
    ["a token as an argument", ["--config", "f", "--token", "x"], "unknown option"],
  ])("%s is refused in words", (_, argv, words) => {
    const answer = readConfig(argv);
    expect(isAnswer(answer) && answer.exitCode).toBe(2);
    expect(isAnswer(answer) && answer.stderr).toContain(words);
  });
});
