/** Whether a time that a node wrote is after another one of that node. Nodes write up to nine digits, and may leave out zeros. */
export function isAfter(time: string, before: string): boolean {
  return time === "" || comparable(time) > comparable(before);
}

function comparable(time: string): string {
  const [, second = time, fraction = ""] = /^([^.Z+]*?\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(time) ?? [];
  return `${second}.${fraction.padEnd(9, "0")}`;
}
