import type { Readable } from "node:stream";

/**
 * Listens to what a program says from now on; what is returned tells it, once the stream has ended. Where it comes to more
 * than `maxBytes`, no more is kept, and `onTooMuch` is called once.
 */
export function gathered(stream: Readable, maxBytes: number, onTooMuch: () => void): () => string {
  const parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= maxBytes) return void parts.push(part);
    stream.off("data", take).resume();
    onTooMuch();
  };
  stream.on("data", take);
  return () => Buffer.concat(parts).toString("utf8");
}
