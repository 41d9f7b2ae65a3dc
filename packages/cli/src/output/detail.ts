/** A message to be shown right after the word for its state, which it need not say again: `blocked`, `by db (InstallFailed)`. */
export function afterState(state: string, message: string): string {
  return message.replace(new RegExp(`^(?:is )?${state}(?: |$)`), "");
}
