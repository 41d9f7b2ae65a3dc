import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import type { Clock, KubeObject, WatchEvent } from "@upstart/engine";
import { type MadeEnvironment, madeEnvironment } from "../environments/made.ts";
import { fieldsOf, isText } from "../forge/fields.ts";
import type { DeploymentReport, Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import { deploymentReport, standingOf } from "../report/phase.ts";
import type { Rule } from "../rules/rule.ts";
import type { Environments } from "./environments.ts";
import { patiently } from "./patience.ts";

export interface ReportOptions {
  readonly forge: Forge;
  readonly environments: Environments;
  /** The rule that an environment was made by. */
  readonly ruleOf: (environment: MadeEnvironment) => Rule | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly metrics: Pick<ForgeMetrics, "reported">;
}

/** What was told of an environment's deployment last: it is written on the environment. */
interface Told {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly url?: string;
}

export const DEPLOYMENT_ANNOTATION = "upstart.com/forge-deployment";
const MANAGER = "upstart-forge-deployment";

/** Tells the forge how each environment is getting on, when that changes: as a deployment of its commit. */
export class Deployments {
  readonly #options: ReportOptions;
  /** Environments that are gone, as they were last, until that is told. */
  readonly #gone = new Map<string, KubeObject>();
  /** What was told, by the environment's uid: the watch may be behind our own writes. */
  readonly #told = new Map<string, Told>();
  #enqueue: Enqueue = () => undefined;

  constructor(options: ReportOptions) {
    this.#options = options;
  }

  get reconciler(): Reconciler {
    const { clock, random, environments } = this.#options;
    return {
      name: "deployments",
      workers: 2,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return [];
      },
      keys: () => environments.made().map((e) => `${e.namespace}/${e.name}`),
      reconcile: patiently(clock, random, (run) => this.#run(run)),
    };
  }

  hear({ type, object }: WatchEvent): void {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (type === "deleted") this.#gone.set(key, object);
    this.#enqueue(key, "wake");
  }

  async #run({ key }: Run): Promise<Result> {
    const [namespace = "", name = ""] = key.split("/");
    const gone = this.#gone.get(key);
    if (gone !== undefined) {
      await this.#tellEnd(gone);
      this.#gone.delete(key);
    }
    const object = this.#options.environments.get(namespace, name);
    const made = object === undefined ? undefined : madeEnvironment(object);
    if (object !== undefined && made !== undefined) await this.#tell(object, made);
    return {};
  }

  async #tellEnd(object: KubeObject): Promise<void> {
    const made = madeEnvironment(object);
    const told = this.#toldOf(object);
    this.#told.delete(object.metadata.uid ?? "");
    if (made === undefined) return;
    const last = object.metadata.resourceVersion === undefined ? await this.#lastOf(made) : [];
    const open = new Set([...(told === undefined ? [] : [told.id]), ...last]);
    if (told?.state === "inactive") open.delete(told.id);
    for (const id of open) {
      await this.#options.forge.reportDeployment(made.repository, id, { state: "inactive", description: "Gone" });
      this.#options.metrics.reported("deployment");
    }
  }

  /** The newest deployment that was made of an environment. What is only remembered of one may be older than that. */
  async #lastOf(made: MadeEnvironment): Promise<readonly number[]> {
    const rule = this.#options.ruleOf(made);
    if (rule?.reports.deployments !== true) return [];
    const all = await this.#options.forge.deployments(made.repository, rule.deployments);
    return all
      .filter((d) => d.about === `${made.namespace}/${made.name}`)
      .slice(0, 1)
      .map((d) => d.id);
  }

  async #tell(object: KubeObject, made: MadeEnvironment): Promise<void> {
    const { forge, metrics } = this.#options;
    const rule = this.#options.ruleOf(made);
    const report = deploymentReport(standingOf(object));
    const told = this.#toldOf(object);
    if (rule === undefined || !rule.reports.deployments || made.sha === undefined) return;
    if (told?.sha === made.sha && told.state === report.state && told.url === report.url) return;
    if (told === undefined && report.state === "inactive") return;
    const id = told?.sha === made.sha ? told.id : await this.#deploymentOf(rule, made, made.sha);
    if (id === undefined) return;
    // The commit before is shown no more.
    if (told !== undefined && told.id !== id && told.state !== "inactive")
      await forge.reportDeployment(made.repository, told.id, { state: "inactive", description: "Followed by another" });
    const isThere = await forge.reportDeployment(made.repository, id, report);
    metrics.reported("deployment");
    await this.#remember(object, made.sha, id, report);
    // Somebody has deleted the deployment: the next report makes another.
    if (isThere) return;
    this.#told.delete(made.uid);
    await this.#options.environments.annotate(object, MANAGER, {});
  }

  #toldOf(object: KubeObject): Told | undefined {
    return this.#told.get(object.metadata.uid ?? "") ?? toldOf(object);
  }

  /** The deployment that stands for a commit of an environment: the one that asked for it, or one of ours. */
  async #deploymentOf(rule: Rule, made: MadeEnvironment, sha: string): Promise<number | undefined> {
    const { forge } = this.#options;
    const about = `${made.namespace}/${made.name}`;
    const known = (await forge.deployments(made.repository, rule.deployments)).filter((d) => d.sha === sha);
    const ours = known.find((d) => d.about === about);
    if (rule.on === "deployments") return (ours ?? known.find((d) => d.about === undefined))?.id;
    if (ours !== undefined) return ours.id;
    const description = `environment ${about}`;
    return await forge.createDeployment(made.repository, { sha, environment: rule.deployments, about, description });
  }

  async #remember(object: KubeObject, sha: string, id: number, { state, url }: DeploymentReport): Promise<void> {
    const told: Told = { id, sha, state, ...(url === undefined ? {} : { url }) };
    this.#told.set(object.metadata.uid ?? "", told);
    await this.#options.environments.annotate(object, MANAGER, { [DEPLOYMENT_ANNOTATION]: JSON.stringify(told) });
  }
}

function toldOf({ metadata }: KubeObject): Told | undefined {
  const text = metadata.annotations?.[DEPLOYMENT_ANNOTATION];
  if (text === undefined) return undefined;
  try {
    const { id, sha, state, url } = fieldsOf(JSON.parse(text));
    if (typeof id !== "number" || !isText(sha) || !isText(state)) return undefined;
    return { id, sha, state, ...(isText(url) ? { url } : {}) };
  } catch {
    return undefined; // somebody has edited it: it is told anew
  }
}
