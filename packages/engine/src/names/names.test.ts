import { expect, test } from "vitest";
import { childName, isReleaseName, kebabCase, shorten } from "./names.ts";

test.each([
  ["exampleService", "example-service"],
  ["APIServer", "api-server"],
  ["s3Bucket", "s3-bucket"],
  ["redis", "redis"],
  ["my-redis", "my-redis"],
  ["HTTP", "http"],
  ["parseHTMLFast", "parse-html-fast"],
  ["a_b", "a_b"],
])("%s becomes %s", (key, want) => expect(kebabCase(key)).toBe(want));

test("a name within the limit stays, a longer one is cut and told apart by a hash of all of it", () => {
  const long = "a".repeat(60);
  expect(childName("shop", "exampleService")).toBe("shop-example-service");
  expect(childName(long, "one")).toHaveLength(63);
  expect(childName(long, "one")).not.toBe(childName(long, "two"));
  expect(shorten("abc-".repeat(20), 63)).not.toMatch(/--/);
});

test.each([
  ["postgres", true],
  ["a.b-c", true],
  ["a".repeat(53), true],
  ["a".repeat(54), false],
  ["-a", false],
  ["a_b", false],
  ["A", false],
  ["", false],
])("%j is a release name: %s", (name, want) => expect(isReleaseName(name)).toBe(want));
