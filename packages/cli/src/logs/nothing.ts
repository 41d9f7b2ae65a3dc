import type { Host } from "../host.ts";
import { afterState } from "../output/detail.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
import { styleOf } from "../print.ts";
import { describeRelease, type Picked } from "../verbs/observe.ts";
import { standingsOf, standingText } from "../verbs/standings.ts";
import type { KeptEvidence } from "./unseen.ts";

/** What is kept of releases that failed and have no failing pod any more, for a person. */
export function unseenText(kept: readonly KeptEvidence[], style: Style): string {
  return kept.map((evidence) => evidenceText(evidence, style)).join("");
}

function evidenceText({ release, reason, message = "", lines }: KeptEvidence, style: Style): string {
  const sign = style.paint("red", style.glyphs.failed);
  const why = `${reason === undefined ? "" : ` ${reason}`}: ${printable(message.split("\n")[0]!)}`;
  const head = fold(`${sign} ${release}${why}`, style.columns, 2);
  const note = lines.length === 0 ? "no pod of it is there to ask" : "its pod is gone; what was kept of it:";
  const words = lines.map((line) => {
    const [word, text] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
    return `    ${style.paint("dim", word.padEnd(5))} ${fold(printable(text), style.columns, 10)}\n`;
  });
  return `${head}\n  ${style.paint("dim", note)}\n${words.join("")}`;
}

/** Why there is nothing to print, and what to look at instead. */
export function nothingText(
  host: Host,
  seen: Picked,
  flags: { readonly failed?: boolean; readonly allNamespaces?: boolean },
): string {
  const { picked, session } = seen;
  if (picked.length === 0) return "";
  const standings = standingText(standingsOf(host, picked, seen.kept), styleOf(host, "stderr", {}));
  const open = picked.map((r) => ({ id: r.id, ...describeRelease(seen, r) })).find((r) => !r.isReady);
  const where = flags.allNamespaces === true ? "-A" : `-n ${session.namespace}`;
  const what = flags.failed === true ? "nothing of it has failed" : "no pod of it is there";
  if (open === undefined) return `${what}${flags.failed === true ? "" : ": it is ready without one"}\n${standings}`;
  const stands = afterState(open.state, open.message ?? "").split("\n")[0]!;
  const says = printable(`${open.id} is ${open.state}${stands === "" ? "" : `: ${stands}`}`);
  return `${what}; ${says}\n  ${host.name} why ${open.id} ${where}\n${standings}`;
}
