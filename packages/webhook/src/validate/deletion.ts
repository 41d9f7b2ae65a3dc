import { makerOf } from "@upstart/controller/names";
import { formatObject, type KubeObject } from "@upstart/engine";
import { keyOf } from "../peers/meaning.ts";
import type { Directory } from "../peers/peers.ts";

/** What somebody should know who deletes an object. It is never refused: what is needed is held until it is not. */
export function warningsOfDeletion({ kind, metadata }: KubeObject, peers: Directory): string[] {
  const { name, namespace } = metadata;
  const maker = makerOf({ apiVersion: "", kind, metadata });
  if (maker !== undefined)
    return [`${kind} ${name} is made by ${maker.kind} ${maker.name}, and will be made again; delete that instead`];
  const key = keyOf({ kind, name, ...(namespace === undefined ? {} : { namespace }) });
  const provides = peers.get(key)?.meaning.provides ?? [];
  const needers = new Set([...provides].flatMap((provided) => [...peers.needersOf(provided)]));
  needers.delete(key);
  const told = (keys: Iterable<string>, what: string) =>
    [...keys].sort().map((k) => `${what} ${formatObject(peers.get(k)!.spec.object)}`);
  return [
    ...told(needers, "is held until it is no longer needed by"),
    ...told(peers.usersOf(key), "is the template of"),
  ];
}
