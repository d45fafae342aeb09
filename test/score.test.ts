import { expect, test } from "vitest";
import { Refusal } from "../src/refusal.ts";
import { scoreVector, severity } from "../src/score/cvss.ts";

test.each([
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 7.8],
  ["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
  // Temporal metrics do not change the base score that the matrix uses.
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:P/RL:O", 7.8],
])("%s scores %s", (vector, score) => {
  expect(scoreVector(vector)).toMatchObject({ vector, score });
});

test("metrics in any order and full-width letters are put in the specification's order", () => {
  expect(scoreVector("ＣＶＳＳ:3.1/A:H/I:H/C:H/S:U/UI:R/PR:N/AC:L/AV:L").vector).toBe(
    "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  );
});

const words = (v: string): string => {
  try {
    scoreVector(v);
    return "no refusal";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.says, error.hint].map((x) => x?.parts.en.map((p) => p.text).join("") ?? "").join(" ");
  }
};

test.each([
  [
    "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:X",
    '"A:X" is not a value of Availability in CVSS 3.1 (base). Use A:H · A:L · A:N.',
  ],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H", "Base metrics are missing: A (Availability)"],
  ["CVSS:3.1/AV:L/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", "AV is given twice"],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/ZZ:1", "ZZ is no metric of CVSS 3.1"],
  ["CVSS:2.0/AV:L", 'A vector that begins with "CVSS:2.0" cannot be read.'],
  ["AV:N/AC:L", 'begins with "AV:N"'],
  ["", "cannot be read"],
  [
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:R/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
    '"UI:R" is not a value of User Interaction in CVSS 4.0',
  ],
  ["CVSS:3.1/AV/AC:L", '"AV" is not a value of Attack Vector'],
])("%s is refused by the metric that is wrong", (vector, expected) => {
  expect(words(vector)).toContain(expected);
});

test.each([
  [0, "None"],
  [0.1, "Low"],
  [3.9, "Low"],
  [4, "Medium"],
  [6.9, "Medium"],
  [7, "High"],
  [8.9, "High"],
  [9, "Critical"],
])("severity of %s is %s", (score, expected) => expect(severity(score).en).toBe(expected));
