import { createHash } from "node:crypto";
import type { KubeObject } from "../ports/object.ts";
import { HELM_MANAGER } from "./managers.ts";

/**
 * Another one after every change that may be drift: of spec, data, labels or annotations. A status does not count where
 * the server counts generations; where it does not, every write does.
 */
export function fingerprintOf({ metadata }: KubeObject): string {
  const { uid, generation, resourceVersion, labels, annotations } = metadata;
  const text = JSON.stringify(
    generation === undefined ? [uid, resourceVersion] : [uid, generation, labels, annotations],
  );
  return createHash("sha256").update(text).digest("base64").slice(0, 16);
}

/**
 * Whether somebody besides Helm has written fields of it that are still theirs; yes, where that is not known. Who took
 * a field away leaves no trace: that is seen by the fingerprint alone.
 */
export function hasOtherWriters({ metadata: { managedFields } }: KubeObject): boolean {
  return managedFields?.some((m) => m.subresource !== "status" && m.manager !== HELM_MANAGER) ?? true;
}
