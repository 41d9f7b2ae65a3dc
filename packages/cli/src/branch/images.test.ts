import type { ImageAnswer } from "@upstart/clients/registry";
import { beforeAll, describe, expect, test } from "vitest";
import { imageNamed, imageParams } from "./image-names.ts";
import { type AskRegistry, waitForImages } from "./image-wait.ts";
import { openScene } from "./testing/scene.ts";

const source = { repository: "acme/shop", ref: "refs/heads/Feat/cart", sha: `9f3c2d1${"a".repeat(33)}` };
const found: ImageAnswer = { is: "found" };
const missing: ImageAnswer = { is: "missing" };

describe("the name of an image", () => {
  test.each([
    ["ghcr.io/acme/shop:{sha}", `ghcr.io/acme/shop:${source.sha}`],
    ["ghcr.io/{repository}:{branch}-{shortSha}", "ghcr.io/acme/shop:feat-cart-9f3c2d1"],
    ["redis:7", "redis:7"],
  ])("%s", (text, name) => expect(imageNamed(text, source)).toBe(name));

  test("with a placeholder that is unknown is a slip of usage", () => {
    expect(() => imageNamed("shop:{tag}", source)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe("the params that an image is set by", () => {
  const DIGEST = `sha256:${"a".repeat(64)}`;
  const template = (...params: string[]) => ({
    services: { shop: {}, mail: {} },
    params: Object.fromEntries(params.map((p) => [p, "default"])),
  });
  test.each<[string, string[], Record<string, string>]>([
    ["shop=ghcr.io/acme/shop:{shortSha}", ["image.shop"], { "image.shop": "ghcr.io/acme/shop:9f3c2d1" }],
    [
      "shop=localhost:5000/shop:1",
      ["image.shop.repository", "image.shop.tag"],
      { "image.shop.repository": "localhost:5000/shop", "image.shop.tag": "1" },
    ],
    [
      `shop=shop@${DIGEST}`,
      ["image.shop.repository", "image.shop.tag", "image.shop.digest"],
      { "image.shop.repository": "shop", "image.shop.tag": "", "image.shop.digest": DIGEST },
    ],
  ])("%s, in a template with %j", (text, params, wanted) => {
    expect(imageParams([text], source, template(...params))).toEqual(wanted);
  });

  test.each<[string, string, string[]]>([
    ["a template that takes none", "shop=shop:1", []],
    ["one that takes a tag only, and another image may be meant", "shop=shop:1", ["image.shop.tag"]],
    ["one that takes no digest", `shop=shop:1@${DIGEST}`, ["image.shop.repository", "image.shop.tag"]],
    ["a service that it has not", "nope=shop:1", ["image.nope"]],
    ["no image", "shop=", ["image.shop"]],
    ["no service", "shop", ["image.shop"]],
  ])("%s is refused", (_, text, params) => {
    expect(() => imageParams([text], source, template(...params))).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(/./) }),
    );
  });
});

describe("waiting for images", () => {
  // Loaded when it is needed, which takes no time of the clock's.
  beforeAll(() => import("@upstart/clients/registry"));
  const begin = (answers: readonly ImageAnswer[], images = ["shop:1"]) => {
    const scene = openScene();
    const asked: { name: string; at: number }[] = [];
    const begun = scene.at.clock.now();
    const ask: AskRegistry = async ({ repository }) => {
      asked.push({ name: repository, at: scene.at.clock.now() - begun });
      return answers[Math.min(asked.length, answers.length) - 1]!;
    };
    return { ...scene, asked, waited: waitForImages(scene.host, scene.at, images, { timeoutMs: 600_000, ask }) };
  };

  test("ends when all are there, asks more seldom the longer it takes, and tells each news once", async () => {
    const { at, waited, asked, err } = begin([missing, missing, missing, found], ["shop:1", "redis:7"]);
    await at.clock.advance(60_000);
    expect(await waited).toBe("found");
    expect(asked).toEqual([
      ...[0, 2000, 5000, 9500].map((time) => ({ name: "library/shop", at: time })),
      { name: "library/redis", at: 9500 },
    ]);
    expect(err().match(/Image .*/g)).toEqual([
      "Image        shop:1 is not there yet",
      "Image        shop:1 is there",
      "Image        redis:7 is there",
    ]);
  });

  test("leaves a registry in trouble alone for as long as it asks, and a minute at most", async () => {
    const busy = (retryAfterMs: number) => ({ is: "unavailable", message: "answers 429", retryAfterMs }) as const;
    const { at, waited, asked } = begin([busy(30_000), busy(9_999_000), found]);
    await at.clock.advance(120_000);
    expect(await waited).toBe("found");
    expect(asked.map((a) => a.at)).toEqual([0, 30_000, 90_000]);
  });

  test("ends at once where a registry will not say", async () => {
    const { waited } = begin([{ is: "refused", message: "the login may not see shop" }]);
    await expect(waited).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("may not see") });
  });

  test("ends when the time is over, and at ^C", async () => {
    const late = begin([missing]);
    await late.at.clock.advance(600_001);
    expect(await late.waited).toBe("timedOut");
    const left = begin([missing]);
    left.interrupt();
    expect(await left.waited).toBe("interrupted");
  });

  test("a name that is none is a slip of usage", async () => {
    const { waited, asked } = begin([found], ["shop:1", "Shop"]);
    await expect(waited).rejects.toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([]);
  });
});
