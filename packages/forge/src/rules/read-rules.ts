import { parse, YAMLError } from "yaml";
import { type RuleFault, readMap } from "./field-reader.ts";
import { type MapSchema, schemaOf } from "./field-schema.ts";
import type { Fields } from "./fields.ts";
import type { Rule, Trigger } from "./rule.ts";

/** What the configuration file says. */
export interface Rules {
  /** Tells the comments of several programs on one pull request apart. */
  readonly instance: string;
  readonly rules: readonly Rule[];
}

const TRIGGERS: readonly Trigger[] = ["branches", "pullRequests", "deployments"];
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** As long as the controllers take it. */
const SHARD = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;
const DEPLOYMENTS = /^[^\s].{0,254}$/;
const REPOSITORY = /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/;

/** Reads the configuration file; returns every mistake in it where there are any. */
export function readRules(text: string): Rules | { readonly faults: readonly RuleFault[] } {
  const faults: RuleFault[] = [];
  const { instance, rules } = readMap(parsed(text, faults), "", faults, rulesIn);
  if (faults.length === 0 && rules.length === 0) faults.push({ path: "repositories", message: "names no repository" });
  rules.forEach((rule, i) => {
    // Their environments would have one name.
    const other = rules.findIndex((r) => r.repository === rule.repository && r.namespace === rule.namespace);
    const message = `${rule.repository} in namespace ${rule.namespace} is given twice; give one of them another namespace`;
    if (other < i && rule.repository !== "") faults.push({ path: `repositories[${i}]`, message });
  });
  return faults.length > 0 ? { faults } : { instance, rules };
}

/** The schema of the configuration file, for whoever checks it before. */
export function rulesSchema(): MapSchema {
  return schemaOf(rulesIn);
}

function parsed(text: string, faults: RuleFault[]): unknown {
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    faults.push({ path: "", message: `is not YAML: ${error.message.split("\n")[0]}` });
    return {};
  }
}

function rulesIn(it: Fields): Rules {
  return {
    instance: it.text("instance", "upstart", NAME, "a name of lower-case letters, digits and dashes"),
    rules: it.list("repositories", ruleOf),
  };
}

function ruleOf(it: Fields): Rule {
  const shard = it.text("shard", "", SHARD, "the name of a shard of the controllers");
  return {
    repository: it.text("repository", undefined, REPOSITORY, "owner/name").toLowerCase(),
    namespace: it.text("namespace", undefined, NAME, "the name of a namespace"),
    template: it.mapOrText("template", "name", templateOf),
    on: it.oneOf("on", TRIGGERS, "pullRequests"),
    deployments: it.text("deployments", "preview", DEPLOYMENTS, "the environment of deployments, such as preview"),
    branches: it.map("branches", (lists) => listsOf(lists, { include: ["**"], exclude: ["main", "master"] })),
    labels: it.map("labels", (lists) => listsOf(lists, { include: [], exclude: [] })),
    drafts: it.bool("drafts", false),
    bots: it.bool("bots", false),
    forks: it.bool("forks", false),
    reports: it.map("reports", reportsOf),
    params: it.texts("params"),
    ...(shard === "" ? {} : { shard }),
  };
}

function templateOf(it: Fields): Rule["template"] {
  const name = it.text("name", undefined, NAME, "the name of a template environment");
  const namespace = it.text("namespace", "", NAME, "the name of a namespace");
  return { name, ...(namespace === "" ? {} : { namespace }) };
}

function listsOf(it: Fields, otherwise: Rule["branches"]): Rule["branches"] {
  return { include: it.strings("include", otherwise.include), exclude: it.strings("exclude", otherwise.exclude) };
}

function reportsOf(it: Fields): Rule["reports"] {
  return { deployments: it.bool("deployments", true), comments: it.bool("comments", true) };
}
