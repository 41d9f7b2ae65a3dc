import { fileURLToPath } from "node:url";
import { KINDS, type Kind, type KubeObject } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { run } from "../packages/cli/test/testing/run.ts";
import { Stage } from "../packages/controller/src/testing/stage.ts";
import { allCases, type Case } from "../packages/webhook/src/testing/cases.ts";
import { creating, peersOf } from "../packages/webhook/src/testing/objects.ts";
import { validate } from "../packages/webhook/src/validate/validate.ts";

// The same objects through every door: the command line as files, the webhook one by one among the others, the
// controllers as stored. What is wrong is said with the same codes and fields.

const CASES = fileURLToPath(new URL("../packages/engine/cases/", import.meta.url));
/** What only one door can see: text, the API server's own schema, what is stored once, what is known at run time. */
const NOT_EVERYWHERE = ["InvalidYaml", "SchemaViolation", "DuplicateObject", "InvalidOutputValue"];

const isCluster = ({ objects }: Case) =>
  objects.every((o) => KINDS.includes(o.kind as Kind)) && new Set(objects.map(nameOf)).size === objects.length;
const cases = allCases().filter(isCluster);

/** A code and a field of an object. */
type Said = readonly [object: string, code: string, field: string];

async function atTheCommandLine({ name }: Case): Promise<Said[]> {
  const { stdout } = await run(["lint", "-f", `${CASES}${name}`, "-o", "json"]);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Finding[] };
  return diagnostics
    .filter((d) => d.severity === "error")
    .map((d) => [nameOf({ kind: d.object.kind, metadata: d.object }), d.code, d.path ?? ""]);
}

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly path?: string;
  readonly object: { readonly kind: string; readonly name: string; readonly namespace?: string };
}

function atTheWebhook({ objects }: Case): Said[] {
  const peers = peersOf(...objects);
  return objects.flatMap((object) =>
    validate(creating(object), peers).causes.map((c): Said => [nameOf(object), c.reason, c.field]),
  );
}

/** The reason and the message of what is stalled, by object. */
async function inTheControllers({ objects }: Case): Promise<Map<string, { reason: string; message: string }>> {
  const stage = new Stage();
  for (const { kind, metadata, spec } of objects)
    stage.put(kind as Kind, metadata.name, spec as object, metadata.namespace);
  await stage.clock.advance(1000);
  const stalled = objects.flatMap((object) => {
    const status = stage.get(object.kind, object.metadata.name, object.metadata.namespace)?.status;
    const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; reason: string; message: string }[] };
    const condition = conditions.find((c) => c.type === "Stalled");
    return condition === undefined ? [] : [[nameOf(object), condition] as const];
  });
  await stage.stop();
  return new Map(stalled);
}

describe.each(cases)("$name", (one) => {
  test("is judged alike at the command line, at the webhook and in the controllers", async () => {
    const [all, webhook, stalled] = [await atTheCommandLine(one), atTheWebhook(one), await inTheControllers(one)];
    const lint = all.filter(([, code]) => !NOT_EVERYWHERE.includes(code));
    // What only an environment makes wrong of a template is told there, where it names it.
    const isTold = ([object, code, field]: Said) =>
      webhook.some((w) => w[1] === code && ((w[0] === object && w[2] === field) || w[2].endsWith(".from")));
    expect(lint.filter((said) => !isTold(said))).toEqual([]);
    const codes = new Set(all.map(([, code]) => code));
    expect(webhook.filter(([, code]) => !codes.has(code))).toEqual([]);

    // Of two that want one name the controllers stop the later one.
    const stopped = lint.filter(([object, code]) => code !== "ReleaseNameConflict" || stalled.has(object));
    for (const [object] of stopped) {
      const { reason = "", message = "" } = stalled.get(object) ?? {};
      expect([...codes]).toContain(reason);
      const fields = [...all, ...webhook].filter(([o]) => o === object).map(([, , f]) => f);
      expect(fields.filter((field) => message.includes(field))).not.toEqual([]);
    }
  });
});

test("most codes are among these cases", () => {
  const codes = new Set(cases.flatMap((one) => atTheWebhook(one).map(([, code]) => code)));
  expect(codes.size).toBeGreaterThanOrEqual(15);
});

function nameOf({ kind, metadata }: { kind: string; metadata: Partial<KubeObject["metadata"]> }): string {
  return `${kind} ${metadata.namespace ?? "default"}/${metadata.name}`;
}
