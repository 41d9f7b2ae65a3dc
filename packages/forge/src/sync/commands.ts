import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import { ACTIVITY_ANNOTATION, EXTEND_ANNOTATION, parseSpan } from "@upstart/engine";
import { LRUCache } from "lru-cache";
import type { MadeEnvironment } from "../environments/made.ts";
import { branchRef, type CommandComment, pullRef } from "../forge/hint.ts";
import type { ReportOptions } from "./deployments.ts";
import { patiently } from "./patience.ts";
import type { Repositories } from "./repositories.ts";

export interface CommandOptions extends Omit<ReportOptions, "metrics" | "ruleOf"> {
  readonly repositories: Pick<Repositories, "revive">;
}

interface Command {
  readonly repository: string;
  readonly comment: CommandComment;
}

/** Who writes what commands come to: each kind under a name of its own, for each takes back what it wrote before. */
const EXTEND_MANAGER = "upstart-forge-extend";
const ACTIVITY_MANAGER = "upstart-forge-activity";
const MAX_REMEMBERED = 1000;

/** Does what people with the right to push ask for in comments, each comment once, and shows there that it was seen. */
export class Commands {
  readonly #options: CommandOptions;
  readonly #waiting = new Map<string, Command>();
  readonly #done = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  #enqueue: Enqueue = () => undefined;

  constructor(options: CommandOptions) {
    this.#options = options;
  }

  get reconciler(): Reconciler {
    const { clock, random } = this.#options;
    return {
      name: "commands",
      workers: 2,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return [];
      },
      keys: () => this.#waiting.keys(),
      reconcile: patiently(clock, random, (run) => this.#run(run)),
    };
  }

  take(repository: string, comment: CommandComment): void {
    const key = String(comment.id);
    if (this.#done.has(key)) return;
    this.#waiting.set(key, { repository, comment });
    this.#enqueue(key, "edit");
  }

  async #run({ key, log }: Run): Promise<Result> {
    const command = this.#waiting.get(key);
    if (command === undefined) return {};
    const { repository, comment } = command;
    const { forge } = this.#options;
    const isHeeded = (await forge.mayWrite(repository, comment.author)) && (await this.#obey(command));
    log.info(isHeeded ? "heeded a command" : "did not heed a command", { repository, ...comment });
    this.#waiting.delete(key);
    this.#done.set(key, true);
    await forge.react(repository, comment.id, isHeeded ? "eyes" : "-1");
    return {};
  }

  /** False where there is no such command, or nothing that it could be about. */
  async #obey({ repository, comment }: Command): Promise<boolean> {
    const { environments } = this.#options;
    const [verb = "", argument = ""] = comment.words;
    if (verb === "deploy") return await this.#revive(repository, comment.pullRequest);
    const made = environments
      .made()
      .filter((e) => e.repository === repository && e.pullRequests.includes(comment.pullRequest) && !e.isTerminating);
    if (verb === "delete") {
      for (const environment of made) await environments.end(environment);
      return made.length > 0;
    }
    if (verb === "extend" && parseSpan(argument) !== undefined)
      return await this.#annotate(made, EXTEND_MANAGER, { [EXTEND_ANNOTATION]: `${argument} ${comment.id}` });
    if (verb === "sleep" || verb === "wake")
      return await this.#annotate(made, ACTIVITY_MANAGER, { [ACTIVITY_ANNOTATION]: `${verb} ${comment.id}` });
    return false;
  }

  async #revive(repository: string, number: number): Promise<boolean> {
    const pull = await this.#options.forge.pullRequest(repository, number);
    if (pull?.isOpen !== true) return false;
    this.#options.repositories.revive(repository, pull.isFromFork ? pullRef(number) : branchRef(pull.branch));
    return true;
  }

  async #annotate(
    made: readonly MadeEnvironment[],
    manager: string,
    annotations: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const { environments } = this.#options;
    for (const { namespace, name } of made) {
      const object = environments.get(namespace, name);
      if (object !== undefined) await environments.annotate(object, manager, annotations);
    }
    return made.length > 0;
  }
}
