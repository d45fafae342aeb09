import fc from "fast-check";
import { expect, test } from "vitest";
import { indexWords, queryWords } from "../src/search.ts";

const finds = (query: string, text: string): boolean => {
  const words = indexWords(text);
  const wanted = queryWords(query);
  return wanted.size > 0 && [...wanted].every((w) => words.has(w));
};

test.each([
  ["画像", "すいすい画像ビューア 3.2.1"],
  ["ビューア", "すいすい画像ビューア 3.2.1"],
  ["すいすい画像ビューア", "すいすい画像ビューア 3.2.1"],
  ["ﾋﾞｭｰｱ", "すいすい画像ビューア"],
  ["KUMO", "Kumo Router K-200"],
  ["rou", "Kumo Router K-200"],
  ["ｋｕｍｏ", "Kumo Router K-200"],
  ["router kumo", "Kumo Router K-200"],
  ["shop.example.jp", "shop.example.jp"],
])("%s finds %s", (query, text) => expect(finds(query, text)).toBe(true));

test.each([
  ["動画", "すいすい画像ビューア"],
  ["outer", "Kumo Router"],
  ["x", "x"],
  ["", "anything"],
  ["!!!", "anything"],
])("%s does not find %s", (query, text) => expect(finds(query, text)).toBe(false));

test("a title finds itself by any of its words, and no text makes more than 64 search words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 500 }), (text) => {
      expect(indexWords(text).size).toBeLessThanOrEqual(64);
      expect(queryWords(text).size).toBeLessThanOrEqual(16);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,10} [a-z]{3,10}$/), (title) => {
      for (const word of title.split(" ")) expect(finds(word, title)).toBe(true);
    }),
  );
});
