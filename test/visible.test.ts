import fc from "fast-check";
import { expect, test } from "vitest";
import { visible, visibleLine } from "../src/visible.ts";

test.each([
  ["exe.\u202egpj", "exe.[U+202E]gpj"],
  ["a\u200bb\u2066c\ufeffd\u00ade", "a[U+200B]b[U+2066]c[U+FEFF]d[U+00AD]e"],
  ["\0\u001b[31m\u0085", "[U+0000][U+001B][31m[U+0085]"],
  ["a\rb\u2028c", "a[U+000D]b[U+2028]c"],
  ["a\tb\nc", "a\tb\nc"],
  ["葛\u{e0100}飾区", "葛\u{e0100}飾区"],
  ["\u{e0041}", "[U+E0041]"],
  ["か\u3099ら", "か\u3099ら"],
])("%j is shown as %j", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test("a tower of marks is cut to eight and counted", () => {
  expect(visible(`a${"\u0301".repeat(10_000)}b`)).toBe(`a${"\u0301".repeat(8)}[+9992]b`);
});

test("a place of one line shows line breaks too", () => {
  expect(visibleLine("a\nb\tc")).toBe("a[U+000A]b[U+0009]c");
});

test("nothing hidden is left, and doing it twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = visible(text);
      return (
        visible(shown) === shown &&
        !/[\p{Bidi_Control}\u200b-\u200d\ufeff]|(?![\n\t])\p{Cc}/u.test(shown) &&
        shown.isWellFormed()
      );
    }),
  );
});
