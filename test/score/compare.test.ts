import { expect, test } from "vitest";
import { crossings, differences, raisingPairs } from "../../src/score/compare.ts";
import { scoreVector, severity } from "../../src/score/cvss.ts";
import { cvssVersions, metricsOf } from "../../src/score/metrics.ts";
import { parseVector, vectorText } from "../../src/score/vector.ts";

test.each([
  "AV:N/AC:M/Au:N/C:P/I:P/A:N",
  "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:L",
  "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
])("every single change that crosses a border of severity is found, and nothing else: %s", (text) => {
  const vector = parseVector(text);
  const now = scoreVector(text).score;
  const found = new Set(crossings(vector).map((c) => `${c.metric.key}:${c.to} ${c.score}`));
  let crossed = 0;
  for (const m of metricsOf[vector.version].filter((m) => m.base || m.group === "threat")) {
    for (const value of m.values) {
      const changed = scoreVector(vectorText(vector.version, new Map(vector.given).set(m.key, value))).score;
      const isOver = severity(changed) !== severity(now);
      expect(found.has(`${m.key}:${value} ${changed}`), `${m.key}:${value}`).toBe(isOver);
      crossed += isOver ? 1 : 0;
    }
  }
  expect(found.size).toBe(crossed);
  expect(crossed).toBeGreaterThan(0);
});

test("changes upward come first, the nearest border first", () => {
  const found = crossings(parseVector("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"));
  const up = found.filter((c) => c.score > 6.1).map((c) => c.score);
  expect(up.length).toBeGreaterThan(2);
  expect(up).toEqual([...up].sort((a, b) => a - b));
  expect(found.slice(0, up.length).map((c) => c.score)).toEqual(up);
});

test.each([
  ["AV:N/AC:H/Au:M/C:C/I:P/A:N", 11],
  ["CVSS:3.0/AV:A/AC:H/PR:H/UI:R/S:C/C:L/I:L/A:L", 9],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 3],
  ["CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N", 3],
])("where no single change raises the severity, every pair that does is found, and nothing else: %s", (text, least) => {
  const vector = parseVector(text);
  const now = scoreVector(text).score;
  expect(crossings(vector).filter((c) => c.score > now)).toEqual([]);
  const raised = new Set<string>();
  const metrics = metricsOf[vector.version].filter((m) => m.base || m.group === "threat");
  for (const [i, a] of metrics.entries()) {
    for (const b of metrics.slice(i + 1)) {
      for (const x of a.values) {
        for (const y of b.values) {
          const given = new Map(vector.given).set(a.key, x).set(b.key, y);
          const { score } = scoreVector(vectorText(vector.version, given));
          if (score > now && severity(score) !== severity(now)) raised.add(`${a.key}:${x} ${b.key}:${y} ${score}`);
        }
      }
    }
  }
  const found = raisingPairs(vector);
  const said = found.map((p) => [...p.changes.map((c) => `${c.metric.key}:${c.to}`), p.score].join(" "));
  expect(new Set(said)).toEqual(raised);
  expect(said).toHaveLength(raised.size);
  expect(raised.size).toBeGreaterThanOrEqual(least);
  expect(found.map((p) => p.score)).toEqual(found.map((p) => p.score).sort((a, b) => a - b));
});

test("only 3.0 and 3.1 can be laid side by side across versions", () => {
  const example = {
    "2.0": "AV:N/AC:L/Au:N/C:P/I:P/A:P",
    "3.0": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "3.1": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:X",
    "4.0": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  };
  for (const a of cvssVersions) {
    for (const b of cvssVersions) {
      const comparable = a === b || (a.startsWith("3.") && b.startsWith("3."));
      expect(differences(parseVector(example[a]), parseVector(example[b])), `${a} ${b}`).toEqual(
        comparable ? [] : undefined,
      );
    }
  }
});
