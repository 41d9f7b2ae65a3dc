import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Chart, HelmError, type UpgradeRequest } from "@upstart/engine";
import { expect, test } from "vitest";
import { fixtureHelm } from "./testing/fixture-helm.ts";
import { temporaryFolder, writeFiles } from "./testing/temporary.ts";

const CHART: Chart = { path: "/charts/web.tgz", name: "web", version: "1.2.3", hasPostHooks: false };
const REQUEST: UpgradeRequest = {
  releaseName: "shop-web",
  namespace: "shop",
  chart: CHART,
  values: { password: "hunter2", port: 80 },
  timeoutMs: 90_500,
  wait: false,
  secrets: ["hunter2"],
  labels: { "upstart.com/digest": "abc", owner: "x" },
};
const PRINTED = JSON.stringify({
  version: 3,
  chart: { metadata: { name: "web", version: "1.2.3" } },
  manifest: `kind: Deployment
apiVersion: apps/v1
metadata: {name: web}
---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
metadata: {name: reader}
`,
});

async function failureOf(call: Promise<unknown>): Promise<HelmError> {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(HelmError);
  return error as HelmError;
}

test("an upgrade: exactly these arguments, which Helm 3 and 4 both take; values by standard input alone", async () => {
  const { helm, behave, calls } = fixtureHelm();
  behave({ upgrade: { stdout: PRINTED } });
  expect(await helm.upgrade(REQUEST)).toEqual({
    revision: 3,
    chart: "web",
    version: "1.2.3",
    objects: [
      { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" },
      { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "reader" },
    ],
  });
  const [call] = calls();
  expect(call!.args.join(" ")).toBe(
    "upgrade shop-web /charts/web.tgz --install --reset-values --values - --history-max 10 --timeout 91s" +
      " --labels upstart.com/digest=abc,owner=x --output json --namespace shop",
  );
  expect(JSON.parse(call!.stdin)).toEqual(REQUEST.values);
  expect(JSON.stringify([call!.args, call!.env])).not.toContain("hunter2");
});

test("waiting for hooks is asked for by the bare words that both majors understand", async () => {
  const { helm, behave, calls } = fixtureHelm();
  behave({ upgrade: { stdout: PRINTED } });
  await helm.upgrade({ ...REQUEST, wait: true, labels: {} });
  expect(calls()[0]!.args.slice(-6).join(" ")).toBe("--wait --wait-for-jobs --output json --namespace shop");
});

test("an uninstall waits, and what is gone is no error; a template needs no cluster", async () => {
  const { helm, behave, calls } = fixtureHelm({ kube: { context: "prod", token: "t0k3n" } });
  behave({ template: { stdout: "kind: ConfigMap\n" } });
  await helm.uninstall({ releaseName: "shop-web", namespace: "shop", timeoutMs: 60_000 });
  await helm.uninstall({
    releaseName: "shop-web",
    namespace: "shop",
    timeoutMs: 60_000,
    keepRecord: true,
    noHooks: true,
  });
  const text = await helm.template({ releaseName: "web", namespace: "shop", chart: CHART, values: { a: 1 } });
  expect(text).toBe("kind: ConfigMap\n");
  expect(calls().map((c) => [c.args.join(" "), c.stdin])).toEqual([
    ["uninstall shop-web --ignore-not-found --wait --timeout 60s --namespace shop --kube-context prod", ""],
    [
      "uninstall shop-web --ignore-not-found --keep-history --no-hooks --timeout 60s --namespace shop --kube-context prod",
      "",
    ],
    ["template web /charts/web.tgz --namespace shop --values -", '{"a":1}'],
  ]);
});

test.each([
  {
    name: "--kubeconfig and --context",
    kube: { kubeconfig: "k", context: "c" },
    want: "--kubeconfig k --kube-context c",
  },
  { name: "--server", kube: { server: "https://s" }, want: "--kube-apiserver https://s" },
  {
    name: "how to trust the server",
    kube: { certificateAuthority: "ca", tlsServerName: "n" },
    want: "--kube-ca-file ca --kube-tls-server-name n",
  },
  {
    name: "--insecure-skip-tls-verify",
    kube: { insecureSkipTlsVerify: true },
    want: "--kube-insecure-skip-tls-verify",
  },
  {
    name: "whom to act as",
    kube: { as: "ada", asGroup: ["dev", "ops"] },
    want: "--kube-as-user ada --kube-as-group dev --kube-as-group ops",
  },
])("Helm goes where we go: $name", async ({ kube, want }) => {
  const { helm, behave, calls } = fixtureHelm({ kube });
  behave({ upgrade: { stdout: PRINTED } });
  await helm.upgrade(REQUEST);
  expect(calls()[0]!.args.join(" ")).toContain(`--output json --namespace shop ${want}`);
});

test("a token goes through the environment, never through the arguments", async () => {
  const { helm, behave, calls } = fixtureHelm({ kube: { token: "t0k3n" } });
  behave({ upgrade: { stdout: PRINTED } });
  await helm.upgrade(REQUEST);
  expect(calls()[0]!.env.HELM_KUBETOKEN).toBe("t0k3n");
  expect(calls()[0]!.args.join(" ")).not.toContain("t0k3n");
});

const KUBECONFIG = `current-context: dev
clusters: [{name: dev, cluster: {server: "https://dev"}}, {name: prod, cluster: {server: "https://prod"}}]
users: [{name: ada, user: {token: t0k3n}}]
contexts: [{name: dev, context: {cluster: dev, user: ada}}]
`;

test("--cluster and --user, for which Helm has no flag: a context of ours before the person's own files", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { config: KUBECONFIG });
  const own = join(folder, "config");
  const env = { HOME: folder, PATH: process.env.PATH, KUBECONFIG: own };
  const { helm, behave, calls } = fixtureHelm({ kube: { cluster: "prod" }, env });
  behave({ upgrade: { stdout: PRINTED } });
  await helm.upgrade(REQUEST);
  const [call] = calls();
  expect(call!.env.KUBECONFIG!.split(":").slice(1)).toEqual([own]);
  expect(call!.kubeconfig).toContain("current-context: upstart-chosen");
  expect(call!.kubeconfig).toMatch(/cluster: prod\n\s+user: ada/);
  expect(call!.kubeconfig).not.toContain("t0k3n");
  const named = fixtureHelm({ kube: { user: "ada", kubeconfig: own, context: "dev" }, env });
  named.behave({ upgrade: { stdout: PRINTED } });
  await named.helm.upgrade(REQUEST);
  expect(named.calls()[0]!.args.join(" ")).not.toContain("--kube");
  expect(named.calls()[0]!.kubeconfig).toMatch(/cluster: dev\n\s+user: ada/);
});

