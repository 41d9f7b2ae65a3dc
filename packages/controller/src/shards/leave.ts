import type { KubeObject, NodeId, Release } from "@upstart/engine";
import type { Context } from "../context.ts";
import { withMakers } from "../deletion/makers.ts";
import { idOf } from "../deletion/release.ts";

/** As long as one that is told to end lets Helm go on. */
const PATIENCE_MS = 30_000;

/**
 * Lets Helm come to its end for all that was made of what a person wrote, or ends it. Resolves when nothing of that is
 * under way any more, with whether anything was.
 */
export async function leaveAll(context: Context, root: KubeObject, releases: readonly Release[]): Promise<boolean> {
  const made = context.objects
    .list("HelmRelease")
    .filter((o) => withMakers(context, o).at(-1)!.metadata.uid === root.metadata.uid);
  const ids = new Set<NodeId>([
    ...releases.filter((r) => isOf(r, root)).map((r) => r.id),
    ...made.map((o) => idOf(context, o)),
  ]);
  const left = await Promise.all([
    ...[...ids].map((id) => context.steward.leave(id, PATIENCE_MS)),
    ...made.map((o) => context.uninstaller.leave(o.metadata.uid ?? "", PATIENCE_MS)),
  ]);
  return left.includes(true);
}

function isOf({ owner }: Release, { kind, metadata }: KubeObject): boolean {
  return owner.kind === kind && owner.namespace === metadata.namespace && owner.name === metadata.name;
}
