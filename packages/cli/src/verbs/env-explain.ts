import {
  ClusterError,
  DELETED_BECAUSE_ANNOTATION,
  ENDED_ANNOTATION,
  type EndedEnvironment,
  forgottenAt,
  formatLeft,
  HELD_ANNOTATION,
  type KubeObject,
  MADE_BY_FORGE,
  MADE_BY_LABEL,
} from "@upstart/engine";
import { endedNamed } from "../branch/ended-ones.ts";
import { endText } from "../branch/ending.ts";
import { type At, ENVIRONMENT, environmentNamed, lifeOf, specOf, templateOf, viewOf } from "../branch/environment.ts";
import { eventsAbout, type Told } from "../branch/events.ts";
import { evictionText } from "../branch/eviction.ts";
import { standingOf } from "../branch/standing.ts";
import { volumesText } from "../branch/volumes.ts";
import { ago, facts } from "../branch/words.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import { printable } from "../output/printable.ts";
import { printDocument } from "../print.ts";

/** Says who or what made, kept, queued, ended or blocked an environment, and what comes next; also of one that is gone. */
export async function envExplain(host: Host, flags: OutputFlags, at: At, name: string): Promise<void> {
  const object = await at.cluster.get({ ...ENVIRONMENT, namespace: at.namespace, name });
  const ended = object === undefined ? await endedNamed(at, name).catch(unseen) : undefined;
  const events = await eventsAbout(at, name);
  if (object === undefined && ended === undefined && events.length === 0) await environmentNamed(host, at, name);
  const told =
    object !== undefined ? await story(host, at, object) : ended === undefined ? gone(events) : endedStory(host, ended);
  if (flags.output === "text")
    host.stdout.write(printable(facts([...told.map(({ what, text }) => [what, text] as const), ...eventRows(events)])));
  else
    await printDocument(host, flags.output === "json" ? "json" : "yaml", {
      name,
      exists: object !== undefined,
      told,
      events,
    });
}

interface Sentence {
  readonly what: string;
  readonly text: string;
}

async function story(host: Host, at: At, object: KubeObject): Promise<Sentence[]> {
  const now = host.now();
  const standing = standingOf(object, host.name, now);
  const { metadata } = object;
  const { history = [], lastActivity } = lifeOf(object);
  const view = viewOf(object);
  const eviction = await evictionText(at, object, await templateOf(at, object), now);
  const made = metadata.creationTimestamp === undefined ? "" : ago(metadata.creationTimestamp, now);
  const sentences: readonly (readonly [string, string | undefined])[] = [
    ["created", `${made} ${makerText(object)}`],
    ["is", standing?.text ?? `${view.phase}${view.message === undefined ? "" : `: ${view.message}`}`],
    ["next", standing?.next.join("\n")],
    ["last used", lastActivity && `${ago(lastActivity.at, now)} by ${lastActivity.kind}`],
    ["expires", endText(object, now)],
    ["goes", specOf(object).dataPolicy && volumesText(object)],
    ["evicted", eviction],
    ["kept", metadata.annotations?.[HELD_ANNOTATION]],
    ["deleted", deletedText(object, now)],
    [
      "history",
      history.map((h) => `${h.at}  ${h.phase}${h.sha ? ` ${h.sha.slice(0, 7)}` : ""}  ${h.message}`).join("\n"),
    ],
  ];
  return sentences.flatMap(([what, text]) => (text === undefined || text === "" ? [] : [{ what, text }]));
}

function makerText({ metadata, spec: _, ...rest }: KubeObject): string {
  const { owner, source } = specOf({ ...rest, metadata, spec: _ });
  const first = [...(metadata.managedFields ?? [])].sort((a, b) => ((a.time ?? "") < (b.time ?? "") ? -1 : 1))[0];
  const by = metadata.labels?.[MADE_BY_LABEL] === MADE_BY_FORGE ? "the forge service" : (first?.manager ?? "somebody");
  const forWhom = owner === undefined ? "" : ` for ${owner}`;
  return `by ${by}${forWhom}${source === undefined ? "" : `, from ${source.repository} ${source.ref}`}`;
}

function deletedText({ metadata }: KubeObject, now: number): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined;
  const { annotations = {} } = metadata;
  const why = annotations[ENDED_ANNOTATION] ?? annotations[DELETED_BECAUSE_ANNOTATION];
  return `${ago(metadata.deletionTimestamp, now)}${why === undefined ? "" : `: ${why}`}`;
}

/** Of one that is gone, all that is kept of it, and how it comes back. */
function endedStory(host: Host, ended: EndedEnvironment): Sentence[] {
  const { name, namespace, endedAt, because, createdAt, spec, left } = ended;
  const { owner, source } = spec ?? {};
  const now = host.now();
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["is", `Terminated ${ago(endedAt, now)}: ${because}`],
    ["created", createdAt],
    ["for", owner],
    [
      "showed",
      source && `${source.repository} ${source.ref}${source.sha === undefined ? "" : ` ${source.sha.slice(0, 7)}`}`,
    ],
    ["left", left.map(formatLeft).join("\n")],
    ["forgotten", `in ${formatDuration(Math.max(forgottenAt(ended) - now, 0))}`],
    ["next", `${host.name} env revive ${name} -n ${namespace}`],
  ];
  return rows.flatMap(([what, text]) => (text === undefined || text === "" ? [] : [{ what, text }]));
}

/** Whoever may not read it is told what the events know. */
function unseen(error: unknown): undefined {
  if (error instanceof ClusterError && !error.retryable) return undefined;
  throw error;
}

function gone(events: readonly Told[]): Sentence[] {
  const end = events.findLast((e) => ["Expired", "Evicted"].includes(e.reason));
  return [{ what: "is", text: end === undefined ? "gone" : `gone: ${end.reason}, ${end.note}` }];
}

function eventRows(events: readonly Told[]): (readonly [string, string])[] {
  return events.length === 0
    ? []
    : [["events", events.map(({ at, reason, note }) => `${at}  ${reason}  ${note}`).join("\n")]];
}
