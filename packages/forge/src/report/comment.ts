import type { Standing } from "./phase.ts";

/** What a comment says of one environment. */
export interface Section extends Standing {
  readonly namespace: string;
  readonly name: string;
  readonly sha?: string;
}

/** Begins every comment of ours; by it one is found again. An instance is one program in one cluster. */
export function commentMarker(instance: string): string {
  return `<!-- upstart-forge:${instance} -->`;
}

/** The comment on a pull request: a section for each environment, in the order of their names. The same sections give the same text. */
export function commentBody(instance: string, sections: readonly Section[]): string {
  const sorted = [...sections].sort((a, b) => keyOf(a).localeCompare(keyOf(b), "en"));
  return [commentMarker(instance), ...sorted.map(sectionText)].join("\n");
}

function sectionText(section: Section): string {
  const { namespace, name, url, phase } = section;
  const isGone = phase === "Gone";
  const title = url === undefined || isGone ? `**${name}**` : `**[${name}](${linkTo(url)})**`;
  return [`<!-- upstart-environment:${namespace}/${name} -->`, `${title} ${saying(section)}`, ""].join("\n");
}

function saying({ namespace, name, sha, phase, message, queuePosition }: Section): string {
  const commit = sha === undefined ? "" : ` at ${code(sha.slice(0, 7))}`;
  const why = message === undefined ? "" : `: ${code(message)}`;
  switch (phase) {
    case "Ready":
      return `is ready${commit}`;
    case "Sleeping":
      return `is asleep${commit}`;
    case "Waking":
      return `is waking up${commit}`;
    case "Expiring":
      return `is ready${commit}, and will go soon for nobody has used it`;
    case "Queued":
      return `waits for its turn${queuePosition === undefined ? "" : `, number ${queuePosition} in the queue`}${commit}`;
    case "Degraded":
      return `is not well${commit}${why}`;
    case "Failed":
      return `failed${commit}${why}  \nnext: ${code(`kubectl upstart status ${name} -n ${namespace}`)}, or push a change`;
    case "Updating":
      return `is to be brought to another commit${sha === undefined ? "" : `, ${code(sha.slice(0, 7))}`}`;
    case "Suspended":
      return `is suspended${commit}`;
    case "Terminating":
      return "is going";
    case "Blocked":
      return `cannot go${why}`;
    case "Gone":
      return "is gone";
    default:
      return `is being made${commit}: ${phase.toLowerCase()}`;
  }
}

/** Text as it is, in one line: no mention, no link, no markup. A fence longer than any within holds it. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().slice(0, MAX_TEXT);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

const MAX_TEXT = 500;

/** A link ends at a bracket or a blank: those are written in another way. */
function linkTo(url: string): string {
  return url.replace(/[()\s<>]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function keyOf({ namespace, name }: Section): string {
  return `${namespace}/${name}`;
}