test.each([{ clientCertificate: "c.crt" }, { clientKey: "c.key" }, { asUid: "7" }, { asUserExtra: ["a=b"] }])(
  "%j cannot be said to Helm: nothing is run, rather than as somebody else",
  async (kube) => {
    const { helm, calls } = fixtureHelm({ kube });
    expect(await failureOf(helm.upgrade(REQUEST))).toMatchObject({ code: "HelmUnavailable" });
    expect(calls()).toEqual([]);
  },
);

test("variables of a Helm around us do not choose for the Helm below us; others stay", async () => {
  const around = Object.fromEntries(
    ["NAMESPACE", "KUBECONTEXT", "KUBETOKEN", "KUBEAPISERVER", "KUBECAFILE", "KUBEASUSER", "KUBEASGROUPS", "DEBUG"].map(
      (name) => [`HELM_${name}`, "around"],
    ),
  );
  const env = { PATH: process.env.PATH, ...around, HELM_KUBETLS_SERVER_NAME: "x", HELM_REPOSITORY_CONFIG: "/r.yaml" };
  const { helm, behave, calls } = fixtureHelm({ env });
  behave({ version: { stdout: "v4.3.1\n" } });
  expect(await helm.version()).toBe("v4.3.1");
  expect(calls()[0]!.env).toEqual({ HELM_REPOSITORY_CONFIG: "/r.yaml" });
});

test.each(["v3.22.0", "v4.3.1"])("the version is what Helm says: %s", async (version) => {
  const { helm, behave, calls } = fixtureHelm();
  behave({ version: { stdout: `${version}\n` } });
  expect(await helm.version()).toBe(version);
  expect(calls()[0]!.args).toEqual(["version", "--template", "{{.Version}}"]);
});

test("Helm that is missing, or is no program: what to do is said", async () => {
  const missing = await failureOf(fixtureHelm({ binary: "no-such-helm" }).helm.version());
  expect(missing).toMatchObject({ code: "HelmUnavailable" });
  expect(missing.message).toMatch(/no-such-helm.*no such program.*HELM_BIN/);
  const folder = temporaryFolder();
  writeFiles(folder, { helm: "not a program" });
  const broken = await failureOf(fixtureHelm({ binary: join(folder, "helm") }).helm.version());
  expect(broken).toMatchObject({ code: "HelmUnavailable", message: expect.stringContaining("EACCES") });
});

test("what Helm says of a failure is passed on, without the secrets in it", async () => {
  const { helm, behave } = fixtureHelm();
  behave({ upgrade: { stderr: 'Error: UPGRADE FAILED: invalid value "hunter2" for port\n', exit: 1 } });
  const error = await failureOf(helm.upgrade(REQUEST));
  expect(error).toMatchObject({ code: "Failed", retryable: false });
  expect(error.message).toBe('UPGRADE FAILED: invalid value "(sensitive)" for port');
});

