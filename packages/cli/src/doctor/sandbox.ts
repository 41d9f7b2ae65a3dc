import type { Host } from "../host.ts";
import { loadSandbox } from "../sandbox-part.ts";
import type { Add } from "./check.ts";

/** Said only of one that was started and does not work: another cluster may be meant. */
export async function checkSandbox(host: Host, add: Add): Promise<void> {
  const ailment = await (await loadSandbox())?.ailmentOfSandbox(host);
  if (ailment === undefined) return;
  await add("sandbox", "programs", async () => ({
    result: "warning",
    detail: `${ailment}: nothing in it gets on without`,
    help: `${host.name} sandbox up starts again what is missing, and keeps what is stored`,
  }));
}
