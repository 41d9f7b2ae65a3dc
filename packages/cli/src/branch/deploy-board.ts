import { API_VERSION, type KubeObject, LABELS } from "@upstart/engine";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import { ToldAnnouncer } from "../verbs/told-announcer.ts";
import { type DeployRow, rowsOf } from "./deploy-rows.ts";
import { endText } from "./ending.ts";
import { type At, viewOf } from "./environment.ts";
import { slotText } from "./slot.ts";
import { standingOf } from "./standing.ts";

/** Tells on stderr how a deploy goes: its place in the queue, its slot, then a row for each release and for the URL. */
export interface DeployBoard {
  /** How the environment stands now. */
  tell(environment: KubeObject): void;
  /** Leaves what is shown as it is; other lines may be written again. */
  end(): Promise<void>;
}

/** Before these are over there is nothing to have a row. */
const BEFORE: ReadonlySet<string> = new Set(["Requested", "Queued"]);

/** `isNew`: nothing of it was there before, so what is ready has become so. */
export function openDeployBoard(
  host: Host,
  flags: OutputFlags,
  at: At,
  { name, isNew }: { readonly name: string; readonly isNew: boolean },
): DeployBoard {
  const style = styleOf(host, "stderr", flags);
  const progress = openProgress(host, "auto", style, at.clock, "^C stops watching");
  const announcer = new ToldAnnouncer(progress, at.clock, () => undefined);
  const changed = new Set<string>();
  let environment: KubeObject | undefined;
  let opening: Promise<void> | undefined;
  let isOpen = false;
  let said = "";
  const labelSelector = `${LABELS.environment}=${name}`;
  const made = { apiVersion: API_VERSION, kind: "UpstartService", namespace: at.namespace, labelSelector };
  const services = at.cluster.watch(made, () => draw());
  // Who may not see them sees the rows wait, and how it ends.
  services.synced.catch((error: unknown) => write(style.glyphs.warning, `its services are not seen: ${String(error)}`));

  const write = (sign: string, text: string) => {
    if (text !== said) host.stderr.write(` ${sign} ${printable(text)}\n`);
    said = text;
  };
  const say = ({ id, said: is }: DeployRow) => {
    if (is.phase !== "ready") changed.add(id);
    announcer.say(id, is.phase === "ready" && !isNew && !changed.has(id) ? { phase: "unchanged" } : is);
  };
  const draw = () => {
    if (isOpen && environment !== undefined) for (const row of rowsOf(environment, services.list())) say(row);
  };
  const open = async (seen: KubeObject) => {
    const slot = await slotText(at, seen);
    const goes = viewOf(seen).expiresAt === undefined ? undefined : `goes ${endText(seen, host.now())}`;
    const text = [slot, goes].filter((part) => part !== undefined).join(", ");
    if (text !== "") write(style.glyphs.ok, text);
    progress.begin(rowsOf(environment ?? seen, []).map((row) => row.id));
    isOpen = true;
    draw();
  };
  return {
    tell: (seen) => {
      environment = seen;
      if (BEFORE.has(viewOf(seen).phase))
        write(style.glyphs.waiting, standingOf(seen, host.name, host.now())?.text ?? "");
      else if (opening === undefined) {
        opening = open(seen);
        opening.catch(() => undefined); // whoever ends it hears of it
      }
      draw();
    },
    end: async () => {
      await opening;
      services.stop();
      progress.end();
    },
  };
}
