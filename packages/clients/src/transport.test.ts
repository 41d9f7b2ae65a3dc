import { once } from "node:events";
import { createServer } from "node:http";
import { connect as openSocket } from "node:net";
import { gzipSync } from "node:zlib";
import { ClusterError } from "@upstart/engine";
import { expect, onTestFinished, test } from "vitest";
import { connect, type KubeFlags } from "./kubeconfig.ts";
import {
  type Answer,
  cut,
  json,
  listen,
  page,
  type Received,
  silence,
  startServer,
  status,
} from "./testing/api-server.ts";
import { createAuthority } from "./testing/certificates.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { temporaryFolder, writeFiles } from "./testing/temporary.ts";
import { type ApiRequest, createTransport } from "./transport.ts";

const GET: ApiRequest = { method: "GET", path: "/api/v1/pods", doing: "list pods" };
const POST: ApiRequest = { ...GET, method: "POST", body: { kind: "Pod" }, doing: "create a pod" };
const SSA: ApiRequest = { ...GET, method: "PATCH", body: { kind: "Pod" }, doing: "apply a pod" };

/** A transport to a server, on a clock that a test moves; it is closed with the test. */
function open(server: string, flags: KubeFlags = {}, env: Record<string, string> = {}) {
  const clock = fakeClock();
  const transport = createTransport(connect({ server, ...flags }, { HOME: "/nowhere", ...env }), clock);
  onTestFinished(() => transport.close());
  return { clock, transport };
}

/** What a call that must fail fails with. */
async function failureOf(call: Promise<unknown>): Promise<ClusterError> {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(ClusterError);
  return error as ClusterError;
}

/** Lets the time pass that somebody waits for, as soon as somebody does. */
async function passWhenWaiting(clock: ReturnType<typeof fakeClock>, atMost: number): Promise<number> {
  await expect.poll(() => clock.waiting()[0] ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(atMost);
  const wait = clock.waiting()[0]!;
  clock.pass(wait);
  return wait;
}

test("an answer comes back as JSON, asked for with what the request says", async () => {
  const server = await startServer();
  server.answer(json({ items: [] }));
  const { transport } = open(server.url, { token: "t0k3n" });
  expect(await transport.json({ ...GET, query: { limit: "5", continue: undefined } })).toEqual({ items: [] });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: "GET", path: "/api/v1/pods" });
  expect([...request!.query]).toEqual([["limit", "5"]]);
  expect(request!.headers).toMatchObject({ authorization: "Bearer t0k3n", accept: "application/json" });
});

test("a server below a path is asked below that path", async () => {
  const server = await startServer();
  const { transport } = open(`${server.url}/k8s/clusters/c-1/`);
  await transport.json(GET);
  expect(server.requests[0]!.path).toBe("/k8s/clusters/c-1/api/v1/pods");
});

test("a body is sent as its type, with its length", async () => {
  const server = await startServer();
  const { transport } = open(server.url);
  await transport.json({ ...SSA, contentType: "application/apply-patch+yaml", body: { name: "Zürich" } });
  expect(server.requests[0]).toMatchObject({
    body: '{"name":"Zürich"}',
    headers: { "content-type": "application/apply-patch+yaml", "content-length": "18" },
  });
});

test.each<{ name: string; answer: Answer; want: object; words?: RegExp }>([
  { name: "400", answer: status(400), want: { code: "Invalid", status: 400 } },
  { name: "403", answer: status(403, { message: "no" }), want: { code: "Forbidden", status: 403 } },
  { name: "404", answer: status(404, { reason: "NotFound" }), want: { code: "NotFound", status: 404 } },
  {
    name: "404 in plain text, as for an unknown group",
    answer: json("404 page not found", 404),
    want: { code: "NotFound" },
  },
  { name: "409", answer: status(409, { reason: "Conflict" }), want: { code: "Conflict", retryable: true } },
  { name: "409 of a create", answer: status(409, { reason: "AlreadyExists" }), want: { code: "AlreadyExists" } },
  { name: "410", answer: status(410, { reason: "Expired" }), want: { code: "Gone" } },
  { name: "413", answer: status(413), want: { code: "Invalid" } },
  { name: "422", answer: status(422, { message: "spec.x: Required" }), want: { code: "Invalid" }, words: /Required/ },
  { name: "500", answer: status(500), want: { code: "ServerError", retryable: true } },
  { name: "503 in HTML", answer: page(503), want: { code: "ServerError", status: 503 }, words: /answers 503/ },
  { name: "a page instead of JSON", answer: page(200), want: { code: "ServerError" }, words: /Kubernetes API/ },
  { name: "a page that is not found", answer: page(404), want: { code: "ServerError" }, words: /Kubernetes API/ },
  { name: "a way to a login page", answer: page(302, { location: "/login" }), want: { code: "ServerError" } },
  { name: "half a document", answer: json('{"items": ['), want: { code: "ServerError" } },
  { name: "nothing at all", answer: json(""), want: { code: "ServerError" } },
])("$name is a ClusterError", async ({ answer, want, words }) => {
  const server = await startServer();
  server.answer(answer);
  const error = await failureOf(open(server.url).transport.json(GET));
  expect(error).toMatchObject(want);
  expect(error.message).toMatch(/^cannot list pods: /);
  if (words !== undefined) expect(error.message).toMatch(words);
  expect(server.requests).toHaveLength(1);
});

