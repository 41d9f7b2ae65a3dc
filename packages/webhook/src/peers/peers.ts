import type { KubeObject, WatchEvent } from "@upstart/engine";
import { keyOf } from "./meaning.ts";
import { isWritten, type Peer, peerOf, readObject } from "./peer.ts";

const NONE: ReadonlySet<string> = new Set();

/** Keys of objects by a name that they have something to do with. */
type Index = Map<string, Set<string>>;

/** Whatever people wrote that is stored, as it is known here, found by what it has to do with. */
export interface Directory {
  get(key: string): Peer | undefined;
  /** Keys of those that a name leads to. */
  providersOf(name: string): ReadonlySet<string>;
  /** Keys of those whose dependencies give a name. */
  needersOf(name: string): ReadonlySet<string>;
  /** Keys of those that take a name in the cluster. */
  claimantsOf(name: string): ReadonlySet<string>;
  /** Keys of those that take a name which one takes, itself among them where it does. */
  rivalsOf(key: string): Iterable<string>;
  /** Keys of the environments that are made from a template. */
  usersOf(template: string): ReadonlySet<string>;
  /** Keys of all that the dependencies of one may lead to. */
  successorsOf(key: string): Iterable<string>;
  /** Keys of those that are in a namespace. */
  inNamespace(namespace: string): ReadonlySet<string>;
}

/** The stored objects of our kinds, kept current by watches. */
export class Peers implements Directory {
  readonly #peers = new Map<string, Peer>();
  /** Generation of the object that a peer was made of: a status is no news. */
  readonly #versions = new Map<string, string>();
  readonly #provide: Index = new Map();
  readonly #need: Index = new Map();
  readonly #claim: Index = new Map();
  readonly #use: Index = new Map();
  readonly #home: Index = new Map();
  /** Kept until anything changes: circles are looked for with every review, and changes are few. */
  readonly #successors = new Map<string, readonly string[]>();
  readonly #rivals = new Map<string, readonly string[]>();

  take({ type, object }: WatchEvent): void {
    if (type === "deleted" || !isWritten(object)) this.#remove(keyOfObject(object));
    else this.#put(object);
  }

  get size(): number {
    return this.#peers.size;
  }

  get(key: string): Peer | undefined {
    return this.#peers.get(key);
  }
  providersOf(name: string): ReadonlySet<string> {
    return this.#provide.get(name) ?? NONE;
  }
  needersOf(name: string): ReadonlySet<string> {
    return this.#need.get(name) ?? NONE;
  }
  claimantsOf(name: string): ReadonlySet<string> {
    return this.#claim.get(name) ?? NONE;
  }
  usersOf(template: string): ReadonlySet<string> {
    return this.#use.get(template) ?? NONE;
  }
  successorsOf(key: string): Iterable<string> {
    return remembered(this.#successors, key, () => successors(this, key));
  }
  rivalsOf(key: string): Iterable<string> {
    return remembered(this.#rivals, key, () => rivals(this, key));
  }
  inNamespace(namespace: string): ReadonlySet<string> {
    return this.#home.get(namespace) ?? NONE;
  }

  #put(object: KubeObject): void {
    const { uid, generation, creationTimestamp } = object.metadata;
    const version = `${uid} ${generation} ${creationTimestamp}`;
    const key = keyOfObject(object);
    if (generation !== undefined && this.#versions.get(key) === version) return;
    this.#forgetFound();
    this.#remove(key);
    const { spec, ...read } = readObject(object);
    if (spec === undefined) return; // too broken to say anything to others
    this.#versions.set(key, version);
    this.#add(peerOf({ ...read, spec }, (template) => this.#peers.get(template)?.spec));
    this.#renewUsersOf(key);
  }

  #remove(key: string): void {
    const peer = this.#peers.get(key);
    this.#versions.delete(key);
    if (peer === undefined) return;
    this.#forgetFound();
    this.#peers.delete(key);
    for (const [index, names] of this.#entriesOf(peer)) for (const name of names) forget(index, name, key);
    this.#renewUsersOf(key);
  }

  #forgetFound(): void {
    this.#successors.clear();
    this.#rivals.clear();
  }

  /** What an environment needs and makes hangs on its templates. */
  #renewUsersOf(template: string): void {
    for (const user of [...this.usersOf(template)]) {
      const peer = this.#peers.get(user)!;
      for (const [index, names] of this.#entriesOf(peer)) for (const name of names) forget(index, name, user);
      this.#add(peerOf({ ...peer, diagnostics: [] }, (key) => this.#peers.get(key)?.spec));
    }
  }

  #add(peer: Peer): void {
    this.#peers.set(peer.key, peer);
    for (const [index, names] of this.#entriesOf(peer)) for (const name of names) remember(index, name, peer.key);
  }

  #entriesOf({ meaning, templates, spec }: Peer): [Index, Iterable<string>][] {
    return [
      [this.#provide, meaning.provides],
      [this.#need, meaning.needs],
      [this.#claim, meaning.claims],
      [this.#use, templates],
      [this.#home, [spec.object.namespace ?? ""]],
    ];
  }
}

/** What the needs of a peer lead to in a directory, each once. */
export function successors(directory: Directory, key: string): string[] {
  const found = new Set<string>();
  for (const name of directory.get(key)?.meaning.needs ?? [])
    for (const provider of directory.providersOf(name)) found.add(provider);
  return [...found];
}

/** Who takes a name in a directory that a peer takes: each once. */
export function rivals(directory: Directory, key: string): string[] {
  const found = new Set<string>();
  for (const name of directory.get(key)?.meaning.claims ?? [])
    for (const claimant of directory.claimantsOf(name)) found.add(claimant);
  return [...found];
}

function remembered(known: Map<string, readonly string[]>, key: string, find: () => readonly string[]) {
  let found = known.get(key);
  if (found === undefined) {
    found = find();
    known.set(key, found);
  }
  return found;
}

function keyOfObject({ kind, metadata: { namespace, name } }: KubeObject): string {
  return keyOf({ kind, name, ...(namespace === undefined ? {} : { namespace }) });
}

function remember(index: Index, name: string, key: string): void {
  const keys = index.get(name);
  if (keys === undefined) index.set(name, new Set([key]));
  else keys.add(key);
}

function forget(index: Index, name: string, key: string): void {
  const keys = index.get(name);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(name);
}
