import type { KubeObject } from "@upstart/engine";
import type { Context } from "../context.ts";
import { makerOf, RETRY_ANNOTATION, SKIP_UNINSTALL_ANNOTATION } from "../names.ts";

/** The object, what made it, and what made that: the last one is what a person wrote, as far as it is there. */
export function withMakers({ objects }: Pick<Context, "objects">, object: KubeObject): KubeObject[] {
  const chain = [object];
  for (let maker = makerOf(object); maker !== undefined; ) {
    const next = objects.get(maker.kind, `${object.metadata.namespace}/${maker.name}`);
    if (next === undefined || next.metadata.uid !== maker.uid || chain.includes(next)) break;
    chain.push(next);
    maker = makerOf(next);
  }
  return chain;
}

/** Somebody has asked for it to go without an uninstall. */
export function isSkipped(context: Pick<Context, "objects">, object: KubeObject): boolean {
  return withMakers(context, object).some((o) => o.metadata.annotations?.[SKIP_UNINSTALL_ANNOTATION] === "true");
}

/** Other whenever somebody asks for what failed to be tried again. */
export function askedToRetry(context: Pick<Context, "objects">, object: KubeObject): string {
  return withMakers(context, object)
    .map((o) => o.metadata.annotations?.[RETRY_ANNOTATION] ?? "")
    .join("\n");
}