test("what the server says of a Secret is not repeated, only where it is wrong", async () => {
  const server = await startServer();
  const causes = [{ field: "data[PASSWORD]", reason: "FieldValueInvalid", message: 'Invalid value: "hunter2"' }];
  server.answer(status(422, { message: 'Secret "x" is invalid: data[PASSWORD]: "hunter2"', details: { causes } }));
  const { transport } = open(server.url);
  const error = await failureOf(transport.json({ ...SSA, body: { kind: "Secret", data: {} } }));
  expect(error.message).toContain("data[PASSWORD]");
  expect(error.message).not.toContain("hunter2");
});

test.each([
  { method: "GET", request: GET },
  { method: "POST", request: POST },
])("$method that is turned away with 429 is made again when the server says", async ({ request }) => {
  const server = await startServer();
  server.answer(status(429, {}, { "retry-after": "7" }), json({ ok: true }));
  const { clock, transport } = open(server.url);
  const answer = transport.json(request);
  expect(await passWhenWaiting(clock, 7000)).toBe(7000);
  expect(await answer).toEqual({ ok: true });
});

test.each([
  { said: "0", waited: 100 },
  { said: "86400", waited: 30_000 },
  { said: "Wed, 21 Oct 2030 07:28:00 GMT", waited: 1000 },
])("Retry-After: $said is waited for with sense", async ({ said, waited }) => {
  const server = await startServer();
  server.answer(status(429, {}, { "retry-after": said }), json({}));
  const { clock, transport } = open(server.url, { requestTimeout: "0" });
  const answer = transport.json(GET);
  expect(await passWhenWaiting(clock, 30_000)).toBe(waited);
  await answer;
});

test("a server that stays busy is left alone after four times", async () => {
  const server = await startServer();
  server.answer(status(429, {}, { "retry-after": "1" }));
  const { clock, transport } = open(server.url);
  const failure = failureOf(transport.json(GET));
  for (let i = 0; i < 3; i++) await passWhenWaiting(clock, 1000);
  expect(await failure).toMatchObject({ code: "TooManyRequests" });
  expect(server.requests).toHaveLength(4);
});

test("503 with Retry-After is asked again, unless asking twice may do it twice", async () => {
  const server = await startServer();
  const { clock, transport } = open(server.url);
  server.answer(status(503, {}, { "retry-after": "2" }), json({}));
  const answer = transport.json(GET);
  expect(await passWhenWaiting(clock, 2000)).toBe(2000);
  await answer;
  server.answer(status(503, {}, { "retry-after": "2" }));
  expect(await failureOf(transport.json(POST))).toMatchObject({ code: "ServerError" });
  expect(server.requests).toHaveLength(3);
});

const half: Answer = (response) => {
  response.writeHead(200, { "content-length": "100" });
  response.write('{"items"', () => response.socket!.destroy());
};

test.each([
  { name: "before the answer", broken: cut },
  { name: "in the middle of the answer", broken: half },
])("a connection cut $name: what is safe to repeat is repeated", async ({ broken }) => {
  const server = await startServer();
  const { clock, transport } = open(server.url, { requestTimeout: "0" });
  for (const request of [GET, SSA]) {
    server.answer(broken, json({ ok: 1 }));
    const answer = transport.json(request);
    await passWhenWaiting(clock, 500);
    expect(await answer).toEqual({ ok: 1 });
  }
  server.answer(broken, json({ ok: 1 }));
  const error = await failureOf(transport.json(POST));
  expect(error).toMatchObject({ code: "Unreachable", retryable: true });
  expect(error.message).toContain("the connection was cut");
});

