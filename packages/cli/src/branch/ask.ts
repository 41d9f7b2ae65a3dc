import { ACTIVITY_ANNOTATION, EXTEND_ANNOTATION, FIELD_MANAGER, type KubeObject } from "@upstart/engine";
import { type At, ENVIRONMENT } from "./environment.ts";

/** What may be asked of an environment by an annotation. */
export type Wish = "wake" | "sleep" | "deploy" | { readonly extend: string };

/**
 * Asks it of exactly that environment, and returns the value that its status has when it was heeded. Each wish is
 * another value, and of a field manager of its own: what was applied stays.
 */
export async function ask({ cluster }: At, { metadata }: KubeObject, wish: Wish, now: number): Promise<string> {
  const { name, namespace = "", uid = "" } = metadata;
  const isExtension = typeof wish === "object";
  const value = `${isExtension ? wish.extend : wish} ${new Date(now).toISOString()}`;
  const annotations = { [isExtension ? EXTEND_ANNOTATION : ACTIVITY_ANNOTATION]: value };
  await cluster.apply(
    { ...ENVIRONMENT, metadata: { name, namespace, uid, annotations } },
    { fieldManager: `${FIELD_MANAGER}-${isExtension ? "extend" : "activity"}`, force: true },
  );
  return value;
}
