import { describe, expect, test } from "vitest";
import { cautions } from "../../../src/domain/intake/cautions.ts";
import { sections } from "../../../src/domain/intake/fields.ts";
import { forms, identityFields } from "../../../src/domain/intake/forms.ts";
import { reportKinds } from "../../../src/domain/intake/kinds.ts";
import { parseReport } from "../../../src/domain/intake/parse.ts";
import { wordsFor } from "../../../src/domain/intake/words.ts";
import { reports } from "../../support/reports.ts";

describe.each(reportKinds)("the form for %s", (kind) => {
  const { fields, rules } = forms[kind];

  test("has each key once, as a name that programs can use", () => {
    const keys = fields.map((f) => f.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  test("goes through its sections in order", () => {
    const order = fields.map((f) => sections.indexOf(f.section));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("is written in both languages, and English has no Japanese in it", () => {
    const texts = fields.flatMap((f) => [f.label, f.help, ...("choices" in f ? f.choices.map((c) => c.words) : [])]);
    for (const text of texts.filter((t) => t !== undefined)) {
      expect(text.ja).not.toBe("");
      expect(text.en).toMatch(/^[^\u3040-\u30ff\u4e00-\u9fff]+$/);
      expect(`${text.ja}${text.en}`).not.toMatch(/[!！]/);
    }
  });

  test("has rules and conditions about its own fields only", () => {
    const known = new Set(fields.map((f) => f.key));
    const asked = new Set<string>(rules.map((r) => r.field));
    const peek = (key: string): string => {
      asked.add(key);
      return "yes";
    };
    for (const f of fields) if (typeof f.need === "object") f.need.when(peek);
    for (const r of rules) r.broken(peek);
    expect([...asked].filter((key) => !known.has(key))).toEqual([]);
  });
});

test("who the finder is, is kept apart; the consents and the report are not", () => {
  const finder = "finder_name finder_kana finder_org finder_dept finder_pref finder_email finder_tel finder_fax".split(
    " ",
  );
  expect(identityFields("website")).toEqual([...finder, "pgp_public_key"]);
  expect(identityFields("software")).toEqual([
    ...finder,
    "pgp_public_key",
    "credit_name_ja",
    "credit_name_en",
    "credit_org",
  ]);
  expect(identityFields("own-product")).toEqual(
    "vendor_dept vendor_person vendor_address vendor_tel vendor_email pgp_public_key credit_name".split(" "),
  );
});

test("only software asks whether a name may be published: website cases are never credited", () => {
  expect(forms.website.fields.some((f) => f.key.includes("credit"))).toBe(false);
});

describe("answers in words", () => {
  const parsed = parseReport("software", new Map(Object.entries(reports.software).map(([k, v]) => [k, [v]])));
  const answers = parsed.ok ? wordsFor("software", parsed.values) : [];
  const of = (key: string) => answers.find((a) => a.key === key);

  test("say choices in our words and texts in theirs", () => {
    expect(of("source_of_info")).toMatchObject({
      value: { ja: "自分で発見した", en: "I found it myself" },
      foreign: false,
    });
    expect(of("product_name")).toMatchObject({
      value: { ja: "すいすい画像ビューア", en: "すいすい画像ビューア" },
      foreign: true,
    });
    expect(of("reported_to_vendor")).toMatchObject({ value: { ja: "いいえ", en: "No" } });
  });
  test("mark what is personal, and leave out what was not answered", () => {
    expect(of("finder_email")?.personal).toBe(true);
    expect(of("steps")?.personal).toBe(false);
    expect(of("remarks")).toBeUndefined();
  });
});

test("a date that looks like a slip is a question, not a fault", () => {
  const codes = (values: Record<string, string>) => cautions(values, "2026-11-22").map((c) => `${c.field} ${c.code}`);
  expect(codes({ wished_publication_date: "2026-11-21" })).toEqual(["wished_publication_date past"]);
  expect(codes({ wished_publication_date: "2026-11-22" })).toEqual([]);
  expect(codes({ wished_publication_date: "未定" })).toEqual([]);
  expect(codes({ confirmed_on: "2026-11-23" })).toEqual(["confirmed_on future"]);
});
