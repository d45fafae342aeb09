import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { lineOfWords, nearest, readLine, tokens, writeLine } from "../../commands/text.ts";

const read = (line: string) => {
  const r = readLine(line, commands);
  return r && { name: r.command.name, raw: r.raw, left: r.left };
};

test.each([
  ["case take 48213377", "case take", { case: "48213377" }],
  ["CASE  Take   #48213377", "case take", { case: "#48213377" }],
  ["ｃａｓｅ　ｔａｋｅ　＃４８２１３３７７", "case take", { case: "＃４８２１３３７７" }],
  ["case assign 48213377 @hana", "case assign", { case: "48213377", to: "@hana" }],
  ["case assign to=hana case=48213377", "case assign", { case: "48213377", to: "hana" }],
  ["case assign --to hana --case 48213377", "case assign", { case: "48213377", to: "hana" }],
  ["case assign —to hana 48213377", "case assign", { case: "48213377", to: "hana" }],
  ["case note 48213377 two  spaces stay", "case note", { case: "48213377", text: "two  spaces stay" }],
  [
    "case note 48213377 he said “no” and\u3000left",
    "case note",
    { case: "48213377", text: "he said “no” and\u3000left" },
  ],
  [
    'case note 48213377 "C:\\path and \\"quotes\\" stay"',
    "case note",
    { case: "48213377", text: 'C:\\path and "quotes" stay' },
  ],
  ["case note 48213377 it’s", "case note", { case: "48213377", text: "it’s" }],
  ["case note 48213377 “smart quotes”", "case note", { case: "48213377", text: "smart quotes" }],
  ["case note 48213377 a=b stays a note", "case note", { case: "48213377", text: "a=b stays a note" }],
  ["case note 48213377\tline one\nline two", "case note", { case: "48213377", text: "line one\nline two" }],
  [
    'reply statement 48213377 "Fixed in 3.2.2; a=b" vulnerability=2',
    "reply statement",
    { case: "48213377", text: "Fixed in 3.2.2; a=b", vulnerability: "2" },
  ],
  [
    'reply statement 48213377 "Fixed" they said vulnerability=2',
    "reply statement",
    { case: "48213377", text: '"Fixed" they said vulnerability=2' },
  ],
  [
    'deadline add 48213377 "2026-12-03 09:30" the answer',
    "deadline add",
    { case: "48213377", at: "2026-12-03 09:30", about: "the answer" },
  ],
  [
    'member add hana name="Tanaka Hanako" roles=coordinator',
    "member add",
    { handle: "hana", name: "Tanaka Hanako", roles: "coordinator" },
  ],
  ["report accept 48213377 all", "report accept", { case: "48213377", conditions: "all" }],
  ["help case", "help", { about: "case" }],
] as const)("%s", (line, name, raw) => {
  expect(read(line)).toEqual({ name, raw, left: [] });
});

test("words that no argument takes are named", () => {
  expect(read("case take 48213377 now please")).toMatchObject({ left: ["now", "please"] });
});

test.each(["", "   ", "cases", "take 48213377", "/todoke", "<@U1>"])("%s is no command", (line) => {
  expect(read(line)).toBeUndefined();
});

test.each([
  ["case tak 1", "case take"],
  ["csae show 1", "case show"],
  ["report lst", "report list"],
  ["ｒｅｐｏｒｔ　ｌｉｓ", "report list"],
])("near miss: %s → %s", (line, expected) => {
  expect(
    nearest(
      line,
      commands.map((c) => c.name),
    ),
  ).toContain(expected);
});

test("any line is read or not, quickly and without a throw, and no word is invented", () => {
  const names = commands.map((c) => c.name);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 4000 }), fc.constantFrom("", ...names), (tail, name) => {
      const line = `${name} ${tail}`;
      const before = process.cpuUsage();
      const reading = readLine(line, commands);
      nearest(line, names);
      const { user, system } = process.cpuUsage(before);
      // Of the processor, in microseconds: a clock on the wall counts what other tests do meanwhile.
      expect(user + system).toBeLessThan(500_000);
      for (const { value, quoted } of tokens(tail)) if (!quoted) expect(tail).toContain(value);
      if (reading) expect(names).toContain(reading.command.name);
    }),
    { numRuns: 300 },
  );
});

test("a line that was written from arguments reads as the same arguments, whatever they hold", () => {
  const any = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom('say "hi"', "a\\b", "x=1 --to hana", " ", "two\nlines", "\\"),
  );
  fc.assert(
    fc.property(fc.constantFrom(...commands), fc.array(any, { minLength: 8, maxLength: 8 }), (command, values) => {
      const names = Object.keys(command.args);
      const raw = Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]).filter(([, v]) => v !== ""));
      const back = read(writeLine(command, raw));
      expect(back).toEqual({ name: command.name, raw, left: [] });
    }),
    { numRuns: 1500 },
  );
});

test("what a shell took apart is read as it was meant: a named argument keeps its name, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom("", "--"), (typed, dashes) => {
      // Quotes that chat clients make are read as the typist's: a shell hands on straight ones.
      const text = typed.replace(/[“”„«»＂\u00a0\u3000\t\r]/g, "x");
      fc.pre(text.trim() === text && text !== "");
      const line = lineOfWords(["score", "cvss", "48213377", "CVSS:3.1/AV:N", `${dashes}why=${text}`], commands);
      expect(readLine(line, commands)?.raw).toEqual({ case: "48213377", vector: "CVSS:3.1/AV:N", why: text });
    }),
  );
  expect(lineOfWords(["case", "note", "48213377", "x=1 is wrong"], commands)).toBe('case note 48213377 "x=1 is wrong"');
});
