/** Bytes of a quantity as Kubernetes writes it: `1.5Gi`, `200M`, `1e9`. Undefined where it is none. */
export function bytesOf(quantity: string): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d*)?|\.\d+)(|[kMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/.exec(quantity) ?? [];
  if (number === undefined) return undefined;
  if (/^[eE][+-]?\d/.test(unit)) return Number(`${number}${unit}`);
  const [prefix = "", binary] = unit;
  const power = "kMGTPE".indexOf(prefix === "K" ? "k" : prefix) + 1;
  return Number(number) * (prefix === "" ? 1 : (binary === undefined ? 1000 : 1024) ** power);
}