test("connections are kept between calls, and one that the server closed is not used again", async () => {
  const server = await startServer();
  const { transport } = open(server.url);
  await transport.json(GET);
  await transport.json(GET);
  expect(server.connections()).toBe(1);
  for (const socket of server.open) socket.end();
  await expect.poll(() => server.open.size).toBe(0);
  await transport.json(POST);
  expect(server.connections()).toBe(2);
});

test("no answer in time is an error that says so", async () => {
  const server = await startServer();
  server.answer(silence);
  const { clock, transport } = open(server.url, { requestTimeout: "5s" });
  const failure = failureOf(transport.json(GET));
  await expect.poll(() => server.requests.length).toBe(1);
  clock.pass(4999);
  expect(clock.waiting()).toEqual([1]);
  clock.pass(1);
  expect(await failure).toMatchObject({ code: "Unreachable", message: expect.stringContaining("no answer within 5s") });
});

test("an answer that begins and does not end is an error that says so", async () => {
  const server = await startServer();
  server.answer((response) => void response.writeHead(200).write("{"));
  const { clock, transport } = open(server.url, { requestTimeout: "5" });
  const failure = failureOf(transport.json(GET));
  await expect.poll(() => server.requests.length).toBe(1);
  // The timer of the headers ends when they come, and that of the body begins.
  const deadline = setInterval(() => clock.pass(1000), 5);
  onTestFinished(() => clearInterval(deadline));
  expect(await failure).toMatchObject({
    code: "Unreachable",
    message: expect.stringContaining("did not end within 5s"),
  });
});

test("without --request-timeout 30 s are given, and with 0 all the time", async () => {
  const server = await startServer();
  server.answer(silence);
  for (const [flags, want] of [
    [{}, [30_000]],
    [{ requestTimeout: "0" }, []],
  ] as const) {
    const end = new AbortController();
    const { clock, transport } = open(server.url, flags);
    const seen = server.requests.length;
    const failure = failureOf(transport.json({ ...GET, signal: end.signal }));
    await expect.poll(() => server.requests.length).toBe(seen + 1);
    expect(clock.waiting()).toEqual(want);
    end.abort();
    await failure;
    expect(clock.waiting()).toEqual([]);
  }
});

test.each([
  { name: "before it is sent", when: "before" },
  { name: "while the server thinks", when: "during" },
  { name: "while the answer comes", when: "body" },
  { name: "while it waits to try again", when: "pause" },
] as const)("a call that is cancelled $name ends at once", async ({ when }) => {
  const server = await startServer();
  const begun: Answer = (response) => void response.writeHead(200).write("{");
  server.answer({ before: json({}), during: silence, body: begun, pause: status(429) }[when]);
  const { clock, transport } = open(server.url);
  const end = new AbortController();
  if (when === "before") end.abort();
  const failure = failureOf(transport.json({ ...GET, signal: end.signal }));
  if (when === "pause") await expect.poll(() => clock.waiting()).toEqual([1000]);
  else if (when !== "before") await expect.poll(() => server.requests.length).toBe(1);
  end.abort();
  expect((await failure).message).toMatch(/^cannot list pods: /);
  expect(clock.waiting()).toEqual([]);
  expect(server.requests.length).toBe(when === "before" ? 0 : 1);
});

test("a packed answer is unpacked, and one of twenty megabytes comes whole", async () => {
  const server = await startServer();
  const large = { data: "äbc".repeat(5_000_000) };
  const packed = gzipSync(JSON.stringify(large), { level: 1 });
  server.answer((response, { headers }) => {
    expect(headers["accept-encoding"]).toBe("gzip");
    response.writeHead(200, { "content-encoding": "gzip" }).end(packed);
  });
  const answer = (await open(server.url, { requestTimeout: "0" }).transport.json(GET)) as typeof large;
  expect(answer.data.length).toBe(large.data.length);
});

test("an answer that says it is packed and is not is an error", async () => {
  const server = await startServer();
  server.answer(json({}, 200, { "content-encoding": "gzip" }));
  expect(await failureOf(open(server.url).transport.json(GET))).toMatchObject({ code: "Unreachable" });
});

