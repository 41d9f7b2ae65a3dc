import { ClusterError, type KubeObject } from "@upstart/engine";

/** A line of a watch. */
export type StreamEvent =
  | { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly object: KubeObject }
  /** Nothing happened up to this version. */
  | { readonly type: "BOOKMARK"; readonly object: { readonly metadata: { readonly resourceVersion: string } } };

const TYPES: readonly unknown[] = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK"];

/**
 * The events of a watch, as they come. Ends when the stream ends or is cut: half a line at its end is no event. Throws
 * ClusterError `Gone` when the watch must start again with a list: the server says so, or what came is no event.
 */
export async function* eventsOf(body: AsyncIterable<Buffer>, kind: string): AsyncGenerator<StreamEvent> {
  for await (const line of linesOf(body)) yield eventOf(line, kind);
}

async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of whole(body)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== "") yield line;
  }
}

/** A connection that breaks ends the stream as its end does: the watch goes on from the last event. */
async function* whole(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

function eventOf(line: string, kind: string): StreamEvent {
  const event = parsed(line);
  if (event?.type === "ERROR") {
    const { code, message } = (event.object ?? {}) as { code?: number; message?: string };
    // Whatever the server says went wrong, a new list mends it.
    throw new ClusterError("Gone", `the watch of ${kind} must start again: ${message ?? "the server ended it"}`, {
      ...(code === undefined ? {} : { status: code }),
    });
  }
  const metadata = event?.object?.metadata;
  if (!TYPES.includes(event?.type) || typeof metadata?.resourceVersion !== "string")
    throw new ClusterError("Gone", `the watch of ${kind} has something in it that is no event`);
  return event as unknown as StreamEvent;
}

function parsed(line: string): { type?: unknown; object?: { metadata?: { resourceVersion?: unknown } } } | undefined {
  try {
    return (JSON.parse(line) as object | null) ?? undefined;
  } catch {
    return undefined; // without the parser's words, which quote what may be a Secret
  }
}
