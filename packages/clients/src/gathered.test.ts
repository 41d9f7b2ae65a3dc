import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { gathered } from "./gathered.ts";

test.each([
  ["as much as fits", 6, 0, "a µ b"],
  ["too much", 5, 1, "a µ"],
])("%s", async (_, maxBytes, calls, text) => {
  const stream = new PassThrough();
  let told = 0;
  const said = gathered(stream, maxBytes, () => {
    told += 1;
  });
  // A character that comes in two parts is one all the same.
  for (const part of ["a ", Buffer.from([0xc2]), Buffer.from([0xb5]), " b"]) stream.write(part);
  stream.end();
  await finished(stream);
  expect([told, said()]).toEqual([calls, text]);
});
