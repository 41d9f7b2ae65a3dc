import https from "node:https";

/** How to reach an API server. */
export interface Access {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
}

/** What came of it. */
export interface Load {
  /** Milliseconds of each call that was answered as it should be. */
  readonly ms: readonly number[];
  /** Of each other call, what came instead. */
  readonly failures: readonly string[];
}

export interface RunningLoad {
  /** Calls that have ended. */
  readonly count: number;
  stop(): Promise<Load>;
}

/**
 * Creates services one after another, without effect, on the API server, so that it asks its webhooks about each: what a
 * user sees of a webhook that comes and goes. At most so many calls; until stopped.
 */
export function loadAdmission(
  access: Access,
  workers: number,
  pauseMs = 0,
  most = Number.POSITIVE_INFINITY,
): RunningLoad {
  const agent = new https.Agent({ ca: access.ca, keepAlive: true, maxSockets: workers });
  const ms: number[] = [];
  const failures: string[] = [];
  let isStopped = false;
  let next = 0;
  const work = async () => {
    while (!isStopped && next < most) {
      const at = performance.now();
      const failure = await create(access, agent, next++).catch((error: Error) => error.message);
      if (failure === undefined) ms.push(performance.now() - at);
      else failures.push(failure);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const done = Promise.all(Array.from({ length: workers }, work));
  return {
    get count() {
      return ms.length + failures.length;
    },
    stop: async () => {
      isStopped = true;
      await done;
      agent.destroy();
      return { ms, failures };
    },
  };
}

/** Why it did not come to be; undefined where it did. */
function create({ server, token }: Access, agent: https.Agent, n: number): Promise<string | undefined> {
  const name = `load-${n}`;
  const body = JSON.stringify({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    metadata: { name },
    spec: { helmReleases: { [name]: { chart: "upstart-charts/tiny", version: "0.1.0" } } },
  });
  const path = "/apis/upstartoperators.upstart.com/v1alpha1/namespaces/default/upstartservices?dryRun=All";
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = https.request(`${server}${path}`, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      // Also by whom it was stamped: both webhooks have been asked.
      const isDone = () => response.statusCode === 201 && text.includes("upstart.com/created-by");
      response.on("end", () => resolve(isDone() ? undefined : `${response.statusCode} ${text.slice(0, 500)}`));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
