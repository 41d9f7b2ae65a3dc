import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatReference, parseTemplate } from "./parse.ts";

/** The template in a line: text as it is, references in braces, `!` before what is malformed. */
function sketch(text: string): string {
  const template = parseTemplate(text);
  if (template === undefined) return `plain ${text}`;
  const parts = template.segments.map((s) => (typeof s === "string" ? s : `{${describeReference(s)}}`));
  return [parts.join(""), ...template.malformed.map((m) => `! ${m.mark.text}`)].join(" ");
}

function describeReference(r: { target: object; default?: string; cast?: string }): string {
  const target = Object.values(r.target).slice(1).join(":") || (r.target as { kind: string }).kind;
  return [target, r.default === undefined ? "" : `?${r.default}`, r.cast ?? ""].filter(Boolean).join(" ");
}

describe("references are found", () => {
  test.each([
    ["<< db.outputs.HOST >>", "{db:HOST}"],
    ["<<db.outputs.HOST>>", "{db:HOST}"],
    ["<<db.outputs.HOST >>", "{db:HOST}"],
    ["a<< db.outputs.HOST >>b<< db.outputs.PORT >>c", "a{db:HOST}b{db:PORT}c"],
    ["<< db.outputs.tls.crt >>", "{db:tls.crt}"],
    ["<< db.outputs.outputs.x >>", "{db:outputs.x}"],
    ["<< my-env-launch-darkly.outputs.LD_KEY >>", "{my-env-launch-darkly:LD_KEY}"],
    ["<< environment.name >>/<< environment.params.sha >>", "{environmentName}/{sha}"],
    ["<< service.name >> << release.name >> << release.namespace >>", "{serviceName} {releaseName} {releaseNamespace}"],
    ["<< a.outputs.X | int >>", "{a:X int}"],
    ['<< a.outputs.X | default "5432" >>', "{a:X ?5432}"],
    ["<< a.outputs.X | default `a|b>>\\` >>", "{a:X ?a|b>>\\}"],
    ['<< a.outputs.X | default "a >> \\"b\\" << | c" >>', '{a:X ?a >> "b" << | c}'],
    ["<< a.outputs.X | default 5432 | int >>", "{a:X ?5432 int}"],
    ["<< a.outputs.X | default true | bool >>", "{a:X ?true bool}"],
    ["x << a.outputs.X >>\ny << b.outputs.Y >>\r\nz", "x {a:X}\ny {b:Y}\r\nz"],
    ["1 << 2 << a.outputs.X >>", "1 << 2 {a:X}"],
    ["<<<< a.outputs.X >>>>", "<<{a:X}>>"],
  ])("%j", (text, want) => expect(sketch(text)).toBe(want));
});

describe("what is not a reference stays as it is", () => {
  test.each([
    ["plain", "plain plain"],
    ["a << b", "a << b"],
    ["cat <<EOF\nhello\nEOF", "cat <<EOF\nhello\nEOF"],
    ["cat <<-EOF > file", "cat <<-EOF > file"],
    ["cat <<EOF >> file", "cat <<EOF >> file"],
    ["cat <<'EOF' >> file", "cat <<'EOF' >> file"],
    ['cat <<-"END_1" | tee x >> file', 'cat <<-"END_1" | tee x >> file'],
    ["<<\n>>", "<<\n>>"],
    ["x >> y", "plain x >> y"],
    ["\\<< db.outputs.HOST >>", "<< db.outputs.HOST >>"],
    ["\\\\<< db.outputs.HOST >>", "\\<< db.outputs.HOST >>"],
    ["a \\<< b << c.outputs.D >>", "a << b {c:D}"],
  ])("%j", (text, want) => expect(sketch(text)).toBe(want));
});

describe("what was meant as a reference and is none is reported", () => {
  test.each([
    ["<< >>", "<< >>"],
    ["<<>>", "<<>>"],
    ["<< db >>", "<< db >>"],
    ["<< db.outputs >>", "<< db.outputs >>"],
    ["<< db.outputs. >>", "<< db.outputs. >>"],
    ["<< .outputs.X >>", "<< .outputs.X >>"],
    ["<< db.outputs.A B >>", "<< db.outputs.A B >>"],
    ["<< environment.params. >>", "<< environment.params. >>"],
    ["<< environment.outputs.X >>", "<< environment.outputs.X >>"],
    ["<< release.version >>", "<< release.version >>"],
    ["<< a.outputs.X | upper >>", "<< a.outputs.X | upper >>"],
    ["<< a.outputs.X | >>", "<< a.outputs.X | >>"],
    ["<< a.outputs.X | default >>", "<< a.outputs.X | default >>"],
    ["<< a.outputs.X | default x >>", "<< a.outputs.X | default x >>"],
    ["<< a.outputs.X | default '5' >>", "<< a.outputs.X | default '5' >>"],
    ['<< a.outputs.X | default "\\q" >>', '<< a.outputs.X | default "\\q" >>'],
    ["<< a.outputs.X | int 5 >>", "<< a.outputs.X | int 5 >>"],
    ["<< a.outputs.X | int | default 5 >>", "<< a.outputs.X | int | default 5 >>"],
    ["<< a.outputs.X | int | bool >>", "<< a.outputs.X | int | bool >>"],
    ["port << a.outputs.X | int >>", "<< a.outputs.X | int >>"],
    ["<< a.outputs.X | int >>\n", "<< a.outputs.X | int >>"],
    ["<< a.outputs.X and more", "<< a.outputs.X"],
  ])("%j", (text, want) => expect(parseTemplate(text)?.malformed.map((m) => m.mark.text)).toEqual([want]));

  test("both halves of a doubled opening are told apart", () => {
    expect(sketch("<< a.outputs.X << b.outputs.Y >>")).toBe("<< a.outputs.X {b:Y} ! << a.outputs.X");
  });

  test("the same text twice is told apart by its number", () => {
    expect(parseTemplate("<< x >> << x >>")?.malformed.map((m) => m.mark)).toEqual([
      { text: "<< x >>", nth: 0 },
      { text: "<< x >>", nth: 1 },
    ]);
  });
});

test("a reference prints in one normal form", () => {
  const [reference] = parseTemplate('<<a.outputs.X|default "y">>')!.segments;
  expect(formatReference(reference as never)).toBe('<< a.outputs.X|default "y" >>');
});

test("literal text comes back unchanged, whatever it is, when nothing in it is escaped or closed", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", "a", ".", " ", "\n", '"', "`", "|", ">") }), (text) => {
      const template = parseTemplate(text);
      const back =
        template === undefined
          ? text
          : template.segments.map((s) => (typeof s === "string" ? s : s.mark.text)).join("");
      expect(back).toBe(text);
    }),
  );
});

describe("time grows linearly with the text", () => {
  // Steps are what is counted, by the length of what a doubled input yields: a quadratic scan would not end in time.
  test.each(["<<", '<<|\\"', '<<|"', "<<|`", ">>", "<< a.outputs.", "\\<<", "<<a >>", '"\\'])(
    "%j repeated 200,000 times",
    (unit) => {
      const template = parseTemplate(unit.repeat(200_000));
      expect(template === undefined || template.segments.length + template.malformed.length > 0).toBe(true);
    },
  );
});