test("a stream gives what comes when it comes, is not packed, and ends when told", async () => {
  const server = await startServer();
  let more: ((text: string) => void) | undefined;
  server.answer((response, { headers }) => {
    expect(headers["accept-encoding"]).toBeUndefined();
    response.writeHead(200).flushHeaders();
    more = (text) => void response.write(text);
  });
  const { clock, transport } = open(server.url);
  const stream = await transport.stream({ ...GET, query: { watch: "1" } });
  clock.pass(3_600_000);
  const chunks = stream.body[Symbol.asyncIterator]();
  for (const text of ["one", "two"]) {
    more!(text);
    expect(String((await chunks.next()).value)).toBe(text);
  }
  stream.close();
  await chunks.next().catch(() => undefined); // an end or an error, as long as it is over
  await expect.poll(() => server.open.size).toBe(0);
});

test("a stream that is refused is a ClusterError", async () => {
  const server = await startServer();
  server.answer(status(410, { reason: "Expired", message: "too old resource version" }));
  expect(await failureOf(open(server.url).transport.stream(GET))).toMatchObject({ code: "Gone", status: 410 });
});

test("nobody listens: the message says so", async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  const error = await failureOf(open(`http://127.0.0.1:${port}`).transport.json(GET));
  expect(error).toMatchObject({ code: "Unreachable", message: expect.stringContaining("connection refused") });
});

test("closing ends the connections that are open", async () => {
  const server = await startServer();
  const { transport } = open(server.url);
  await transport.json(GET);
  expect(server.open.size).toBe(1);
  transport.close();
  await expect.poll(() => server.open.size).toBe(0);
});

test("a token that no header can carry is said to be wrong, and not shown", async () => {
  const server = await startServer();
  const error = await failureOf(open(server.url, { token: "top\nsecret" }).transport.json(GET));
  expect(error.code).toBe("BadKubeconfig");
  expect(error.message).not.toContain("secret");
});

test("a certificate of an authority that nobody knows: not trusted, and what to do", async () => {
  const authority = await createAuthority();
  const server = await startServer(await authority.server());
  const error = await failureOf(open(server.url).transport.json(GET));
  expect(error).toMatchObject({ code: "Unreachable" });
  expect(error.message).toMatch(/not trusted.*--certificate-authority/);
  expect(server.requests).toHaveLength(0);
});

test("the authority of the kubeconfig is trusted, and no other", async () => {
  const [ours, theirs] = [await createAuthority(), await createAuthority("another")];
  const server = await startServer(await ours.server());
  const folder = temporaryFolder();
  writeFiles(folder, { "ca.crt": ours.cert, "other.crt": theirs.cert, "bad.crt": "no certificate" });
  const asked = (file: string) => open(server.url, { certificateAuthority: `${folder}/${file}` }).transport.json(GET);
  expect(await asked("ca.crt")).toEqual({});
  expect(await failureOf(asked("other.crt"))).toMatchObject({ code: "Unreachable" });
  expect(await failureOf(asked("bad.crt"))).toMatchObject({ code: "Unreachable" });
  const absent = await failureOf(asked("absent.crt"));
  expect(absent).toMatchObject({ code: "BadKubeconfig", message: expect.stringContaining("absent.crt") });
});

test("--insecure-skip-tls-verify takes any certificate", async () => {
  const authority = await createAuthority();
  const server = await startServer(await authority.server());
  expect(await open(server.url, { insecureSkipTlsVerify: true }).transport.json(GET)).toEqual({});
});

test("a certificate for another name needs --tls-server-name", async () => {
  const authority = await createAuthority();
  const server = await startServer(await authority.server(["api.shop.example"]));
  const folder = temporaryFolder();
  writeFiles(folder, { "ca.crt": authority.cert });
  const flags = { certificateAuthority: `${folder}/ca.crt` };
  const error = await failureOf(open(server.url, flags).transport.json(GET));
  expect(error.message).toMatch(/another name.*--tls-server-name/);
  expect(await open(server.url, { ...flags, tlsServerName: "api.shop.example" }).transport.json(GET)).toEqual({});
});

/** A server that wants client certificates, and the files of a client. */
async function mutualTls() {
  const authority = await createAuthority();
  const server = await startServer({
    ...(await authority.server()),
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: true,
  });
  const folder = temporaryFolder();
  const client = await authority.client("ada");
  writeFiles(folder, { "ca.crt": authority.cert, "ada.crt": client.cert, "ada.key": client.key });
  const flags: KubeFlags = {
    certificateAuthority: `${folder}/ca.crt`,
    clientCertificate: `${folder}/ada.crt`,
    clientKey: `${folder}/ada.key`,
  };
  return { authority, server, folder, flags };
}

test("a client certificate says who we are", async () => {
  const { server, flags } = await mutualTls();
  await open(server.url, flags).transport.json(GET);
  expect(server.requests[0]!.certificateName).toBe("ada");
});

