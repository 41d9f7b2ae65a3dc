import type { Host } from "./host.ts";

type Called = Pick<Host, "name" | "env">;

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

/** Flags of Helm's that it leaves in a plugin's arguments where they stand before its name, and that mean nothing to us. */
const LEFT_OVER = ["--burst-limit", "--qps", "--content-cache"];

/** How Helm spells what kubectl spells otherwise. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "--context": "--kube-context",
  "--server": "--kube-apiserver",
  "--token": "--kube-token",
  "--as": "--kube-as-user",
  "--as-group": "--kube-as-group",
  "--certificate-authority": "--kube-ca-file",
  "--tls-server-name": "--kube-tls-server-name",
  "--insecure-skip-tls-verify": "--kube-insecure-skip-tls-verify=true",
};

export function isHelm({ name }: Pick<Host, "name">): boolean {
  return name === "helm upstart";
}

/** The flags that Helm took away, when it was Helm that called us; none otherwise. */
export function helmFlags(host: Called): string[] {
  if (!isHelm(host)) return [];
  const { env } = host;
  const flags = HANDED_OVER.flatMap(([variable, flag]) => (env[variable] ? [flag, env[variable]] : []));
  const groups = (env.HELM_KUBEASGROUPS ?? "").split(",").filter((g) => g !== "");
  return [
    ...flags,
    ...groups.flatMap((g) => ["--as-group", g]),
    ...(env.HELM_KUBEINSECURE_SKIP_TLS_VERIFY === "true" ? ["--insecure-skip-tls-verify"] : []),
  ];
}

/** The arguments without what Helm left in them of its own flags; `--colour` is its other spelling of `--color`. */
export function withoutHelmsOwn(host: Called, argv: readonly string[]): readonly string[] {
  if (!isHelm(host)) return argv;
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === "--") return [...words, ...argv.slice(i)];
    if (LEFT_OVER.includes(word)) i++;
    else if (!LEFT_OVER.some((flag) => word.startsWith(`${flag}=`))) words.push(word.replace(/^--colour\b/, "--color"));
  }
  return words;
}

/** A text with the flags in it as they are spelled for who called us. */
export function inSpelling(host: Pick<Host, "name">, text: string): string {
  return isHelm(host) ? text.replace(/(?<![\w-])--[a-z][a-z-]*/g, (flag) => SPELLINGS[flag] ?? flag) : text;
}
