import type { Log } from "@upstart/controller/runtime/log";
import { differs, goneBecause } from "../decide/plan.ts";
import { lookAt } from "../decide/sight.ts";
import { sourcesOf } from "../decide/sources.ts";
import { ForgeError } from "../forge/errors.ts";
import type { Forge } from "../forge/forge.ts";
import type { Rule } from "../rules/rule.ts";
import type { Environments } from "./environments.ts";
import { wantedNow } from "./first-write.ts";
import { type KnownRepository, sweepSoon } from "./known-repository.ts";
import { unlessRefused, type Writer } from "./writer.ts";

export interface HintedRefsOptions {
  readonly forge: Forge;
  readonly environments: Environments;
  readonly writer: Writer;
}

/** Looks at each ref of a repository that was hinted at. Returns the last failure of the forge; such a ref is kept. */
export async function lookAtHintedRefs(
  options: HintedRefsOptions,
  known: KnownRepository,
  log: Log,
): Promise<ForgeError | undefined> {
  let failure: ForgeError | undefined;
  // What hints at a ref while it is looked at asks for another look.
  const refs = [...known.refs];
  known.refs.clear();
  for (const ref of refs) {
    try {
      for (const rule of known.rules) await unlessRefused(log, () => lookAtRef(options, known, rule, ref, log));
    } catch (error) {
      known.refs.add(ref);
      if (!(error instanceof ForgeError)) throw error;
      failure = error;
    }
  }
  return failure;
}

async function lookAtRef(
  { forge, environments, writer }: HintedRefsOptions,
  known: KnownRepository,
  rule: Rule,
  ref: string,
  log: Log,
): Promise<void> {
  const environment = environments.of(rule).find((e) => e.ref === ref);
  if (environment === undefined) {
    const wanted = await wantedNow(forge, rule, ref);
    if (wanted !== undefined) await writer.create(known, rule, wanted, log);
    return;
  }
  if (environment.isTerminating) return;
  const sources = sourcesOf(rule, await lookAt(forge, rule, ref, environment.pullRequests));
  const wanted = sources.wanted.get(ref);
  if (wanted === undefined) {
    // That something has gone is for a sweep to prove.
    if (goneBecause(ref, sources) !== undefined) sweepSoon(known);
  } else if (differs(environment, wanted)) await writer.change(environment, wanted, log);
}
