import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { type ApiAccess, request } from "./api.ts";
import { SandboxError, type SandboxErrorCode } from "./errors.ts";
import { FIRST_OBJECTS } from "./first-objects.ts";
import { Journal, type Program, type Started } from "./journal.ts";
import { kubeconfigFor, readAccess } from "./kubeconfig.ts";
import { freePorts } from "./ports.ts";
import { isRunning, stopAll } from "./processes.ts";
import { type ClusterLayout, clusterFiles, serverPrograms, workerPrograms } from "./programs.ts";
import { type SandboxUser, tokensFile } from "./users.ts";
import { type Watched, waitUntil } from "./wait.ts";

export interface ClusterOptions {
  /** Where everything of this cluster is kept: new, empty, or an earlier cluster's, which is ended and removed. */
  readonly directory: string;
  /** Folder with the programs, from `ensureTools`. */
  readonly bin: string;
  readonly users?: readonly SandboxUser[];
  /** Writes a line for each request to the API server, so that a test can count them. */
  readonly audit?: boolean;
  /** More flags of kube-apiserver, such as `admission-control-config-file`. */
  readonly apiServerFlags?: Readonly<Record<string, string>>;
  readonly onProgress?: (line: string) => void;
  /** How long each part may take to become ready. */
  readonly readyWithinMs?: number;
}

/** A Kubernetes API that is up. Its processes outlive the one that started them. */
export interface SandboxCluster {
  readonly kubeconfig: string;
  readonly server: string;
  readonly token: string;
  /** One JSON object (audit.k8s.io/v1 Event, without bodies) a line; only with `audit`. */
  readonly auditLog?: string;
  /** In the order in which they are stopped. */
  readonly processes: readonly Started[];
  stop(): Promise<void>;
}

const ATTEMPTS = 3;

/** What need not happen again: somebody was quicker to take a port that had been free, or a server broke over a race of its own. */
const MAY_PASS: Partial<Record<SandboxErrorCode, string>> = {
  PortTaken: "a port was taken meanwhile; trying others",
  Crashed: "a server crashed while it started; starting again",
};

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok on free ports, and resolves when pods can
 * be placed. Throws SandboxError and leaves nothing running.
 */
export async function startCluster(options: ClusterOptions): Promise<SandboxCluster> {
  for (let attempt = 1; ; attempt++) {
    const journal = await freshDirectory(options.directory);
    try {
      return await startOnce(options, journal);
    } catch (error) {
      await stopAll(journal.stopOrder);
      const why = error instanceof SandboxError ? MAY_PASS[error.code] : undefined;
      if (why === undefined || attempt >= ATTEMPTS) throw error;
      options.onProgress?.(why);
    }
  }
}

/**
 * Ends the API server of a running cluster and starts it again at the same address: what a client sees of a rolling
 * control plane. Resolves when it is ready.
 */
export async function restartApiServer(directory: string): Promise<void> {
  const files = clusterFiles(directory);
  const journal = new Journal(files.journal);
  const old = journal.entries.find((e) => e.name === "kube-apiserver");
  if (old === undefined)
    throw new SandboxError("NotRunning", `there is no API server in ${directory}`, "start the sandbox first");
  await stopAll([old]);
  const { name, command, args, log } = old;
  const { started, child } = journal.start({ name, command, args, log });
  const access = await readAccess(files.kubeconfig);
  await waitUntil("the API server", [{ program: started, child }], isReady(access));
}

/** What cannot start says so, and ends, within this time. */
const SETTLED_MS = 2000;

/**
 * Starts those programs of a cluster again that have ended, each as it was started, so that what is stored stays. Resolves
 * when the API server is ready and all of them run. Throws SandboxError.
 */
export async function startEnded(directory: string, readyWithinMs?: number): Promise<void> {
  const files = clusterFiles(directory);
  const journal = new Journal(files.journal);
  const ended = journal.entries.filter((e) => !isRunning(e));
  const watched = ended.map(({ pid: _, started: __, ...program }): Watched => {
    const { child } = journal.start(program);
    return { program, child };
  });
  const ready = isReady(await readAccess(files.kubeconfig));
  const settledAt = Date.now() + SETTLED_MS;
  await waitUntil("the API server", watched, async () => (await ready()) && Date.now() >= settledAt, readyWithinMs);
}

