import type { FieldPath } from "../diagnostic/field-path.ts";
import type { KubeObject, ManagedFields } from "../ports/object.ts";
import { HELM_MANAGER } from "./managers.ts";

type Fields = { readonly [step: string]: Fields };

/** Who says what is at a place of an object, Helm left out; nobody where it is not there. */
export function ownersOf(object: KubeObject, path: FieldPath): ManagedFields[] {
  const others = (object.metadata.managedFields ?? []).filter((m) => m.manager !== HELM_MANAGER);
  return others.filter(({ fieldsV1 }) => fieldsV1 !== undefined && owns(fieldsV1 as Fields, object, path));
}

/** Who, besides Helm, wrote last, where that can be told. */
export function lastWriterOf({ metadata: { managedFields = [] } }: KubeObject): ManagedFields | undefined {
  return managedFields
    .filter((m) => m.manager !== HELM_MANAGER && m.subresource !== "status")
    .sort((a, b) => ((a.time ?? "") < (b.time ?? "") ? 1 : -1))[0];
}

function owns(fields: Fields, value: unknown, path: FieldPath): boolean {
  const [step, ...rest] = path;
  // What has nothing below it is owned as a whole.
  if (step === undefined || Object.keys(fields).length === 0) return true;
  const item = (value as Record<string | number, unknown> | undefined)?.[step];
  const below = typeof step === "string" ? fields[`f:${step}`] : ofItem(fields, item, step);
  return below !== undefined && owns(below, item, rest);
}

/** Items of lists are named by what they are (`v:`), by their keys (`k:`) or by their place (`i:`). */
function ofItem(fields: Fields, item: unknown, index: number): Fields | undefined {
  const found = Object.entries(fields).find(([name]) => {
    const [how, text] = [name.slice(0, 2), name.slice(2)];
    if (how === "i:") return Number(text) === index;
    if (how === "v:") return text === JSON.stringify(item);
    return how === "k:" && hasKeys(item, JSON.parse(text) as object);
  });
  return found?.[1];
}

function hasKeys(item: unknown, keys: object): boolean {
  return Object.entries(keys).every(([key, value]) => (item as Record<string, unknown> | null)?.[key] === value);
}
