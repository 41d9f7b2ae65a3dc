import { fingerprintOf, hasOtherWriters } from "../drift/fingerprint.ts";
import { Patience, type PatienceLimits } from "../drift/patience.ts";
import type { Release } from "../graph/graph.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { isLeftAlone } from "./drift-objects.ts";
import { keyText } from "./object-key.ts";

/** What Helm last deployed of a release. */
export interface DeployedRelease {
  readonly revision: number;
  readonly objects: readonly ObjectKey[];
}

/** The state in which an object was last compared, or known to be as Helm wrote it. */
interface Known {
  readonly version: string | undefined;
  readonly fingerprint: string;
}

const LOOKS: PatienceLimits = { free: 4, firstMs: 2000, maxMs: 300_000, quietMs: 60_000 };
const CORRECTIONS: PatienceLimits = { free: 2, firstMs: 10_000, maxMs: 1_800_000, quietMs: 600_000 };
const FRESH_MS = 1000;

/** What is known of the objects of one deployed release: which are as deployed, and which are not. */
export class DriftWatch {
  readonly release: Release;
  readonly deployed: DeployedRelease;
  /** Nothing may be done right now. */
  isHeld = false;
  isQueued = false;
  readonly #freshUntil: number;
  readonly #known = new Map<string, Known>();
  readonly #told = new Map<string, { readonly text: string; readonly until?: number }>();
  readonly #looks = new Map<string, Patience>();
  readonly #corrections = new Map<string, Patience>();

  /** `writtenAt`: when Helm ended; what nobody else has written since is as Helm has written it. */
  constructor(release: Release, deployed: DeployedRelease, writtenAt = Number.NEGATIVE_INFINITY) {
    this.release = release;
    this.deployed = deployed;
    this.#freshUntil = writtenAt + FRESH_MS;
  }

  /** Whether all that is known still holds for what is deployed by now. */
  isAbout(release: Release, { revision }: DeployedRelease): boolean {
    return this.deployed.revision === revision && this.release.driftDetection === release.driftDetection;
  }

  /** Objects that have been written since they were last known, `seen` telling how they are. */
  suspects(seen: (key: ObjectKey) => KubeObject | undefined, now: number): ObjectKey[] {
    return this.deployed.objects.filter((key) => {
      const object = seen(key);
      return object !== undefined && !isLeftAlone(object) && this.#isSuspect(key, object, now);
    });
  }

  /** How long it is until the object may be looked at. */
  leftMs(key: ObjectKey, now: number): number {
    const text = keyText(key);
    return Math.max(this.#looks.get(text)?.leftMs(now) ?? 0, this.#corrections.get(text)?.leftMs(now) ?? 0);
  }

  noteLook(key: ObjectKey, now: number, atLeastMs = 0): void {
    patienceOf(this.#looks, key, LOOKS).note(now, atLeastMs);
  }

  /** Says how often in a row it was put right, and how long it may drift from now on. */
  noteCorrection(key: ObjectKey, now: number): { readonly count: number; readonly pauseMs: number } {
    const patience = patienceOf(this.#corrections, key, CORRECTIONS);
    patience.note(now);
    return { count: patience.count, pauseMs: patience.leftMs(now) };
  }

  /** This is how it is and may be; nothing is said of it. */
  trust(key: ObjectKey, object: KubeObject | undefined): void {
    this.#told.delete(keyText(key));
    if (object === undefined) return;
    const version = object.metadata.resourceVersion;
    this.#known.set(keyText(key), { version, fingerprint: fingerprintOf(object) });
  }

  /** What is to be said of the object until it is looked at again, or until then. */
  tell(key: ObjectKey, text: string, until?: number): void {
    this.#told.set(keyText(key), { text, ...(until === undefined ? {} : { until }) });
  }

  /** What is not as deployed, in words. */
  text(now: number): string | undefined {
    const texts = [...this.#told.values()]
      .filter(({ until = Number.POSITIVE_INFINITY }) => until > now)
      .map((t) => t.text);
    return texts.length === 0 ? undefined : texts.join("; ");
  }

  #isSuspect(key: ObjectKey, object: KubeObject, now: number): boolean {
    const text = keyText(key);
    const known = this.#known.get(text);
    const version = object.metadata.resourceVersion;
    if (known !== undefined && known.version === version) return false;
    const fingerprint = fingerprintOf(object);
    // Only at first sight: who takes a field away leaves no trace but another version.
    const isFresh = known === undefined && now <= this.#freshUntil && !hasOtherWriters(object);
    if (!isFresh && known?.fingerprint !== fingerprint) return true;
    this.#known.set(text, { version, fingerprint });
    return false;
  }
}

function patienceOf(all: Map<string, Patience>, key: ObjectKey, limits: PatienceLimits): Patience {
  const text = keyText(key);
  const known = all.get(text) ?? new Patience(limits);
  all.set(text, known);
  return known;
}
