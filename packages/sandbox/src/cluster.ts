import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import https from "node:https";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SandboxError } from "./errors.ts";
import { freePorts, isRunning, type Running, start, stopAll } from "./processes.ts";

/** A user besides the administrator, to try what somebody with fewer rights sees. */
export interface SandboxUser {
  readonly name: string;
  readonly token: string;
  readonly groups?: readonly string[];
}

export interface ClusterOptions {
  /** Where everything of this cluster is kept; made new. */
  readonly directory: string;
  /** Folder with the programs, from `ensureTools`. */
  readonly bin: string;
  readonly users?: readonly SandboxUser[];
  readonly onProgress?: (line: string) => void;
}

/** A Kubernetes API that is up. */
export interface SandboxCluster {
  readonly kubeconfig: string;
  readonly server: string;
  readonly token: string;
  /** In the order in which they are stopped. */
  readonly processes: readonly Running[];
  stop(): Promise<void>;
}

/** The context that the kubeconfig names. */
export const CONTEXT = "upstart-sandbox";
const READY_WITHIN_MS = 90_000;
const ATTEMPTS = 3;

/** Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok. Throws SandboxError and leaves nothing running. */
export async function startCluster(options: ClusterOptions): Promise<SandboxCluster> {
  for (let attempt = 1; ; attempt++) {
    const processes: Running[] = [];
    try {
      return await startOnce(options, processes);
    } catch (error) {
      await stopAll([...processes].reverse());
      // A port that was free may be taken by the time that a program listens.
      const isLost = error instanceof SandboxError && /address already in use/.test(error.message);
      if (!isLost || attempt >= ATTEMPTS) throw error;
    }
  }
}

async function startOnce(
  { directory, bin, users = [], onProgress = () => undefined }: ClusterOptions,
  processes: Running[],
): Promise<SandboxCluster> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const [etcdPort, peerPort, apiPort, controllerPort, schedulerPort, kwokPort] = await freePorts(6);
  const token = randomBytes(24).toString("hex");
  const key = join(directory, "service-account.key");
  await writeFile(
    key,
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
    { mode: 0o600 },
  );
  const tokens = [{ name: "admin", token, groups: ["system:masters"] }, ...users];
  await writeFile(
    join(directory, "tokens.csv"),
    tokens.map((u) => `${u.token},${u.name},${u.name},"${(u.groups ?? []).join(",")}"\n`).join(""),
    { mode: 0o600 },
  );

  const run = (name: string, args: readonly string[]) => {
    const log = join(directory, `${name}.log`);
    const { running, child } = start(name, join(bin, name), args, { log });
    processes.push(running);
    child.on("error", () => undefined); // seen by isRunning, and told with the log
    return { running, log };
  };
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const etcd = run("etcd", [
    "--data-dir",
    join(directory, "etcd"),
    "--listen-client-urls",
    etcdUrl,
    "--advertise-client-urls",
    etcdUrl,
    "--listen-peer-urls",
    `http://127.0.0.1:${peerPort}`,
    "--unsafe-no-fsync",
    "--log-level",
    "error",
  ]);
  const api = run("kube-apiserver", [
    ...[
      "--etcd-servers",
      etcdUrl,
      "--secure-port",
      String(apiPort),
      "--bind-address",
      "127.0.0.1",
      "--cert-dir",
      join(directory, "certs"),
    ],
    ...[
      "--service-account-key-file",
      key,
      "--service-account-signing-key-file",
      key,
      "--service-account-issuer",
      "https://kubernetes.default.svc",
    ],
    ...[
      "--token-auth-file",
      join(directory, "tokens.csv"),
      "--authorization-mode",
      "RBAC",
      "--service-cluster-ip-range",
      "10.96.0.0/16",
    ],
    // No kubelet says that a node is ready before its pods may come.
    ...["--disable-admission-plugins", "ServiceAccount,TaintNodesByCondition"],
  ]);
  const server = `https://127.0.0.1:${apiPort}`;
  const ready = (what: string, watched: readonly { running: Running; log: string }[], check: () => Promise<boolean>) =>
    waitUntil(what, watched, check);
  await ready(
    "the API server",
    [etcd, api],
    async () => (await request(server, token, "GET", "/readyz")).status === 200,
  );
  onProgress("the API server is up");
  const kubeconfig = join(directory, "kubeconfig");
  await writeFile(kubeconfig, await kubeconfigText(server, token, join(directory, "certs", "apiserver.crt")), {
    mode: 0o600,
  });
  const parts = [
    run("kube-controller-manager", [
      "--kubeconfig",
      kubeconfig,
      "--controllers",
      "*,-nodeipam,-nodelifecycle,-cloud-node-lifecycle",
      "--service-account-private-key-file",
      key,
      "--leader-elect=false",
      "--enable-hostpath-provisioner",
      "--secure-port",
      String(controllerPort),
      "--cert-dir",
      join(directory, "certs-controllers"),
      "--bind-address",
      "127.0.0.1",
    ]),
    run("kube-scheduler", [
      "--kubeconfig",
      kubeconfig,
      "--leader-elect=false",
      "--secure-port",
      String(schedulerPort),
      "--cert-dir",
      join(directory, "certs-scheduler"),
      "--bind-address",
      "127.0.0.1",
    ]),
    run("kwok", [
      "--kubeconfig",
      kubeconfig,
      "--manage-all-nodes",
      "--config",
      fileURLToPath(new URL("../stages/stages.yaml", import.meta.url)),
      "--server-address",
      `127.0.0.1:${kwokPort}`,
    ]),
  ];
  await post(server, token, "/api/v1/nodes", NODE);
  await post(server, token, "/apis/storage.k8s.io/v1/storageclasses", STORAGE_CLASS);
  await ready("the node", [etcd, api, ...parts], async () =>
    /"type":"Ready","status":"True"/.test((await request(server, token, "GET", "/api/v1/nodes/sandbox")).text),
  );
  await ready(
    "the default ServiceAccount",
    [etcd, api, ...parts],
    async () =>
      (await request(server, token, "GET", "/api/v1/namespaces/default/serviceaccounts/default")).status === 200,
  );
  onProgress("a node is ready for pods");
  const stopping = [...processes].reverse();
  return { kubeconfig, server, token, processes: stopping, stop: () => stopAll(stopping) };
}

