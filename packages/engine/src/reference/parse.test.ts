import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatReference, parseTemplate, type Reference } from "./parse.ts";

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
    ["<< a << a.outputs.X >>", "<< a {a:X}"],
    ['1 << 2 | sed "s/<< a.outputs.X >>/x/"', '1 << 2 | sed "s/{a:X}/x/"'],
    ['cat << EOF | tee "<< a.outputs.X >>"', 'cat << EOF | tee "{a:X}"'],
    ["cat <<EOF >> << a.outputs.X >>", "cat <<EOF >> {a:X}"],
    ["cat <<EOF\n<< a.outputs.X >>\nEOF", "cat <<EOF\n{a:X}\nEOF"],
    ['<< a.outputs.X | default "" >>', "{a:X ?}"],
    ["<< a.outputs.X | default `` >>", "{a:X ?}"],
    ['<< a.outputs.X | default "\\u00e9\\n" >>', "{a:X ?é\n}"],
    ["<< a.outputs.X | default -1.5e3 | number >>", "{a:X ?-1.5e3 number}"],
    ["<< a.outputs.X |default 5|int>>", "{a:X ?5 int}"],
    ["<<\ta.outputs.X\t>>", "{a:X}"],
    ["<< a.outputs..dockerconfigjson >>", "{a:.dockerconfigjson}"],
    ["<< environment.params.tls.crt >>", "{tls.crt}"],
    ["<< 3scale.outputs.X >>", "{3scale:X}"],
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
    ["cat <<EOF >>file", "cat <<EOF >>file"],
    ["cat <<EOF x.outputs.y >> file", "cat <<EOF x.outputs.y >> file"],
    ["a << b\nc.outputs.d", "a << b\nc.outputs.d"],
    ["1 << 2 << 3 .outputs", "1 << 2 << 3 .outputs"],
    ["\\<< a.outputs.B", "<< a.outputs.B"],
    [">> << ", ">> << "],
    ["<", "plain <"],
    ["<<", "<<"],
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
    ["<<a.outputs.X and more", "<<a.outputs.X"],
    ["<< a.outputs.X >", "<< a.outputs.X"],
    ["<< a.outputs.X\n>>", "<< a.outputs.X"],
    ["<<EOF>>", "<<EOF>>"],
    ["<< EOF >>", "<< EOF >>"],
    ["<< a.outputs.B | default 'it' >>", "<< a.outputs.B | default 'it' >>"],
    ['<< a.outputs.B | default "x >>', '<< a.outputs.B | default "x >>'],
    ["<< a.outputs.B | default 1 2 >>", "<< a.outputs.B | default 1 2 >>"],
    ["<< a.outputs.B | default 1 | default 2 >>", "<< a.outputs.B | default 1 | default 2 >>"],
    ["<< a.outputs.B | INT >>", "<< a.outputs.B | INT >>"],
    ['<< a.outputs.B | default "many" | int >>', '<< a.outputs.B | default "many" | int >>'],
    ["<< a.outputs.B | default 1.5 | int >>", "<< a.outputs.B | default 1.5 | int >>"],
    ["<< a.outputs.B | default 1 | bool >>", "<< a.outputs.B | default 1 | bool >>"],
    ["<< a.outputs.B || int >>", "<< a.outputs.B || int >>"],
    ["<< | int >>", "<< | int >>"],
    ["<< a outputs.B >>", "<< a outputs.B >>"],
    ["<< a/b.outputs.B >>", "<< a/b.outputs.B >>"],
    ["<< environment >>", "<< environment >>"],
    ["<< service.outputs.X >>", "<< service.outputs.X >>"],
    [" << a.outputs.X | int >>", "<< a.outputs.X | int >>"],
    ["<< a.outputs.X | int >><< a.outputs.Y >>", "<< a.outputs.X | int >>"],
    ["\n<< a.outputs.X | json >>", "<< a.outputs.X | json >>"],
  ])("%j", (text, want) => expect(parseTemplate(text)?.malformed.map((m) => m.mark.text)).toEqual([want]));

  test("both halves of a doubled opening are told apart", () => {
    expect(sketch("<< a.outputs.X << b.outputs.Y >>")).toBe("<< a.outputs.X {b:Y} ! << a.outputs.X");
  });

  test("a mark says which << of the string it is, escaped and unrelated ones counted", () => {
    expect(parseTemplate("<< x >> \\<< a << b << x >>")?.malformed.map((m) => m.mark)).toEqual([
      { text: "<< x >>", nth: 0 },
      { text: "<< x >>", nth: 3 },
    ]);
  });
});

