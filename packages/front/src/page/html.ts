import { createHash } from "node:crypto";
import type { Row, Situation } from "../entry/situation.ts";
import { Html, html, NOTHING } from "./escape.ts";
import { STYLE } from "./style.ts";
import type { Words } from "./words.ts";

/** What the button of one that is asleep sends its POST to. */
export const WAKE_PATH = "/.upstart/wake";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Nothing runs, nothing is fetched, nobody puts it into a frame, and its form goes back to where it came from. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The whole page; `hostname` is what was asked for. */
export function pageOf(situation: Situation, words: Words, hostname: string): string {
  const { releases, state } = situation;
  const done = releases.filter((r) => r.state === "ready").length;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${words.againInSeconds}">
<title>${words.title} · ${situation.name ?? hostname}</title>
<style>${new Html(STYLE)}</style>
</head>
<body class="${words.tone}">
<main>
${barOf(done, releases.length)}<div class="in">
<p class="host">${hostname}</p>
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
${state === "asleep" ? WAKE : NOTHING}${rowsOf(situation)}${commandOf(words)}${factsOf(situation)}</div>
</main>
</body>
</html>
`.text;
}

const WAKE = html`<form method="post" action="${WAKE_PATH}"><button>Wake it up</button></form>\n`;

/** How much of it is ready. Its width is an attribute: styles are allowed by their hash only. */
function barOf(done: number, total: number): Html {
  if (total === 0) return html`<div class="bar"></div>\n`;
  return html`<svg class="bar" width="100%" height="5" role="img" aria-label="${done} of ${total} ready"><rect width="${(100 * done) / total}%" height="5" fill="currentColor"/></svg>\n`;
}

/** What is on its way, all of it; where something is wrong, what is not ready, and that which is wrong first. */
function rowsOf({ state, releases }: Situation): Html {
  const isWrong = state === "failed" || state === "unreachable";
  if (!isWrong && state !== "building" && state !== "waking") return NOTHING;
  const rows = isWrong ? releases.filter((r) => r.state !== "ready").sort((a, b) => urgency(a) - urgency(b)) : releases;
  return rows.length === 0 ? NOTHING : html`<ul>${rows.map(rowOf)}</ul>\n`;
}

function urgency({ state }: Row): number {
  const at = ["failed", "retrying", "blocked", "progressing"].indexOf(state);
  return at < 0 ? 9 : at;
}

const MARKS: Readonly<Record<string, string>> = {
  ready: "✓",
  failed: "✗",
  retrying: "↻",
  progressing: "●",
  blocked: "✗",
  suspended: "–",
};

function rowOf({ service, release, state, message, lastWords }: Row): Html {
  const what = message === "" ? NOTHING : html`<small>${message}</small>`;
  const words = lastWords.length === 0 ? NOTHING : html`<pre>${lastWords.join("\n")}</pre>`;
  const kind = MARKS[state] === undefined ? "waiting" : state;
  return html`<li class="${kind}"><span class="mark" aria-hidden="true">${MARKS[state] ?? "○"}</span><b>${release} <span>${service}</span></b><em>${state}</em>${what}${words}</li>\n`;
}

/** A click marks all of it. */
function commandOf({ next }: Words): Html {
  if (next === undefined) return NOTHING;
  const [command = "", ...more] = next.parts.map((part) => html`<span>${part}</span>`);
  return html`<p class="next">${next.purpose}</p>\n<pre class="command">${command}${more.map((part) => html` ${part}`)}</pre>\n`;
}

function factsOf({ branch, sha, owner, expiresAt, at, name, namespace }: Situation): Html {
  const facts: [string, string | undefined][] = [
    ["Environment", name === undefined ? undefined : `${namespace}/${name}`],
    ["Branch", branch],
    ["Commit", sha],
    ["Owner", owner],
    ["Goes", timeOf(expiresAt)],
    ["Gone since", timeOf(at)],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  if (known.length === 0) return NOTHING;
  return html`<dl>${known.map(([what, text]) => html`<dt>${what}</dt><dd>${text}</dd>`)}</dl>\n`;
}

function timeOf(iso: string | undefined): string | undefined {
  return iso === undefined ? undefined : `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
