import { CliError, EXIT } from "./exit.ts";
import { isHelm } from "./helm-flags.ts";
import type { Host } from "./host.ts";

/**
 * Helm names a namespace whether or not `-n` was given: else that of the context that it knows of. `--context` is a flag
 * that it knows nothing of, so `helm upstart delete shop --context prod` would look for the namespace of another
 * context in this one. Throws where that could be so.
 */
export async function refuseOtherNamespace(host: Host, argv: readonly string[]): Promise<void> {
  const context = isHelm(host) ? contextIn(argv) : undefined;
  const namespace = host.env.HELM_NAMESPACE;
  if (context === undefined || !namespace || namesNamespace(argv)) return;
  const [meant, there] = await Promise.all([namespaceOf(host, host.env.HELM_KUBECONTEXT), namespaceOf(host, context)]);
  if (meant === undefined || there === undefined || meant !== namespace || there === namespace) return;
  throw new CliError(
    EXIT.usage,
    `--context: Helm does not tell whether -n ${namespace} was given, or whether ${there} is meant, the namespace of ${context}`,
    `say --kube-context ${context}, which is Helm's own flag`,
  );
}

function contextIn(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--context" || word.startsWith("--context="));
  return at === -1 ? undefined : argv[at] === "--context" ? argv[at + 1] : argv[at]!.slice("--context=".length);
}

/** Whether the namespace is known after all: `-nshop` is no flag to Helm, and with `-A` there is none to know. */
function namesNamespace(argv: readonly string[]): boolean {
  return argv.some((word) => /^-n./.test(word) || word === "-A" || word === "--all-namespaces");
}

/** Undefined where the kubeconfig does not say: then it is for the verb to say so. */
async function namespaceOf({ env }: Host, context: string | undefined): Promise<string | undefined> {
  const { connect } = await import("@upstart/clients");
  try {
    return connect(context ? { context } : {}, env).namespace;
  } catch {
    return undefined; // the verb connects as well, and its error is the one to read
  }
}
