import { formatPod, type Story } from "@upstart/engine";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";

/** The story as lines below a heading, their words in one column; `indent` is how far in they will be set. */
export function storyLines({ helm, pod, events, uses }: Story, style: Style, indent = 0): string[] {
  const line = (word: string, text: string) =>
    `     ${style.paint("dim", word.padEnd(8))} ${fold(printable(text), Math.max(0, style.columns - indent), 14)}`;
  return [
    ...(helm === undefined ? [] : helm.split("\n").map((l, i) => line(i === 0 ? "helm" : "", l))),
    ...(pod === undefined ? [] : [line("pod", formatPod(pod)), ...pod.log.map((l) => line("log", l))]),
    ...(pod?.heldBy === undefined ? [] : heldLines(pod.name, pod.heldBy, pod.namespace).map(([w, t]) => line(w, t))),
    ...events.map((e) => line("event", e)),
    ...uses.map((u) => line("uses", `${u.path} ${style.glyphs.from} ${u.references.join(", ")}`)),
  ];
}

function heldLines(pod: string, heldBy: string, namespace: string): [string, string][] {
  return [
    ["note", `statefulset/${heldBy} has changed since, and never replaces a pod that did not become ready`],
    ["next", `kubectl delete pod ${pod} -n ${namespace}`],
  ];
}
