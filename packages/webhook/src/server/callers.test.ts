import { connect, type TLSSocket } from "node:tls";
import { memoryLog } from "@upstart/controller/testing/memory-log";
import { fakeClock } from "@upstart/engine/testing";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { ClientAuthorities } from "../certificates/client-authorities.ts";
import { createAuthority, issueLeaf } from "../certificates/issue.ts";
import { issueClient } from "../testing/issue-client.ts";
import { release, requestFor, reviewBody, service } from "../testing/objects.ts";
import { type Bench, tlsBench } from "../testing/tls-bench.ts";
import { callerCheck } from "./callers.ts";
import type { KeyPair } from "./tls-server.ts";

const HOUR_MS = 3_600_000;
const body = JSON.stringify(reviewBody(requestFor("CREATE", { object: service("shop", { api: release() }) })));
const get = { method: "GET" } as const;
let trusted: KeyPair;
let other: KeyPair;

beforeAll(async () => {
  [trusted, other] = [await createAuthority(Date.now(), HOUR_MS), await createAuthority(Date.now(), HOUR_MS)];
});

const asking = (...names: string[]): Promise<Bench> => tlsBench({ turnsAway: callerCheck(names) }, trusted.cert);

test.each<[string, string[], () => Promise<KeyPair | undefined>, number]>([
  ["no certificate", [], async () => undefined, 401],
  ["one of another authority", [], () => issueClient(other, "CN=kube-apiserver"), 401],
  ["one that has ended", [], () => issueClient(trusted, "CN=kube-apiserver", { endsAt: Date.now() - 1000 }), 401],
  ["one that is for servers", [], () => issueLeaf(trusted, ["kube-apiserver"], Date.now(), HOUR_MS), 401],
  ["one of a trusted authority", [], () => issueClient(trusted, "CN=whoever"), 200],
  ["one of a name that may", ["front", "kube-apiserver"], () => issueClient(trusted, "CN=kube-apiserver"), 200],
  ["one of a name that may, and its organisation", ["api"], () => issueClient(trusted, "O=masters, CN=api"), 200],
  ["one of another name", ["kube-apiserver"], () => issueClient(trusted, "CN=jane"), 403],
  ["one of two names", ["kube-apiserver"], () => issueClient(trusted, "CN=jane, CN=kube-apiserver"), 403],
  ["one without a name", ["kube-apiserver"], () => issueClient(trusted, "O=masters"), 403],
])("with %s (%j): a review, and health to everybody", async (_, names, make, status) => {
  const bench = await asking(...names);
  const client = await make();
  const options = client === undefined ? {} : { client };
  for (const path of ["/validate", "/mutate"]) {
    const sent = await bench.send(path, body, options);
    expect([path, sent.status]).toEqual([path, status]);
    if (status !== 200) expect(JSON.parse(sent.text)).toMatchObject({ kind: "Status", code: status });
  }
  expect((await bench.send("/readyz", undefined, { ...get, ...options })).status).toBe(200);
});

test("of those who may not call nothing is read, and their connection ends", async () => {
  const { server, ca } = await asking();
  const socket = connect({ host: "127.0.0.1", port: server.port, ca });
  onTestFinished(() => void socket.destroy());
  socket.write(
    "POST /validate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 7000000\r\n\r\n{",
  );
  const text = await new Promise<string>((resolve, reject) => {
    let read = "";
    socket.on("data", (part: Buffer) => {
      read += part.toString();
    });
    socket.on("end", () => resolve(read)).on("error", reject);
  });
  expect(text).toMatch(/^HTTP\/1\.1 401 /);
});

test.each(["TLSv1.2", "TLSv1.3"] as const)(
  "who was turned away is not let in by going on with the session (%s)",
  async (maxVersion) => {
    const { server, ca } = await asking();
    const call = async (session?: Buffer) => {
      const socket: TLSSocket = connect({
        host: "127.0.0.1",
        port: server.port,
        ca,
        maxVersion,
        session: session ?? (undefined as never),
      });
      let kept: Buffer | undefined;
      let isReused = false;
      socket.on("secureConnect", () => {
        isReused = socket.isSessionReused();
        kept = socket.getSession();
      });
      socket.on("session", (s: Buffer) => {
        kept = s;
      });
      socket.write(
        `POST /validate HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      const text = await new Promise<string>((resolve, reject) => {
        let read = "";
        socket.on("data", (part: Buffer) => {
          read += part.toString();
        });
        socket.on("close", () => resolve(read)).on("error", reject);
      });
      return { status: text.slice(9, 12), isReused, session: kept };
    };
    const first = await call();
    expect(first).toMatchObject({ status: "401", isReused: false });
    expect(await call(first.session)).toMatchObject({ status: "401", isReused: false });
  },
);

test("authorities that change count for the next connection, and a new certificate of ours forgets none", async () => {
  const bench = await asking();
  const [of, ofOther] = [await issueClient(trusted, "CN=a"), await issueClient(other, "CN=a")];
  const statusOf = async (client: KeyPair) => (await bench.send("/validate", body, { client })).status;
  bench.server.trustClients(trusted.cert + other.cert);
  expect([await statusOf(of), await statusOf(ofOther)]).toEqual([200, 200]);
  bench.server.use(await issueLeaf(bench.authority, ["127.0.0.1"], Date.now(), HOUR_MS));
  bench.server.trustClients(other.cert);
  expect([await statusOf(of), await statusOf(ofOther)]).toEqual([401, 200]);
});

test("the file of authorities is looked at again; what is gone or holds none changes nothing", async () => {
  const clock = fakeClock();
  const log = memoryLog();
  let text: string | undefined = trusted.cert;
  const seen: string[] = [];
  const files = new ClientAuthorities({
    file: "ca.crt",
    read: async () => text ?? Promise.reject(new Error("no such file")),
    clock,
    log,
    onChange: (authorities) => void seen.push(authorities),
  });
  onTestFinished(() => files.stop());
  void files.run();
  for (const next of [trusted.cert, "", undefined, trusted.cert + other.cert]) {
    text = next;
    await clock.advance(10_000);
  }
  expect(seen).toEqual([trusted.cert, trusted.cert + other.cert]);
  expect(log.lines.map((l) => l.level)).toEqual(["warn", "warn"]);
});
