import fc from "fast-check";
import { expect, test } from "vitest";
import { PartCounter } from "../../../adapters/web/body/parts.ts";

const count = (chunks: readonly Buffer[], type = "multipart/form-data; boundary=aXb"): number => {
  const counter = new PartCounter(type);
  for (const chunk of chunks) counter.see(chunk);
  return counter.count;
};

test("parts are counted wherever the body is cut into chunks", () => {
  const content = fc.string({ unit: fc.constantFrom("\r", "\n", "-", "a", "X"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(content, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (contents, size) => {
      const body = Buffer.from(
        `${contents.map((c) => `--aXb\r\n\r\n${c}\r\n`).join("")}--aXb--\r\n--aXb\r\nafter the end`,
      );
      const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
        body.subarray(i * size, (i + 1) * size),
      );
      return count(chunks) === contents.length;
    }),
  );
});

test("a boundary may stand in quotes", () => {
  expect(count([Buffer.from("--a b\r\n\r\nx\r\n--a b--")], 'multipart/form-data; boundary="a b"; x=y')).toBe(1);
});
