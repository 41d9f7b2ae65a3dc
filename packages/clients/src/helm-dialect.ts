import type { UninstallRequest } from "@upstart/engine";

/** Arguments of `helm upgrade`: installs or upgrades with exactly the values on standard input. */
export function upgradeArguments(request: {
  readonly releaseName: string;
  readonly chart: string;
  readonly timeoutMs: number;
  readonly wait: boolean;
  readonly labels: Readonly<Record<string, string>>;
}): string[] {
  const labels = Object.entries(request.labels).map(([k, v]) => `${k}=${v}`);
  return [
    "upgrade",
    request.releaseName,
    request.chart,
    "--install",
    "--reset-values",
    "--values",
    "-",
    "--history-max",
    "10",
    "--timeout",
    `${Math.ceil(request.timeoutMs / 1000)}s`,
    ...(labels.length === 0 ? [] : ["--labels", labels.join(",")]),
    // Bare: a word after it means something else to each major.
    ...(request.wait ? ["--wait", "--wait-for-jobs"] : []),
    "--output",
    "json",
  ];
}

/** Arguments of `helm uninstall`. Helm 3 and 4 both leave at once without `--wait`; objects that are gone are no error. */
export function uninstallArguments(request: Omit<UninstallRequest, "namespace">): string[] {
  return [
    "uninstall",
    request.releaseName,
    "--ignore-not-found",
    request.keepRecord === true ? "--keep-history" : "--wait",
    ...(request.noHooks === true ? ["--no-hooks"] : []),
    "--timeout",
    `${Math.ceil(request.timeoutMs / 1000)}s`,
  ];
}

/** Arguments of `helm template`, values on standard input. */
export function templateArguments(request: {
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: string;
}): string[] {
  return ["template", request.releaseName, request.chart, "--namespace", request.namespace, "--values", "-"];
}

/** Flags that choose the cluster, by Helm's names for them. A token is not among them: arguments are for all to see. */
export function clusterArguments(kube: {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly server?: string;
  readonly certificateAuthority?: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly as?: string;
  readonly asGroup?: readonly string[];
}): string[] {
  const flag = (name: string, value: string | undefined) => (value ? [name, value] : []);
  return [
    ...flag("--kubeconfig", kube.kubeconfig),
    ...flag("--kube-context", kube.context),
    ...flag("--kube-apiserver", kube.server),
    ...flag("--kube-ca-file", kube.certificateAuthority),
    ...flag("--kube-tls-server-name", kube.tlsServerName),
    ...(kube.insecureSkipTlsVerify === true ? ["--kube-insecure-skip-tls-verify"] : []),
    ...flag("--kube-as-user", kube.as),
    ...(kube.asGroup ?? []).flatMap((group) => ["--kube-as-group", group]),
  ];
}