test("a client certificate that is replaced is used for the next connection", async () => {
  const { authority, server, folder, flags } = await mutualTls();
  const clock = fakeClock();
  const transport = createTransport(connect({ server: server.url, ...flags }, { HOME: "/nowhere" }, clock), clock);
  onTestFinished(() => transport.close());
  await transport.json(GET);
  const next = await authority.client("grace");
  writeFiles(folder, { "ada.crt": next.cert, "ada.key": next.key });
  await transport.json(GET);
  clock.pass(60_000);
  await transport.json(GET);
  expect(server.requests.map((r) => r.certificateName)).toEqual(["ada", "ada", "grace"]);
});

/** An HTTP proxy that goes where CONNECT says, or answers with `refuse`. */
async function startProxy(refuse?: string) {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json" }).end('{"through":"proxy"}');
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse}\r\n\r\n`);
      return;
    }
    const [host, port] = request.url!.split(":");
    const upstream = openSocket(Number(port), host);
    upstream.on("connect", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const side of [upstream, socket]) {
      side.on("error", () => undefined); // one side goes, and so does the other
      side.on("close", () => [upstream, socket].map((s) => s.destroy()));
    }
  });
  return { url: `http://127.0.0.1:${await listen(proxy)}`, asked };
}

/** A kubeconfig whose cluster is behind a proxy. */
function behindProxy(server: string, proxyUrl: string, ca: string): KubeFlags & { server: string } {
  const folder = temporaryFolder();
  const cluster = { server, "proxy-url": proxyUrl, "certificate-authority-data": Buffer.from(ca).toString("base64") };
  const config = {
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user: { token: "t0k3n" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  writeFiles(folder, { config: JSON.stringify(config) });
  return { server, kubeconfig: `${folder}/config` };
}

test("a cluster's proxy-url is the way to it, and the server is still checked", async () => {
  const authority = await createAuthority();
  const server = await startServer(await authority.server());
  const proxy = await startProxy();
  const flags = behindProxy(server.url, proxy.url.replace("//", "//me:pw@"), authority.cert);
  const { transport } = open(server.url, flags);
  expect(await transport.json(GET)).toEqual({});
  expect(server.requests[0]!.headers.authorization).toBe("Bearer t0k3n");
  expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${server.port} Basic ${Buffer.from("me:pw").toString("base64")}`]);
  const stranger = await createAuthority("another");
  const untrusted = open(server.url, behindProxy(server.url, proxy.url, stranger.cert)).transport;
  expect((await failureOf(untrusted.json(GET))).message).toContain("not trusted");
});

test("a proxy that says no is named as the reason, without its password", async () => {
  const authority = await createAuthority();
  const server = await startServer(await authority.server());
  const proxy = await startProxy("407 Proxy Authentication Required");
  const flags = behindProxy(server.url, proxy.url.replace("//", "//me:hunter2@"), authority.cert);
  const error = await failureOf(open(server.url, flags).transport.json(GET));
  expect(error).toMatchObject({ code: "Unreachable", message: expect.stringMatching(/proxy/i) });
  expect(error.message).not.toContain("hunter2");
});

test("a proxy that is not there is said to be what cannot be reached", async () => {
  const flags = behindProxy("https://api.shop.example", "http://127.0.0.1:1", "");
  const error = await failureOf(open("https://api.shop.example", flags).transport.json(GET));
  expect(error.message).toContain("through the proxy 127.0.0.1:1: connection refused");
});

test("a plain http server behind a proxy is reached through it too", async () => {
  const server = await startServer();
  const proxy = await startProxy();
  expect(await open(server.url, behindProxy(server.url, proxy.url, "")).transport.json(GET)).toEqual({});
  expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${server.port}`]);
});

/** Headers as they were sent, by lower-case name. */
function headersOf(request: Received, name: string): string[] {
  return request.rawHeaders.filter((_, i) => i % 2 === 1 && request.rawHeaders[i - 1]!.toLowerCase() === name);
}

test("whom to act as goes along in headers", async () => {
  const server = await startServer();
  const { transport } = open(server.url, { as: "ada", asGroup: ["dev", "ops"], asUid: "7" });
  await transport.json(GET);
  const [request] = server.requests;
  expect(headersOf(request!, "impersonate-user")).toEqual(["ada"]);
  expect(headersOf(request!, "impersonate-group")).toEqual(["dev", "ops"]);
  expect(headersOf(request!, "impersonate-uid")).toEqual(["7"]);
});
