import type { ImageAnswer, ImageReference } from "@upstart/clients/registry";
import { pause } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import { printable } from "../output/printable.ts";
import type { At } from "./environment.ts";

const FIRST_MS = 2000;
const LONGEST_MS = 15_000;
const LONGEST_RETRY_MS = 60_000;

/** How the waiting for images ended. */
export type ImagesWaited = "found" | "timedOut" | "interrupted";

/** Asks a registry for an image; throws only what the signal was aborted with. */
export type AskRegistry = (image: ImageReference, signal: AbortSignal) => Promise<ImageAnswer>;

/**
 * Waits until all of the images are there, telling each news once on stderr. Throws CliError at once where a name is none,
 * or a registry will not say.
 */
export async function waitForImages(
  host: Host,
  { clock }: Pick<At, "clock">,
  images: readonly string[],
  { timeoutMs, ask = fromRegistry(host) }: { readonly timeoutMs: number; readonly ask?: AskRegistry },
): Promise<ImagesWaited> {
  const references = await Promise.all(images.map(parsed));
  const begun = clock.now();
  const over = new AbortController();
  const cancel = clock.after(timeoutMs, () => over.abort());
  const signal = AbortSignal.any([host.signal, over.signal]);
  const tell = teller(host, () => clock.now() - begun);
  try {
    for (const [i, reference] of references.entries())
      await until(reference, { name: images[i]!, clock, signal, ask, tell });
    return "found";
  } catch (error) {
    if (host.signal.aborted) return "interrupted";
    if (over.signal.aborted) return "timedOut";
    throw error;
  } finally {
    cancel();
  }
}

async function parsed(text: string): Promise<ImageReference> {
  const { parseImage } = await import("@upstart/clients/registry");
  const image = parseImage(text);
  if (image !== undefined) return image;
  throw new CliError(EXIT.usage, `${text} is no name of an image`, "such as ghcr.io/acme/shop:{sha}");
}

function fromRegistry({ env }: Pick<Host, "env">): AskRegistry {
  let load: Promise<AskRegistry> | undefined;
  return async (image, signal) => {
    load ??= Promise.all([import("@upstart/clients/registry"), import("@upstart/clients/proxy-fetch")]).then(
      ([{ dockerLogin, findImage }, { fetchThroughProxies }]) => {
        const fetch = fetchThroughProxies(env);
        return (image, signal) => findImage(image, { fetch, login: (registry) => dockerLogin(registry, env), signal });
      },
    );
    return await (await load)(image, signal);
  };
}

type Tell = (mark: string, text: string) => void;

/** A line a piece of news. */
function teller({ stderr }: Pick<Host, "stderr">, elapsed: () => number): Tell {
  let said = "";
  return (mark, text) => {
    if (text === said) return;
    said = text;
    stderr.write(`${mark} ${formatDuration(elapsed()).padStart(6)}  ${"Image".padEnd(12)} ${printable(text)}\n`);
  };
}

interface Search {
  readonly name: string;
  readonly clock: At["clock"];
  readonly signal: AbortSignal;
  readonly ask: AskRegistry;
  readonly tell: Tell;
}

async function until(reference: ImageReference, { name, clock, signal, ask, tell }: Search): Promise<void> {
  for (let pauseMs = FIRST_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_MS)) {
    const answer = await ask(reference, signal);
    signal.throwIfAborted();
    if (answer.is === "found") return tell(" ok  ", `${name} is there`);
    if (answer.is === "refused")
      throw new CliError(EXIT.unreachable, `${name} cannot be looked for: ${answer.message}`, "nothing was deployed");
    tell(" ..  ", answer.is === "missing" ? `${name} is not there yet` : answer.message);
    const told = answer.is === "unavailable" ? (answer.retryAfterMs ?? 0) : 0;
    await pause(clock, Math.max(pauseMs, Math.min(told, LONGEST_RETRY_MS)), signal);
    signal.throwIfAborted();
  }
}
