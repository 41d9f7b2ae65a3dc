import type { KubeObject } from "@upstart/engine";
import { endText } from "../branch/ending.ts";
import { type At, ENVIRONMENT, environmentNamed, lifeOf, specOf, templateOf, viewOf } from "../branch/environment.ts";
import { eventsAbout, type Told } from "../branch/events.ts";
import { evictionText } from "../branch/eviction.ts";
import { standingOf } from "../branch/standing.ts";
import { ago, facts } from "../branch/words.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { printDocument } from "../print.ts";

/** Says who or what made, kept, queued, ended or blocked an environment, and what comes next; also of one that is gone. */
export async function envExplain(host: Host, flags: OutputFlags, at: At, name: string): Promise<void> {
  const object = await at.cluster.get({ ...ENVIRONMENT, namespace: at.namespace, name });
  const events = await eventsAbout(at, name);
  if (object === undefined && events.length === 0) await environmentNamed(host, at, name);
  const told = object === undefined ? gone(events) : await story(host, at, object);
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

/** Who has made what, by the label that the forge service writes. */
const MADE_BY_LABEL = "upstart.com/made-by";
const HELD_ANNOTATION = "upstart.com/deletion-held";
const DELETED_ANNOTATION = "upstart.com/deleted-because";

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
  const by = metadata.labels?.[MADE_BY_LABEL] === "forge" ? "the forge service" : (first?.manager ?? "somebody");
  const forWhom = owner === undefined ? "" : ` for ${owner}`;
  return `by ${by}${forWhom}${source === undefined ? "" : `, from ${source.repository} ${source.ref}`}`;
}

function deletedText({ metadata }: KubeObject, now: number): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined;
  const why = metadata.annotations?.[DELETED_ANNOTATION];
  return `${ago(metadata.deletionTimestamp, now)}${why === undefined ? "" : `: ${why}`}`;
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