test.each(["", "hunter2 is deployed", "null", '{"version":"hunter2"}'])(
  "success that prints %j is an error which quotes nothing",
  async (stdout) => {
    const { helm, behave } = fixtureHelm();
    behave({ upgrade: { stdout } });
    const error = await failureOf(helm.upgrade({ ...REQUEST, secrets: [] }));
    expect(error.message).not.toContain("hunter2");
  },
);

test("cancelled before it starts: Helm is not run", async () => {
  const { helm, calls } = fixtureHelm();
  expect(await failureOf(helm.upgrade(REQUEST, AbortSignal.abort()))).toMatchObject({ code: "Cancelled" });
  expect(calls()).toEqual([]);
});

test("cancelled while it runs: Helm is asked to end, and is waited for", async () => {
  const { helm, behave, isWaiting, folder } = fixtureHelm();
  behave({ upgrade: { waits: true, stderr: "Error: context canceled\n", exit: 1 } });
  const end = new AbortController();
  const failure = failureOf(helm.upgrade(REQUEST, end.signal));
  await expect.poll(isWaiting).toBe(true);
  end.abort();
  expect(await failure).toMatchObject({ code: "Cancelled", message: "ended: deploy shop-web" });
  expect(readFileSync(join(folder, "calls"), "utf8").trimEnd().split("\n")).toHaveLength(1);
});

test("Helm that was done when it was asked to end has deployed", async () => {
  const { helm, behave, isWaiting } = fixtureHelm();
  behave({ upgrade: { waits: true, stdout: PRINTED } });
  const end = new AbortController();
  const deployed = helm.upgrade(REQUEST, end.signal);
  await expect.poll(isWaiting).toBe(true);
  end.abort();
  expect(await deployed).toMatchObject({ revision: 3 });
});

test("values of several megabytes reach Helm whole", async () => {
  const { helm, behave, calls } = fixtureHelm();
  behave({ upgrade: { stdout: PRINTED } });
  const values = { text: "ä".repeat(2_000_000) };
  await helm.upgrade({ ...REQUEST, values });
  expect(JSON.parse(calls()[0]!.stdin)).toEqual(values);
});

test("fields that somebody has changed by hand are taken back, also where Helm 4 would leave them", async () => {
  const { helm, behave, calls } = fixtureHelm();
  const stderr =
    'Error: UPGRADE FAILED: conflict occurred while applying object shop/web apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with "kubectl-set" using apps/v1: .spec.replicas\n';
  behave({ upgrade: { stderr, exit: 1 }, "--force-conflicts": { stdout: PRINTED } });
  expect(await helm.upgrade(REQUEST)).toMatchObject({ revision: 3 });
  expect(calls().map((c) => c.args.includes("--force-conflicts"))).toEqual([false, true]);
  expect(JSON.parse(calls()[1]!.stdin)).toEqual(REQUEST.values);
  behave({ upgrade: { stderr: "Error: UPGRADE FAILED: something else\n", exit: 1 } });
  await failureOf(helm.upgrade(REQUEST));
  expect(calls()).toHaveLength(3);
});

test("as a ServiceAccount: named by a flag, for that call alone", async () => {
  const { helm, behave, calls } = fixtureHelm({ kube: { kubeconfig: "k", as: "ada", asGroup: ["dev"] } });
  behave({ upgrade: { stdout: PRINTED } });
  const asUser = "system:serviceaccount:shop:deployer";
  await helm.upgrade({ ...REQUEST, asUser });
  await helm.uninstall({ releaseName: "shop-web", namespace: "shop", timeoutMs: 1000, asUser });
  await helm.upgrade(REQUEST);
  const ends = calls().map((c) => c.args.slice(c.args.indexOf("--kubeconfig")).join(" "));
  expect(ends).toEqual([
    `--kubeconfig k --kube-as-user ${asUser}`,
    `--kubeconfig k --kube-as-user ${asUser}`,
    "--kubeconfig k --kube-as-user ada --kube-as-group dev",
  ]);
});

test("as a ServiceAccount from inside a Pod: with a kubeconfig, since Helm acts as nobody else without one", async () => {
  const pod = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };
  const env = { HOME: temporaryFolder(), PATH: process.env.PATH, ...pod };
  const { helm, behave, calls } = fixtureHelm({ env });
  behave({ upgrade: { stdout: PRINTED } });
  await helm.upgrade({ ...REQUEST, asUser: "system:serviceaccount:shop:deployer" });
  await helm.upgrade(REQUEST);
  const [as, own] = calls().map((c) => c.args);
  expect(own).not.toContain("--kubeconfig");
  const text = readFileSync(as![as!.indexOf("--kubeconfig") + 1]!, "utf8");
  for (const part of ["https://10.0.0.1:443", "/serviceaccount/token", "/serviceaccount/ca.crt"])
    expect(text).toContain(part);
  expect(as!.at(-1)).toBe("system:serviceaccount:shop:deployer");
});
