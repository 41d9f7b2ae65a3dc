/** The line of a message that says most: its first, with what that announces. */
export function headline(message: string): string {
  const lines = message.split("\n");
  const end = lines.findIndex((line) => !line.trimEnd().endsWith(":"));
  const told = lines.slice(0, end < 0 ? lines.length : end + 1);
  return told.map((line) => line.trim()).join(" ");
}
