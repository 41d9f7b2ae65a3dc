import { createHash } from "node:crypto";
import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import type { KubeObject, WatchEvent } from "@upstart/engine";
import { type MadeEnvironment, madeEnvironment } from "../environments/made.ts";
import { fieldsOf, isText } from "../forge/fields.ts";
import { commentBody, commentMarker, type Section } from "../report/comment.ts";
import { standingOf } from "../report/phase.ts";
import type { ReportOptions } from "./deployments.ts";
import { keyOf } from "./known-repository.ts";
import { patiently } from "./patience.ts";

/** A comment of ours, and a print of what it says. */
interface Known {
  readonly id: number;
  readonly digest: string;
}

export const COMMENT_ANNOTATION = "upstart.com/forge-comments";
const MANAGER = "upstart-forge-comments";

/** Keeps one comment on each pull request that has environments, and edits it when one of them comes to something. */
export class Comments {
  readonly #options: ReportOptions & { readonly instance: string };
  readonly #known = new Map<string, Known>();
  /** Of each pull request, the environments that are gone. */
  readonly #gone = new Map<string, Map<string, Section>>();
  #enqueue: Enqueue = () => undefined;

  constructor(options: ReportOptions & { readonly instance: string }) {
    this.#options = options;
  }

  get reconciler(): Reconciler {
    const { clock, random, environments } = this.#options;
    return {
      name: "comments",
      workers: 2,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return [];
      },
      keys: () => environments.made().flatMap((e) => e.pullRequests.map((n) => commentKey(e.repository, n))),
      reconcile: patiently(clock, random, (run) => this.#run(run)),
    };
  }

  hear({ type, object }: WatchEvent): void {
    const made = madeEnvironment(object);
    for (const number of made?.pullRequests ?? []) {
      const key = commentKey(made!.repository, number);
      if (type === "deleted") {
        const gone = this.#gone.get(key) ?? new Map<string, Section>();
        const { namespace, name } = made!;
        this.#gone.set(key, gone.set(`${namespace}/${name}`, { namespace, name, phase: "Gone" }));
        this.#recall(key, number, object);
      }
      this.#enqueue(key, "wake");
    }
  }

  async #run({ key }: Run): Promise<Result> {
    const [owner = "", repo = "", text = ""] = key.split(":");
    const repository = `${owner}/${repo}`;
    const number = Number(text);
    const objects = this.#objectsOf(repository, number);
    for (const { object } of objects) this.#recall(key, number, object);
    const sections = this.#sectionsOf(key, objects);
    const body = commentBody(this.#options.instance, sections);
    const digest = createHash("sha256").update(body).digest("hex").slice(0, 16);
    if (sections.length === 0 || this.#known.get(key)?.digest === digest) return {};
    const id = await this.#put(repository, number, this.#known.get(key)?.id, { body, mayCreate: objects.length > 0 });
    if (id === undefined) return {};
    this.#options.metrics.reported("comment");
    this.#known.set(key, { id, digest });
    for (const { object } of objects) await this.#remember(object, number, { id, digest });
    return {};
  }

  #objectsOf(repository: string, number: number): readonly { object: KubeObject; made: MadeEnvironment }[] {
    const { environments, ruleOf } = this.#options;
    return environments
      .made()
      .filter((made) => made.repository === repository && made.pullRequests.includes(number))
      .filter((made) => ruleOf(made)?.reports.comments === true)
      .flatMap((made) => {
        const object = environments.get(made.namespace, made.name);
        return object === undefined ? [] : [{ object, made }];
      });
  }

  #sectionsOf(key: string, objects: readonly { object: KubeObject; made: MadeEnvironment }[]): readonly Section[] {
    const gone = this.#gone.get(key) ?? new Map<string, Section>();
    // What has come back is not gone.
    for (const { made } of objects) gone.delete(`${made.namespace}/${made.name}`);
    const sections = objects.map(({ object, made: { namespace, name, sha } }) => ({
      namespace,
      name,
      ...(sha === undefined ? {} : { sha }),
      ...standingOf(object),
    }));
    return [...sections, ...gone.values()];
  }

  /** Edits the comment, or the one that is found, or makes one. */
  async #put(
    repository: string,
    number: number,
    known: number | undefined,
    { body, mayCreate }: { readonly body: string; readonly mayCreate: boolean },
  ): Promise<number | undefined> {
    const { forge } = this.#options;
    if (known !== undefined && (await forge.editComment(repository, known, body))) return known;
    const marker = commentMarker(this.#options.instance);
    const ours = (await forge.comments(repository, number)).filter((c) => c.isOurs && c.body.startsWith(marker));
    for (const { id } of ours) if (await forge.editComment(repository, id, body)) return id;
    return mayCreate ? await forge.createComment(repository, number, body) : undefined;
  }

  /** Takes what an environment remembers of a comment, where nothing newer is known. */
  #recall(key: string, number: number, { metadata }: KubeObject): void {
    const known = rememberedIn(metadata.annotations?.[COMMENT_ANNOTATION]).get(number);
    if (known !== undefined && !this.#known.has(key)) this.#known.set(key, known);
  }

  async #remember(object: KubeObject, number: number, known: Known): Promise<void> {
    const all = rememberedIn(object.metadata.annotations?.[COMMENT_ANNOTATION]).set(number, known);
    const annotations = { [COMMENT_ANNOTATION]: JSON.stringify(Object.fromEntries(all)) };
    await this.#options.environments.annotate(object, MANAGER, annotations);
  }
}

function rememberedIn(text: string | undefined): Map<number, Known> {
  try {
    const entries = Object.entries(fieldsOf(text === undefined ? undefined : JSON.parse(text)));
    return new Map(
      entries.flatMap(([number, value]) => {
        const { id, digest } = fieldsOf(value);
        return typeof id === "number" && isText(digest) ? [[Number(number), { id, digest }]] : [];
      }),
    );
  } catch {
    return new Map(); // somebody has edited it: the comment is found again by its marker
  }
}

function commentKey(repository: string, number: number): string {
  return `${keyOf(repository)}:${number}`;
}
