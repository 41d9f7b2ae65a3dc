import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { runOperator } from "./operator.ts";

interface Wanted {
  readonly secretName?: string;
  readonly uid?: string;
  readonly delay?: string;
}

const project = ({ secretName = "shop-bugsnag", uid = "u1", delay = "0s" }: Wanted = {}) => ({
  metadata: { name: "shop-project", namespace: "ns", uid, annotations: { "upstart.com/sandbox-delay": delay } },
  data: { secretName },
});

/** An API server as far as the operator sees one: a watch that the test writes to, and Secrets that it gets. */
async function setUp(answer: (attempt: number) => number = () => 201) {
  const watches: ServerResponse[] = [];
  const posted: { path: string; body: { metadata: { name: string }; stringData: Record<string, string> } }[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === "GET") {
      expect(request.url).toMatch(/labelSelector=upstart\.com%2Fsandbox-operator%3Dbugsnag&watch=1$/);
      response.writeHead(200).flushHeaders();
      watches.push(response);
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    posted.push({ path: request.url!, body: JSON.parse(body) });
    response.writeHead(answer(posted.length)).end("{}");
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const end = new AbortController();
  const access = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "t" };
  const operator = runOperator(access, end.signal);
  onTestFinished(async () => {
    end.abort();
    server.closeAllConnections();
    server.close();
    await operator;
  });
  const tell = (type: string, object: object) => watches.at(-1)!.write(`${JSON.stringify({ type, object })}\n`);
  await expect.poll(() => watches.length).toBe(1);
  return { tell, posted, watches };
}

test("a project gets the Secret that it asks for, which belongs to it", async () => {
  const { tell, posted } = await setUp();
  tell("ADDED", project());
  await expect.poll(() => posted.length).toBe(1);
  expect(posted[0]!.path).toBe("/api/v1/namespaces/ns/secrets");
  expect(posted[0]!.body).toMatchObject({
    metadata: { name: "shop-bugsnag", ownerReferences: [{ kind: "ConfigMap", name: "shop-project", uid: "u1" }] },
    stringData: { BUGSNAG_API_KEY: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
});

test("projects have keys of their own", async () => {
  const { tell, posted } = await setUp();
  tell("ADDED", project({ uid: "u1" }));
  tell("ADDED", project({ uid: "u2" }));
  await expect.poll(() => posted.length).toBe(2);
  expect(new Set(posted.map((p) => p.body.stringData.BUGSNAG_API_KEY)).size).toBe(2);
});

test("the Secret comes after the delay that the project asks for", async () => {
  const { tell, posted } = await setUp();
  tell("ADDED", project({ secretName: "late", uid: "u1", delay: "300ms" }));
  tell("ADDED", project({ secretName: "soon", uid: "u2" }));
  await expect.poll(() => posted.map((p) => p.body.metadata.name)).toEqual(["soon", "late"]);
});

test("a project that goes before its time gets none", async () => {
  const { tell, posted } = await setUp();
  tell("ADDED", project({ secretName: "gone", uid: "u1", delay: "200ms" }));
  tell("DELETED", project({ uid: "u1" }));
  tell("ADDED", project({ secretName: "last", uid: "u2", delay: "400ms" }));
  await expect.poll(() => posted.map((p) => p.body.metadata.name)).toEqual(["last"]);
});

test("what fails is tried again", async () => {
  const { tell, posted } = await setUp((attempt) => (attempt === 1 ? 500 : 201));
  tell("ADDED", project());
  await expect.poll(() => posted.length, { timeout: 5000 }).toBe(2);
});

test("a watch that ends is opened again, and what was done is not done twice", async () => {
  const { tell, posted, watches } = await setUp();
  tell("ADDED", project({ uid: "u1" }));
  await expect.poll(() => posted.length).toBe(1);
  watches[0]!.end();
  await expect.poll(() => watches.length, { timeout: 5000 }).toBe(2);
  tell("ADDED", project({ uid: "u1" }));
  tell("ADDED", project({ secretName: "new", uid: "u2" }));
  await expect.poll(() => posted.map((p) => p.body.metadata.name)).toEqual(["shop-bugsnag", "new"]);
});
