import type { KubeObject } from "@upstart/engine";
import { lifeOf, specOf, viewOf } from "./environment.ts";
import { expiryText } from "./words.ts";

/** When and why an environment goes by itself, or why it never does. */
export function endText(object: KubeObject, now: number): string {
  const view = viewOf(object);
  const { ttl, protected: isProtected } = specOf(object);
  if (isProtected === true) return "never: it is protected";
  if (view.expiresAt === undefined) return "not known yet";
  const { keptUntil } = lifeOf(object).lastActivity ?? {};
  const why: Readonly<Record<string, string>> = {
    idle: `nobody uses it for ${ttl?.idle ?? "5d"}`,
    failed: `it has failed, and is kept for ${ttl?.failed ?? "24h"} to be looked at`,
    extended: `somebody asked for it to be kept until ${keptUntil}`,
    max: `it may live for ${ttl?.max}, whoever uses it`,
  };
  return `${expiryText(view, now)}, at ${view.expiresAt}: ${why[view.expiresReason ?? ""] ?? view.expiresReason}`;
}
