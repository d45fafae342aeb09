import fc from "fast-check";
import { expect, test } from "vitest";
import { fullReference, parseReference, shortReference } from "../../src/domain/reference.ts";

test("every written form reads back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (n) => {
      for (const form of [
        fullReference(n),
        shortReference(n),
        shortReference(n).slice(1),
        fullReference(n).toLowerCase(),
      ]) {
        expect(parseReference(form)).toBe(n);
      }
    }),
  );
});

test.each(["＃４８２１３３７７", " TDK#48213377 ", "ｔｄｋ＃48213377", "tdk48213377"])("%s reads as 48213377", (s) => {
  expect(parseReference(s)).toBe(48213377);
});

test.each([
  "",
  "0",
  "-1",
  "1e3",
  "4821337",
  "482133770",
  "12345678901234567890",
  "IPA#48213377",
  "JVN#48213377",
  "https://x/48213377",
  "48213377; drop",
])("%s is no reference", (s) => expect(parseReference(s)).toBeUndefined());
