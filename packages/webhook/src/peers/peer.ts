import { makerOf } from "@upstart/controller/names";
import { type Diagnostic, decode, type KubeObject, type Spec } from "@upstart/engine";
import { keyOf, type Meaning, meaningOf, templatesOf, usedBy } from "./meaning.ts";
import { slim } from "./slim.ts";

/** An object that a person wrote, with what it has to do with others. */
export interface Peer {
  readonly key: string;
  readonly spec: Spec;
  /** Without values: see `slim`. */
  readonly slim: Spec;
  /** Of two that want one name, the one with the smaller was there first. */
  readonly age: string;
  readonly templates: readonly string[];
  /** Environments that it takes something from. */
  readonly used: readonly string[];
  readonly meaning: Meaning;
}

/** An object as it was read, before it is known what its templates are. */
export interface ReadObject {
  readonly key: string;
  /** Absent where too little of it can be understood. */
  readonly spec?: Spec;
  /** What is wrong with its shape. */
  readonly diagnostics: readonly Diagnostic[];
  readonly age: string;
}

/** Reads an object. Nothing of it is kept but its names and its spec. */
export function readObject(object: KubeObject): ReadObject {
  const { apiVersion, kind, metadata, spec } = object;
  const { name, namespace, creationTimestamp = "~" } = metadata;
  const decoded = decode({ apiVersion, kind, metadata: { name, namespace }, spec }, {});
  return {
    key: keyOf({ kind, name, ...(namespace === undefined ? {} : { namespace }) }),
    ...(decoded.spec === undefined ? {} : { spec: decoded.spec }),
    diagnostics: decoded.diagnostics,
    age: `${creationTimestamp} ${namespace}/${name}`,
  };
}

/** Makes a peer of an object that was read; `find` gives the templates that are there. */
export function peerOf(read: ReadObject & { readonly spec: Spec }, find: (key: string) => Spec | undefined): Peer {
  const { key, spec, age } = read;
  const templates = templatesOf(spec);
  const found = templates.map(find).filter((template) => template !== undefined);
  return { key, spec, slim: slim(spec), age, templates, used: usedBy(spec), meaning: meaningOf(spec, found) };
}

/** Whether an object counts as written by a person: what the controllers made says the same again. */
export function isWritten(object: KubeObject): boolean {
  return makerOf(object) === undefined;
}
