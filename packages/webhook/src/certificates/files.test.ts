import { memoryLog } from "@upstart/controller/testing/memory-log";
import { fakeClock } from "@upstart/engine/testing";
import { expect, onTestFinished, test } from "vitest";
import type { KeyPair } from "../server/tls-server.ts";
import { CertificateFiles } from "./files.ts";
import { createAuthority } from "./issue.ts";

test("an authority that is to be trusted comes with the certificate; a file without one is not used", async () => {
  const one = await createAuthority(Date.now(), 3_600_000);
  const clock = fakeClock();
  const disk = new Map([
    ["crt", one.cert],
    ["key", one.key],
    ["ca", ""],
  ]);
  const changes: (string | undefined)[] = [];
  const files = new CertificateFiles({
    certFile: "crt",
    keyFile: "key",
    caFile: "ca",
    read: async (file) => disk.get(file)!,
    clock,
    log: memoryLog(),
    onChange: (_, ca) => void changes.push(ca),
    onRead: () => undefined,
  });
  onTestFinished(() => files.stop());
  void files.run();
  await clock.advance(10_000);
  expect(changes).toEqual([]);
  disk.set("ca", one.cert);
  await clock.advance(10_000);
  expect(changes).toEqual([one.cert]);
});

test("files that change are served, those that are half written or gone are not", async () => {
  const [one, two] = [await createAuthority(Date.now(), 3_600_000), await createAuthority(Date.now(), 3_600_000)];
  const clock = fakeClock();
  const disk = new Map([
    ["crt", one.cert],
    ["key", one.key],
  ]);
  const served: KeyPair[] = [];
  const reads: boolean[] = [];
  const files = new CertificateFiles({
    certFile: "crt",
    keyFile: "key",
    read: async (file) => disk.get(file) ?? Promise.reject(new Error(`there is no ${file}`)),
    clock,
    log: memoryLog(),
    onChange: (pair) => void served.push(pair),
    onRead: (hasFailed) => void reads.push(hasFailed),
  });
  onTestFinished(() => files.stop());
  void files.run();
  await clock.advance(60_000);
  expect(served).toEqual([one]);

  disk.set("crt", two.cert);
  await clock.advance(10_000);
  disk.delete("key");
  await clock.advance(10_000);
  expect(served).toEqual([one]);

  disk.set("key", two.key);
  await clock.advance(10_000);
  expect(served).toEqual([one, two]);
  expect(reads).toEqual([false, true, true, false]);
});
