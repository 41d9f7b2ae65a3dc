import { once } from "node:events";
import { connect, type TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { release, requestFor, reviewBody, service } from "../testing/objects.ts";
import { type Bench, tlsBench } from "../testing/tls-bench.ts";
import { verifyResponse } from "../testing/verify-response.ts";

const reviewOf = (uid: string, object: ReturnType<typeof service> = service("shop", { api: release() })) =>
  JSON.stringify(reviewBody({ ...requestFor("CREATE", { object }), uid }));
const call = (body: string, length: number | string = Buffer.byteLength(body), more = "") =>
  `POST /validate?timeout=20s HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n${body}`;

async function open({ server, ca }: Bench): Promise<TLSSocket> {
  const socket = connect({ host: "127.0.0.1", port: server.port, ca });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  return socket;
}

/** All that comes until the server closes the connection. */
async function answers(bench: Bench, bytes: string): Promise<string> {
  const socket = await open(bench);
  let text = "";
  socket.on("data", (part: Buffer) => {
    text += part.toString();
  });
  socket.on("error", () => undefined).write(bytes);
  await once(socket, "close");
  return text;
}

test("calls that are sent before the answers to others are answered in their order, whatever their sizes", async () => {
  const bench = await tlsBench();
  const values = { text: "x".repeat(200_000) };
  const large = service("large", { a: release({ values }), b: release({ values }) });
  const uids = Array.from({ length: 24 }, (_, i) => `uid-${i}`);
  const bytes = uids.map((uid, i) =>
    call(i % 6 === 0 ? reviewOf(uid, large) : reviewOf(uid), undefined, i === 23 ? "connection: close\r\n" : ""),
  );
  const text = await answers(bench, bytes.join(""));
  expect([...text.matchAll(/"uid":"(uid-\d+)","allowed":true/g)].map(([, uid]) => uid)).toEqual(uids);
});

test.each<[string, string]>([
  ["a length that is none", call(reviewOf("a"), "many")],
  ["a length below zero", call(reviewOf("a"), -1)],
  ["a length beyond numbers", call(reviewOf("a"), "9".repeat(30))],
  ["two lengths", call(reviewOf("a"), 5, "content-length: 6\r\n")],
  ["a length and pieces", call("0\r\n\r\n", 5, "transfer-encoding: chunked\r\n")],
  ["a length that is too short, so that the rest is a call of its own", call(reviewOf("a"), 10)],
  ["more headers than there is room for", `GET /livez HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`],
  ["no HTTP", `${"\0".repeat(100)}\r\n\r\n`],
])("%s is no review, and decides nothing", async (_, bytes) => {
  const bench = await tlsBench();
  const text = await answers(bench, bytes);
  expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(text).not.toContain("allowed");
  expect((await bench.send("/validate", reviewOf("next"))).status).toBe(200);
});

test("names that mean something to the language are names, and change nothing of it", async () => {
  const { send } = await tlsBench();
  const spec = `{"helmReleases":{"__proto__":{"chart":"a/b","dependencies":[{"name":"constructor"},{"name":"toString"}],
    "values":{"__proto__":{"polluted":"<< __proto__.outputs.__proto__ >>"},"constructor":{"prototype":{"polluted":1}}}},
    "constructor":{"chart":"a/b","dependencies":[{"name":"__proto__"}]}}}`;
  const object = { ...service("constructor", {}, { namespace: "__proto__" }), spec: JSON.parse(spec) as unknown };
  const sent = await send("/validate", reviewOf("uid", object));
  expect(verifyResponse(JSON.parse(sent.text), "uid", false).status?.details.causes[0]).toMatchObject({
    reason: "InvalidReleaseName",
  });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("callers that send little, and never the rest, keep nobody else waiting", async () => {
  const bench = await tlsBench();
  const slow = await Promise.all(Array.from({ length: 50 }, () => open(bench)));
  for (const [i, socket] of slow.entries()) socket.write(i % 2 === 0 ? "POST /valid" : call("{", 1_000_000));
  for (let i = 0; i < 5; i++) expect((await bench.send("/validate", reviewOf(`${i}`))).text).toContain(`"uid":"${i}"`);
});

test("a caller that goes away while it is judged costs nobody anything", async () => {
  const bench = await tlsBench();
  for (let i = 0; i < 20; i++) {
    const socket = await open(bench);
    socket.write(call(reviewOf("gone")));
    socket.destroy();
  }
  expect((await bench.send("/validate", reviewOf("next"))).status).toBe(200);
  expect(bench.log.lines.filter((l) => l.level === "error")).toEqual([]);
});
