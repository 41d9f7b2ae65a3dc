import type { Log } from "@upstart/controller/runtime/log";
import { ACTIVITY_ANNOTATION, type Clock, type Cluster, type KubeObject, type LifeStatus } from "@upstart/engine";

const EVERY_MS = 60_000;
const FIELD_MANAGER = "upstart-front";

/** Tells of the use of environments, by the annotation that the controllers heed. */
export class Activity {
  readonly #cluster: Pick<Cluster, "apply">;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #told = new Map<string, number>();

  constructor(ports: { readonly cluster: Pick<Cluster, "apply">; readonly clock: Clock; readonly log: Log }) {
    this.#cluster = ports.cluster;
    this.#clock = ports.clock;
    this.#log = ports.log;
  }

  /** Somebody has used it: told at most once a minute, and not where another replica has told. Never throws. */
  async used(environment: KubeObject): Promise<void> {
    const now = this.#clock.now();
    const { uid = "" } = environment.metadata;
    const { lastActivity } = (environment.status ?? {}) as LifeStatus;
    const isTold = now - (this.#told.get(uid) ?? Number.NEGATIVE_INFINITY) < EVERY_MS;
    if (isTold || Math.abs(now - Date.parse(lastActivity?.at ?? "1970-01-01")) < EVERY_MS) return;
    this.#forgetOld(now);
    this.#told.set(uid, now);
    // Requests are not kept waiting or failed for it; the next minute tells it anew.
    await this.#tell(environment, "request").catch((error: unknown) => {
      const { namespace, name } = environment.metadata;
      this.#log.warn("cannot tell that an environment is used; will try again", { namespace, name, error });
    });
  }

  /** Somebody wants it awake. Throws ClusterError. */
  async wake(environment: KubeObject): Promise<void> {
    await this.#tell(environment, "wake");
  }

  async #tell({ apiVersion, kind, metadata }: KubeObject, what: "request" | "wake"): Promise<void> {
    const { name, namespace, uid } = metadata;
    const annotations = { [ACTIVITY_ANNOTATION]: `${what} ${new Date(this.#clock.now()).toISOString()}` };
    const of = { name, ...(namespace === undefined ? {} : { namespace }), ...(uid === undefined ? {} : { uid }) };
    // With its uid: a namesake that came after it is not the one that was used, and none is made.
    await this.#cluster.apply(
      { apiVersion, kind, metadata: { ...of, annotations } },
      { fieldManager: FIELD_MANAGER, force: true },
    );
  }

  #forgetOld(now: number): void {
    for (const [uid, at] of this.#told) if (now - at >= EVERY_MS) this.#told.delete(uid);
  }
}