test("a reference prints in one normal form", () => {
  const [reference] = parseTemplate('<<a.outputs.X|default "y">>')!.segments;
  expect(formatReference(reference as never)).toBe('<< a.outputs.X|default "y" >>');
});

const anyText = fc.string({
  unit: fc.constantFrom("<", "<<", ">>", "a", ".outputs.", " ", "\n", '"', "`", "|", ">", "\\"),
});

test("literal text comes back unchanged, whatever it is, but for the backslash of an escape", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const template = parseTemplate(text);
      const back = template?.segments.map((s) => (typeof s === "string" ? s : s.mark.text)).join("") ?? text;
      const escapes = text.split("\\<<").length - 1;
      expect(back.length).toBe(text.length - escapes);
      expect(back.replaceAll("\\", "")).toBe(text.replaceAll("\\", ""));
    }),
    // An opening that is given up right before an escape: one in a thousand.
    { examples: [["<<.outputs.\\<<"]] },
  );
});

test("a text without << is not even a template", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!text.includes("<<"));
      expect(parseTemplate(text)).toBeUndefined();
    }),
  );
});

test("every mark stands where it says", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const template = parseTemplate(text);
      const marks = [
        ...(template?.segments ?? []).filter((s) => typeof s !== "string"),
        ...(template?.malformed ?? []),
      ];
      for (const { mark } of marks) {
        let at = text.indexOf("<<");
        for (let i = 0; i < mark.nth; i++) at = text.indexOf("<<", at + 1);
        expect(text.slice(at, at + mark.text.length)).toBe(mark.text);
      }
    }),
  );
});

test("what is printed is read as the same reference again", () => {
  const blank = fc.constantFrom("", " ", "  ", "\t");
  const name = fc
    .stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/)
    .filter((n) => !["environment", "service", "release"].includes(n));
  const fallback = fc.oneof(
    fc.string({ unit: "grapheme" }).map((s) => JSON.stringify(s)),
    fc.stringMatching(/^[^`\n\r]*$/).map((s) => `\`${s}\``),
    fc.integer().map(String),
    fc.boolean().map(String),
  );
  const written = fc
    .tuple(
      blank,
      name,
      fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/),
      fc.option(fallback),
      fc.option(fc.constantFrom("int", "number", "bool", "json")),
    )
    .map(
      ([b, n, key, d, cast]) =>
        `<<${b}${n}.outputs.${key}${d === null ? "" : `${b}|${b}default ${d}`}${cast === null ? "" : `${b}|${b}${cast}`}${b}>>`,
    );
  fc.assert(
    fc.property(written, (text) => {
      fc.pre(parseTemplate(text)!.malformed.length === 0); // a default that no int is, say
      const meaning = (t: string) => {
        const [reference, ...rest] = parseTemplate(t)!.segments;
        expect(rest).toEqual([]);
        const { mark, ...what } = reference as Reference;
        return what;
      };
      const [reference] = parseTemplate(text)!.segments;
      expect(meaning(formatReference(reference as Reference))).toEqual(meaning(text));
    }),
  );
});

describe("time grows linearly with the text", { timeout: 30_000 }, () => {
  // A hundred thousand repetitions: a scan that looks at them pair by pair would not end within the test's time.
  test.each([
    "<<",
    '<<|\\"',
    '<<|"',
    "<<|`",
    ">>",
    "<< a.outputs.",
    "\\<<",
    "<<a >>",
    '"\\',
    "<< a.a | ",
    '<< a.a | "',
    "a.",
    "|",
    "<< a.outputs.B >>",
    "<<a ",
    "<< x",
  ])("%j repeated", (unit) => {
    for (const text of [unit.repeat(100_000), `<<${unit.repeat(100_000)}`, `${unit.repeat(100_000)} >>`]) {
      const template = parseTemplate(text);
      expect(template === undefined || template.segments.length + template.malformed.length > 0).toBe(true);
    }
  });
});