async function startOnce(options: ClusterOptions, journal: Journal): Promise<SandboxCluster> {
  const { directory, onProgress = () => undefined, readyWithinMs } = options;
  const files = clusterFiles(directory);
  const layout = await layOut(options);
  const token = randomBytes(24).toString("hex");
  await writeSecrets(directory, token, options.users ?? []);
  const watched: Watched[] = [];
  const start = (program: Program) => {
    const { child } = journal.start(program);
    watched.push({ program, child });
  };
  const ready = (what: string, check: () => Promise<boolean>) => waitUntil(what, watched, check, readyWithinMs);

  serverPrograms(layout).forEach(start);
  // The key is written after the certificate: before it is there, half of that may be all that can be read.
  await ready("the certificate of the API server", async () => existsSync(files.serverKey));
  const access = {
    server: `https://127.0.0.1:${layout.ports.api}`,
    token,
    ca: await readFile(files.serverCertificate, "utf8"),
  };
  await ready("the API server", isReady(access));
  onProgress("the API server is up");

  await writeFile(files.kubeconfig, kubeconfigFor(access), { mode: 0o600 });
  workerPrograms(layout).forEach(start);
  for (const [path, object] of FIRST_OBJECTS) await create(access, path, object);
  await ready("the node", async () =>
    /"type":"Ready","status":"True"/.test((await request(access, "GET", "/api/v1/nodes/sandbox")).text),
  );
  const account = "/api/v1/namespaces/default/serviceaccounts/default";
  await ready("the default ServiceAccount", async () => (await request(access, "GET", account)).status === 200);
  onProgress("a node is ready for pods");

  return {
    kubeconfig: files.kubeconfig,
    server: access.server,
    token,
    ...(layout.audit ? { auditLog: files.auditLog } : {}),
    get processes() {
      return new Journal(files.journal).stopOrder;
    },
    stop: () => stopAll(new Journal(files.journal).stopOrder),
  };
}

/** An empty folder with an empty journal. What is somebody else's is never removed. */
async function freshDirectory(directory: string): Promise<Journal> {
  const { journal } = clusterFiles(directory);
  if (existsSync(journal)) await stopAll(new Journal(journal).stopOrder);
  else if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new SandboxError(
      "DirectoryTaken",
      `${directory} has files in it that are not a sandbox's`,
      "name a folder that is new or empty",
    );
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const fresh = new Journal(journal);
  fresh.clear();
  return fresh;
}

async function layOut({ directory, bin, audit = false, apiServerFlags = {} }: ClusterOptions): Promise<ClusterLayout> {
  const [etcd, etcdPeer, api, controllers, scheduler, kwok] = (await freePorts(6)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { directory, bin, audit, apiServerFlags, ports: { etcd, etcdPeer, api, controllers, scheduler, kwok } };
}

async function writeSecrets(directory: string, token: string, users: readonly SandboxUser[]): Promise<void> {
  const files = clusterFiles(directory);
  const admin = { name: "admin", token, groups: ["system:masters"] };
  await writeFile(files.tokens, tokensFile([admin, ...users]), { mode: 0o600 });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await writeFile(files.serviceAccountKey, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await writeFile(files.auditPolicy, JSON.stringify(AUDIT_POLICY));
}

/** Who did what to which object, and never what is in it. */
const AUDIT_POLICY = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived"],
  rules: [{ level: "Metadata" }],
};

function isReady(access: ApiAccess): () => Promise<boolean> {
  return async () => (await request(access, "GET", "/readyz")).status === 200;
}

async function create(access: ApiAccess, path: string, object: object): Promise<void> {
  const { status, text } = await request(access, "POST", path, object);
  if (status >= 300)
    throw new SandboxError("StartFailed", `POST ${path} answers ${status}: ${text.slice(0, 300)}`, "try again");
}
