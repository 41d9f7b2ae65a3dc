import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { githubCommands } from "../src/diagnostics/github.ts";
import type { LocatedDiagnostic } from "../src/diagnostics/located.ts";
import { sarif } from "../src/diagnostics/sarif.ts";

const finding = (more: Partial<LocatedDiagnostic> = {}): LocatedDiagnostic => ({
  code: "DependencyCycle",
  severity: "error",
  message: "a -> b -> a",
  file: "service.yaml",
  line: 3,
  column: 5,
  ...more,
});

interface Log {
  version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string; shortDescription: { text: string } }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations?: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[];
      relatedLocations?: { message: { text: string } }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}
const logOf = (...findings: LocatedDiagnostic[]) => JSON.parse(JSON.stringify(sarif(findings))) as Log;

describe("SARIF 2.1.0", () => {
  test("has what the format requires, also when nothing was found", () => {
    expect(logOf()).toMatchObject({
      $schema: expect.stringContaining("sarif-2.1.0") as string,
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "upstart", rules: [] } }, results: [] }],
    });
  });

  test("each result points at its rule, and each rule is there once", () => {
    const { runs } = logOf(finding(), finding({ code: "UnknownOutput" }), finding({ line: 9 }));
    const { rules } = runs[0]!.tool.driver;
    expect(rules.map((r) => r.id)).toEqual(["DependencyCycle", "UnknownOutput"]);
    for (const result of runs[0]!.results) {
      expect(rules[result.ruleIndex]!.id).toBe(result.ruleId);
      expect(result.message.text).not.toBe("");
    }
  });

  test.each([
    ["error", "error"],
    ["warning", "warning"],
    ["info", "note"],
  ] as const)("%s is level %s", (severity, level) => {
    expect(logOf(finding({ severity })).runs[0]!.results[0]!.level).toBe(level);
  });

  test.each([
    ["a b/ü#1.yaml", "a%20b/%C3%BC%231.yaml"],
    ["a\\b.yaml", "a/b.yaml"],
    ["/abs/x.yaml", "file:///abs/x.yaml"],
    ["https://example.com/x.yaml", "https://example.com/x.yaml"],
  ])("the file %s is the address %s", (file, uri) => {
    const [place] = logOf(finding({ file })).runs[0]!.results[0]!.locations!;
    expect(place!.physicalLocation.artifactLocation.uri).toBe(uri);
    expect(place!.physicalLocation.region).toMatchObject({ startLine: 3, startColumn: 5 });
  });

  test("what has no file has no location", () => {
    const { file, line, column, ...placeless } = finding();
    expect([file, line, column]).toBeDefined();
    expect(logOf(placeless).runs[0]!.results[0]).not.toHaveProperty("locations");
  });

  test("a fingerprint stays when lines are added above, and differs for another finding", () => {
    const [a, b, c] = logOf(finding(), finding({ line: 99 }), finding({ message: "b -> c -> b" })).runs[0]!.results.map(
      (r) => r.partialFingerprints["upstart/v1"],
    );
    expect(b).toBe(a);
    expect(c).not.toBe(a);
  });
});

describe("GitHub's workflow commands", () => {
  test("worst first, each at its line", () => {
    expect(
      githubCommands([finding({ severity: "info" }), finding({ severity: "warning", help: "mend it" }), finding()]),
    ).toBe(
      [
        "::error file=service.yaml,line=3,col=5,title=DependencyCycle::a -> b -> a",
        "::warning file=service.yaml,line=3,col=5,title=DependencyCycle::a -> b -> a%0Amend it",
        "::notice file=service.yaml,line=3,col=5,title=DependencyCycle::a -> b -> a",
        "",
      ].join("\n"),
    );
  });

  test("nothing that an author writes ends a command or begins another", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (file, message) => {
        const text = githubCommands([finding({ file: `x${file}`, message })]);
        expect(text.split(/[\r\n]/)).toHaveLength(2);
        const [, properties, data] = /^::error ([^:]*)::(.*)\n$/s.exec(text)!;
        const escapes: Record<string, string> = { "%25": "%", "%0D": "\r", "%0A": "\n" };
        expect(data!.replace(/%(?:25|0D|0A)/g, (written) => escapes[written]!)).toBe(message);
        expect(properties!.split(",").map((p) => p.split("=")[0])).toEqual(["file", "line", "col", "title"]);
      }),
    );
  });
});
