import { setTimeout as sleep } from "node:timers/promises";
import { branchEnvironmentName } from "@upstart/engine";
import { startForge } from "../../e2e/forge/forges.ts";
import { commit, GitHub } from "../../e2e/forge/github.ts";
import { endServer } from "../../e2e/server-process.ts";
import { Applier } from "../applier.ts";
import { homeOf, templateOf } from "../branch-workload.ts";
import { ControllerProcess } from "../controller.ts";
import { createHelmLog, type HelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { median, percentile } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import type { Figure } from "./figure.ts";

const SAMPLES = 20;
const BAR_MS = 2000;
const MAX_MS = 60_000;
const REPOSITORY = "acme/shop";
/** Lists would find what events are about. */
const SELDOM = ["--sweep", "10m"];

/** From a push until something happens for it, through GitHub's event, the forge service and the controllers. */
export const eventToHelmFigure: Figure = {
  name: "event-to-helm",
  about: `a webhook's event is sent until the first run of Helm for its environment starts: ${SAMPLES} new branches, and ${SAMPLES} pushes to them`,
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "event", (await rig.sandbox()).helm);
    const controller = await ControllerProcess.start(rig, { helm: log.binary });
    await controller.leading();
    const namespace = await rig.namespace();
    await (await Applier.open(rig)).cluster.create(templateOf(namespace));
    const github = await GitHub.start();
    const rule = `{repository: ${REPOSITORY}, namespace: ${namespace}, template: template, on: branches}`;
    const config = await rig.file("forge.yaml", `repositories: [${rule}]\n`);
    github.repository(REPOSITORY);
    const forge = await startForge({ sandbox: await rig.sandbox(), directory: rig.directory }, github, config, SELDOM);
    rig.onClose(async () => {
      await endServer(forge, "SIGKILL");
      await github.close();
    });
    const push = (branch: string, sha: string) => Promise.race([controller.failed, pushed(github, log, branch, sha)]);
    const first = await sampled(rig, "1", push);
    const again = await sampled(rig, "2", push);
    await endServer(forge);
    await controller.end("SIGTERM");
    return { rows: [rowOf("of a new branch", first), rowOf("of another commit", again)] };
  },
};

async function sampled(
  rig: Rig,
  word: string,
  push: (branch: string, sha: string) => Promise<number>,
): Promise<number[]> {
  const delays: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    delays.push(await push(`feat/branch-${i}`, commit(`${word} of ${i}`)));
    rig.options.say(`  ${timeText(delays.at(-1)!)}`);
  }
  return delays;
}

/** Pushes, and waits until Helm has done all that it has to do for that; how long it was until it began. */
async function pushed(github: GitHub, log: HelmLog, branch: string, sha: string): Promise<number> {
  const home = homeOf(branchEnvironmentName({ repository: REPOSITORY, ref: `refs/heads/${branch}` }));
  const before = log.calls().length;
  const sentAt = Date.now();
  await github.push(REPOSITORY, branch, sha);
  const own = () =>
    log
      .calls()
      .slice(before)
      .filter((c) => c.args.includes(home));
  await until(() => own().length > 0);
  const startedAt = own()[0]!.startedAt;
  await until(() => own().some((c) => c.args.includes("web") && c.endedAt !== undefined));
  return startedAt - sentAt;
}

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + MAX_MS;
  while (!check()) {
    if (Date.now() > deadline) throw new Error("no Helm was started for a push in time");
    await sleep(10);
  }
}

function rowOf(which: string, delays: readonly number[]): Row {
  const p95 = percentile(delays, 95);
  return {
    what: `event ${which} is sent -> Helm starts`,
    ours: `p95 ${timeText(p95)} (median ${timeText(median(delays))}, ${delays.length} samples)`,
    bar: "p95 under 2 s",
    met: p95 < BAR_MS,
  };
}
