/** What the sandbox's verbs do; undefined where it is no part of the installation: what Helm and kubectl install is without it. */
export async function loadSandbox(): Promise<typeof import("./verbs/sandbox.ts") | undefined> {
  try {
    return await import("./verbs/sandbox.ts");
  } catch (error) {
    if (!/(?:MODULE_NOT_FOUND|UNKNOWN_BUILTIN_MODULE)$/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return undefined;
  }
}
