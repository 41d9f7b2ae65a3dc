const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1000;

/** When to try again after so many attempts, or undefined when it has been tried often enough: 1, 2, 4 and 8 seconds. */
export function nextAttempt(attempts: number): { readonly delayMs: number; readonly text: string } | undefined {
  if (attempts >= MAX_ATTEMPTS) return undefined;
  const delayMs = FIRST_DELAY_MS * 2 ** (attempts - 1);
  return { delayMs, text: `attempt ${attempts + 1} of ${MAX_ATTEMPTS} in ${delayMs / 1000}s` };
}
