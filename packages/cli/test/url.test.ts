import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { fetchText } from "../src/input/url.ts";
import { run } from "./testing/run.ts";

const SERVICE =
  '{"apiVersion":"upstartoperators.upstart.com/v1alpha1","kind":"UpstartService","spec":{"helmReleases":{"api":{"chart":"a/b"}}}}';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server that answers as it is told; the address of a file on it. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop.json`;
}

const lint = async (url: string) => {
  const { stdout, stderr, exitCode } = await run(["lint", "-f", url, "-o", "json"]);
  return { stdout, stderr: stderr.replaceAll(/:\d{4,5}/g, ":PORT"), exitCode };
};

test("a URL is read as a file is, and the object is named after it", async () => {
  const url = await serve((_, response) => response.end(SERVICE));
  const { stdout, exitCode } = await run(["render", "-f", `${url}?v=1`, "-o", "json"]);
  expect({ exitCode, releases: (JSON.parse(stdout) as { releases: unknown[] }).releases.length }).toEqual({
    exitCode: 0,
    releases: 1,
  });
});

test("a redirection is followed", async () => {
  const url = await serve((request, response) =>
    request.url === "/shop.json" ? response.writeHead(302, { location: "/there" }).end() : response.end(SERVICE),
  );
  expect((await lint(url)).exitCode).toBe(0);
});

describe("a URL that gives no file: exit 2, nothing on stdout, why and what to do", () => {
  test.each([
    [404, "the server answers 404 Not Found", "check the URL after -f"],
    [401, "the server answers 401 Unauthorized", "it wants credentials: fetch it yourself and give it with -f -"],
    [503, "the server answers 503 Service Unavailable", "the trouble is at the server: try again later"],
  ])("%i", async (status, reason, help) => {
    const url = await serve((_, response) => response.writeHead(status).end("<html>"));
    expect(await lint(url)).toEqual({
      stdout: "",
      stderr: `error: cannot read http://127.0.0.1:PORT/shop.json: ${reason}\n  ${help}\n`,
      exitCode: 2,
    });
  });

  test("a page for people, by its type or by how it begins", async () => {
    const byType = await serve((_, r) => r.setHeader("content-type", "text/html; charset=utf-8").end("a: b"));
    expect((await lint(byType)).stderr).toContain("it is a web page, not YAML or JSON\n  give the address of the file");
    server!.close();
    const byText = await serve((_, r) => r.end("\n<!DOCTYPE html><html></html>"));
    expect(await lint(byText)).toMatchObject({ stdout: "", exitCode: 2 });
  });

  test("down", async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    expect(await lint(url)).toEqual({
      stdout: "",
      stderr:
        "error: cannot read http://127.0.0.1:PORT/shop.json: nothing listens there (connection refused)\n  is the address right, and can this machine reach it?\n",
      exitCode: 2,
    });
  });

  test("slow: no answer, or one that never ends", async () => {
    const silent = await serve(() => undefined);
    await expect(fetchText(silent, {}, 50)).rejects.toThrow("no whole answer within 0.05s");
    server!.closeAllConnections();
    server!.close();
    const endless = await serve((_, response) => void response.write("a: b\n"));
    await expect(fetchText(endless, {}, 50)).rejects.toThrow("no whole answer within 0.05s");
  });

  test("an answer without bounds is cut off", async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (response.write("x".repeat(1 << 20)));
      };
      response.on("drain", more);
      more();
    });
    expect((await lint(url)).stderr).toContain("is too large to be read");
  });
});

test("a password in the address is sent as a header and shown nowhere", async () => {
  let sent: string | undefined;
  const url = await serve((request, response) => {
    sent = request.headers.authorization;
    response.end("a: [");
  });
  const { stdout, stderr } = await lint(url.replace("//", "//me:s3cret@"));
  expect(sent).toBe(`Basic ${Buffer.from("me:s3cret").toString("base64")}`);
  expect(stdout + stderr).not.toContain("s3cret");
});

describe("the environment's proxies are used as kubectl uses them", () => {
  const through = async (url: string, env: Record<string, string>) => {
    const asked: string[] = [];
    const proxy = (
      await serve((request, response) => {
        asked.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
        if (request.url?.includes("old") === true)
          response.writeHead(302, { location: "http://files.example/new.json" }).end();
        else response.end(SERVICE);
      })
    )
      .replace("/shop.json", "")
      .replace("//", "//me:s3cret@");
    server!.on("connect", ({ url: target }, socket) => {
      asked.push(`CONNECT ${target}`);
      socket.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    });
    const named = Object.fromEntries(Object.entries(env).map(([k, v]) => [k, v.replace("PROXY", proxy)]));
    return { ...(await run(["lint", "-f", url], { env: named })), asked };
  };
  const credentials = `Basic ${Buffer.from("me:s3cret").toString("base64")}`;

  test("HTTP_PROXY for http, also where a redirection leads", async () => {
    const { exitCode, asked } = await through("http://files.example/old.json", { HTTP_PROXY: "PROXY" });
    expect({ exitCode, asked }).toEqual({
      exitCode: 0,
      asked: ["GET http://files.example/old.json", "GET http://files.example/new.json"].map(
        (l) => `${l} ${credentials}`,
      ),
    });
  });

  test("HTTPS_PROXY for https, by a tunnel; its password is shown nowhere", async () => {
    const { exitCode, asked, stderr } = await through("https://files.example/shop.json", { https_proxy: "PROXY" });
    expect({ exitCode, asked }).toEqual({ exitCode: 2, asked: ["CONNECT files.example:443"] });
    expect(stderr).not.toContain("s3cret");
    expect(stderr).toContain("503");
    expect(stderr).toContain("through the proxy http://127.0.0.1");
  });

  test("not for this machine, and not where NO_PROXY leaves a server out", async () => {
    const url = "http://127.0.0.1:1/shop.json";
    expect((await through(url, { HTTP_PROXY: "PROXY" })).asked).toEqual([]);
    server!.close();
    const out = await through("http://none.invalid/shop.json", { HTTP_PROXY: "PROXY", NO_PROXY: ".invalid" });
    expect({ asked: out.asked, exitCode: out.exitCode }).toEqual({ asked: [], exitCode: 2 });
  });
});
