import { type KubeObject, LABELS } from "@upstart/engine";
import { FINALIZER } from "../names.ts";

/** On what a person wrote: the shard that has taken it up, where that is not the one without a name. */
export const IN_CHARGE_ANNOTATION = "upstart.com/shard-in-charge";

/** The shard that is to keep an object, by its label; "" where it names none. */
export function shardOf({ metadata }: Pick<KubeObject, "metadata">): string {
  return metadata.labels?.[LABELS.shard] ?? "";
}

/** The shard that has taken up what a person wrote, and has not handed it over; undefined: none has. */
export function inChargeOf({ metadata }: Pick<KubeObject, "metadata">): string | undefined {
  if (metadata.finalizers?.includes(FINALIZER) !== true) return undefined;
  return metadata.annotations?.[IN_CHARGE_ANNOTATION] ?? "";
}

/** The same object, kept by us and in the charge of a shard; itself where it is so. */
export function inChargeOfShard(object: KubeObject, shard: string): KubeObject {
  if (inChargeOf(object) === shard) return object;
  const { [IN_CHARGE_ANNOTATION]: _, ...others } = object.metadata.annotations ?? {};
  const annotations = shard === "" ? others : { ...others, [IN_CHARGE_ANNOTATION]: shard };
  const finalizers = [...new Set([...(object.metadata.finalizers ?? []), FINALIZER])];
  return { ...object, metadata: { ...object.metadata, annotations, finalizers } };
}
