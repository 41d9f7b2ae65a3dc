import { type Release, redactorOf, type Step, type StopStep, storyOf } from "@upstart/engine";
import type { Session } from "../cluster/session.ts";
import { isOfLife } from "../cluster/told-life.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";
import type { Rolled } from "./apply-rollout.ts";
import { isAsWanted } from "./release-state.ts";
import { storyLines } from "./story.ts";

/** How it ended, for a person: one line when all is well, else the whole story of what failed and what to do. */
export async function applySummary(
  host: Host,
  session: Session,
  result: Rolled,
  style: Style,
  goesOn = "nothing is left pending; run the same command again to go on",
): Promise<string> {
  const { own, steps } = result;
  const stopped = (phase: StopStep["phase"]) =>
    own.filter((r) => {
      const step = steps.get(r.id);
      return step?.do === "stop" && step.phase === phase;
    });
  const open = own.filter((r) => !["stop", "nothing"].includes(steps.get(r.id)?.do ?? ""));
  const blocked = stopped("blocked");
  const [suspended, asleep] = [stopped("suspended"), stopped("asleep")];
  const parts: string[] = [];
  for (const release of stopped("failed")) parts.push(await failureText(host, session, result, release, style));
  if (blocked.length > 0) parts.push(` not started (${blocked.length}): ${ids(blocked)}\n`);
  if (suspended.length > 0) parts.push(` suspended (${suspended.length}): ${ids(suspended)}\n`);
  if (asleep.length > 0) parts.push(` asleep (${asleep.length}): ${ids(asleep)}\n`);
  if (open.length > 0)
    parts.push(` not done (${open.length}):\n${open.map((r) => openLine(r, steps.get(r.id))).join("")}`);
  parts.push(verdict(result, style));
  if (result.end !== "settled") parts.push(`  ${goesOn}\n`);
  return parts.join("");
}

function ids(releases: readonly Release[]): string {
  return releases.map((r) => r.id).join(", ");
}

function openLine(release: Release, step: Step | undefined): string {
  const isWaiting = step?.do === "wait" && step.waitingFor.length > 0;
  const what = isWaiting ? ` waits for ${printable(step.waitingFor.join(", "))}` : " was not deployed";
  return `   ${release.id}${what}\n`;
}

function verdict({ own, steps, deployed, end }: Rolled, style: Style): string {
  const ready = own.filter((r) => steps.get(r.id)?.do === "nothing").length;
  const hasStopped = own.some((r) => {
    const step = steps.get(r.id);
    return step?.do === "stop" && !isAsWanted({ state: step.phase });
  });
  const isAsleep = own.some((r) => isOfLife(steps.get(r.id)));
  const changed = deployed.size === 0 ? "nothing changed" : `${deployed.size} deployed`;
  const { glyphs } = style;
  const word =
    end === "timedOut"
      ? style.paint("yellow", `${glyphs.warning} timed out`)
      : end === "interrupted"
        ? style.paint("yellow", `${glyphs.warning} interrupted`)
        : hasStopped
          ? style.paint("red", `${glyphs.failed} failed`)
          : isAsleep
            ? style.paint("yellow", `${glyphs.warning} asleep`)
            : style.paint("green", `${glyphs.ok} ready`);
  return `${word}: ${ready}/${own.length} ${own.length === 1 ? "release" : "releases"} ready, ${changed}\n`;
}

/** A failure without a second command: Helm's or the object's reason, the pod and its last lines, what fed it, what to do next. */
async function failureText(
  host: Host,
  session: Session,
  result: Rolled,
  release: Release,
  style: Style,
): Promise<string> {
  const step = result.steps.get(release.id) as StopStep;
  const others = result.own.filter((r) => r.namespace === release.namespace && r !== release).map((r) => r.releaseName);
  const story = await storyOf(session.cluster, { release, others, observation: result.observation });
  const [first, ...rest] = printable(redactorOf(result.observation.values())(step.message)).split("\n");
  const where = `${release.id} -n ${release.owner.namespace ?? session.namespace}`;
  const next = [
    // Where no pod is in trouble, there is no log of any that would say more.
    ...(story.pod === undefined ? [] : [`${host.name} logs ${where} --failed`]),
    `${host.name} why ${where}`,
    "mend it, and run the same command again",
  ];
  const sign = style.paint("red", style.glyphs.failed);
  const head = `${sign} ${style.paint("bold", release.id)} ${style.paint("red", step.reason)}: ${first}`;
  const lines = [
    ` ${fold(head, Math.max(0, style.columns - 1), 4)}`,
    ...rest.map((l) => `     ${fold(l, style.columns, 5)}`),
    ...storyLines(story, style),
    ...next.map((line, i) => `     ${style.paint("dim", (i === 0 ? "next" : "").padEnd(8))} ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}
