import { type KubeObject, materialise, type UpstartEnvironmentSpec } from "@upstart/engine";
import type { Context } from "../context.ts";
import { specOf, templateOf } from "./life.ts";

/**
 * Copies from the template what an environment does not say itself, where nobody has done so. True where it is there
 * already, false where the template is not; a copy that was written comes back by watch.
 */
export async function copyFromTemplate(context: Context, object: KubeObject): Promise<"there" | "written" | "missing"> {
  if (isCopied(object)) return "there";
  const template = templateOf(context, object);
  if (template === undefined) return "missing";
  const { apiVersion, kind, metadata } = object;
  const { name, namespace = "", uid } = metadata;
  const fresh = await context.cluster.get({ apiVersion, kind, namespace, name });
  if (fresh === undefined || fresh.metadata.uid !== uid || isCopied(fresh)) return "written";
  const { metadata: theirs } = template;
  const spec = materialise(
    specOf(fresh),
    {
      name: theirs.name,
      namespace: theirs.namespace ?? "",
      generation: theirs.generation ?? 1,
      spec: specOf(template) as UpstartEnvironmentSpec,
    },
    namespace,
  );
  await context.cluster.update({ ...fresh, spec });
  return "written";
}

/** It has services, says nothing of a template, or was told which generation of it was copied. */
function isCopied(object: KubeObject): boolean {
  const { services = {}, from } = specOf(object);
  return Object.keys(services).length > 0 || from === undefined || from.generation !== undefined;
}