const NODE = {
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: "sandbox",
    annotations: { "kwok.x-k8s.io/node": "fake" },
    labels: { "kubernetes.io/hostname": "sandbox", "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
  },
  status: {
    allocatable: { cpu: "4000", memory: "4000Gi", pods: "10000" },
    capacity: { cpu: "4000", memory: "4000Gi", pods: "10000" },
  },
};

const STORAGE_CLASS = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/host-path",
  volumeBindingMode: "Immediate",
};

async function waitUntil(
  what: string,
  watched: readonly { running: Running; log: string }[],
  check: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (await check().catch(() => false)) return; // not up yet: asked again
    const dead = watched.find((w) => !isRunning(w.running));
    if (dead !== undefined)
      throw new SandboxError(
        "StartFailed",
        `${dead.running.name} ended while starting:\n  ${await tail(dead.log)}`,
        `its whole log is ${dead.log}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new SandboxError(
    "StartFailed",
    `${what} was not ready within ${READY_WITHIN_MS / 1000}s`,
    `look into the logs: ${watched.map((w) => w.log).join(", ")}`,
  );
}

async function tail(log: string): Promise<string> {
  const text = existsSync(log) ? await readFile(log, "utf8") : "";
  return text.trimEnd().split("\n").slice(-5).join("\n  ");
}

async function post(server: string, token: string, path: string, body: object): Promise<void> {
  const { status, text } = await request(server, token, "POST", path, body);
  if (status >= 300)
    throw new SandboxError(
      "StartFailed",
      `${path} answers ${status}: ${text.slice(0, 300)}`,
      "try again: upstart sandbox up",
    );
}

function request(
  server: string,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    // Its certificate is its own, made a moment ago; the token goes to loopback only.
    const outgoing = https.request(
      server + path,
      {
        method,
        rejectUnauthorized: false,
        timeout: 5000,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer")));
    outgoing.on("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function kubeconfigText(server: string, token: string, certificate: string): Promise<string> {
  const ca = (await readFile(certificate)).toString("base64");
  return `${JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      "current-context": CONTEXT,
      clusters: [{ name: CONTEXT, cluster: { server, "certificate-authority-data": ca } }],
      users: [{ name: CONTEXT, user: { token } }],
      contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT, namespace: "default" } }],
    },
    null,
    2,
  )}\n`;
}
