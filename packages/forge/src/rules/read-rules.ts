import { parse, YAMLError } from "yaml";
import { FieldReader, type RuleFault } from "./field-reader.ts";
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
const REPOSITORY = /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/;

/** Reads the configuration file; returns every mistake in it where there are any. */
export function readRules(text: string): Rules | { readonly faults: readonly RuleFault[] } {
  const faults: RuleFault[] = [];
  const root = new FieldReader(parsed(text, faults), "", faults);
  const instance = root.text("instance", "upstart", NAME, "a name of lower-case letters, digits and dashes");
  const rules = root.list("repositories").map(ruleOf);
  root.end();
  if (faults.length === 0 && rules.length === 0) faults.push({ path: "repositories", message: "names no repository" });
  rules.forEach((rule, i) => {
    // Their environments would have one name.
    const other = rules.findIndex((r) => r.repository === rule.repository && r.namespace === rule.namespace);
    const message = `${rule.repository} in namespace ${rule.namespace} is given twice; give one of them another namespace`;
    if (other < i && rule.repository !== "") faults.push({ path: `repositories[${i}]`, message });
  });
  return faults.length > 0 ? { faults } : { instance, rules };
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

function ruleOf(it: FieldReader): Rule {
  const template = it.isMap("template") ? it.map("template") : undefined;
  const shard = it.text("shard", "", SHARD, "the name of a shard of the controllers");
  const rule: Rule = {
    repository: it.text("repository", undefined, REPOSITORY, "owner/name").toLowerCase(),
    namespace: it.text("namespace", undefined, NAME, "the name of a namespace"),
    template:
      template === undefined
        ? { name: it.text("template", undefined, NAME, "the name of a template environment") }
        : templateOf(template),
    on: it.oneOf("on", TRIGGERS, "pullRequests"),
    deployments: it.text(
      "deployments",
      "preview",
      /^[^\s].{0,254}$/,
      "the environment of deployments, such as preview",
    ),
    branches: listsOf(it.map("branches"), { include: ["**"], exclude: ["main", "master"] }),
    labels: listsOf(it.map("labels"), { include: [], exclude: [] }),
    drafts: it.bool("drafts", false),
    bots: it.bool("bots", false),
    forks: it.bool("forks", false),
    reports: reportsOf(it.map("reports")),
    params: it.texts("params"),
    ...(shard === "" ? {} : { shard }),
  };
  it.end();
  return rule;
}

function templateOf(it: FieldReader): Rule["template"] {
  const name = it.text("name", undefined, NAME, "the name of a template environment");
  const namespace = it.text("namespace", "", NAME, "the name of a namespace");
  it.end();
  return { name, ...(namespace === "" ? {} : { namespace }) };
}

function listsOf(it: FieldReader, otherwise: Rule["branches"]): Rule["branches"] {
  const lists = {
    include: it.strings("include", otherwise.include),
    exclude: it.strings("exclude", otherwise.exclude),
  };
  it.end();
  return lists;
}

function reportsOf(it: FieldReader): Rule["reports"] {
  const reports = { deployments: it.bool("deployments", true), comments: it.bool("comments", true) };
  it.end();
  return reports;
}
