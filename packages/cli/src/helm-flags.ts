import type { Host } from "./host.ts";

/** Helm takes these flags out of a plugin's arguments and hands them over as variables. */
const HANDED_OVER: readonly (readonly [variable: string, flag: string])[] = [
  ["HELM_NAMESPACE", "--namespace"],
  ["HELM_KUBECONTEXT", "--context"],
  ["HELM_KUBEAPISERVER", "--server"],
  ["HELM_KUBETOKEN", "--token"],
  ["HELM_KUBEASUSER", "--as"],
  ["HELM_KUBECAFILE", "--certificate-authority"],
  ["HELM_KUBETLS_SERVER_NAME", "--tls-server-name"],
];

/** The flags that Helm took away, when it was Helm that called us; none otherwise. */
export function helmFlags({ name, env }: Host): string[] {
  if (name !== "helm upstart") return [];
  const flags = HANDED_OVER.flatMap(([variable, flag]) => (env[variable] ? [flag, env[variable]] : []));
  const groups = (env.HELM_KUBEASGROUPS ?? "").split(",").filter((g) => g !== "");
  return [
    ...flags,
    ...groups.flatMap((g) => ["--as-group", g]),
    ...(env.HELM_KUBEINSECURE_SKIP_TLS_VERIFY === "true" ? ["--insecure-skip-tls-verify"] : []),
  ];
}
