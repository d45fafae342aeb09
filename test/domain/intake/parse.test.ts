import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isList } from "../../../src/domain/intake/fields.ts";
import { forms } from "../../../src/domain/intake/forms.ts";
import { type ReportKind, reportKinds } from "../../../src/domain/intake/kinds.ts";
import { parseReport } from "../../../src/domain/intake/parse.ts";
import { policyVersion } from "../../../src/domain/intake/policy.ts";
import { reports } from "../../support/reports.ts";

type Raw = Record<string, string | readonly string[]>;

const parse = (kind: ReportKind, over: Raw = {}, base: Raw = reports[kind]) =>
  parseReport(
    kind,
    new Map(Object.entries({ ...base, ...over }).map(([key, v]) => [key, typeof v === "string" ? [v] : v])),
  );

/** The faults as "field code", which is what programs go by. */
const faults = (...args: Parameters<typeof parse>): readonly string[] => {
  const parsed = parse(...args);
  return parsed.ok ? [] : parsed.errors.map(({ field, code }) => `${field} ${code}`);
};

describe("a believable report", () => {
  test.each(reportKinds)("of kind %s is taken, with the version of the policy it agreed to", (kind) => {
    expect(parse(kind)).toMatchObject({ ok: true, values: { policy_agreed: "yes", policy_version: policyVersion } });
  });
});

describe("an empty report", () => {
  test.each(reportKinds)("of kind %s names everything that is missing at once", (kind) => {
    const always = forms[kind].fields.filter((f) => f.need === "yes").map((f) => `${f.key} missing`);
    expect(faults(kind, {}, {})).toEqual(always);
  });

  test("is as empty when it is full of spaces, wide spaces and invisible characters", () => {
    expect(faults("software", { product_name: " \u3000\u200b\u2060", steps: "\n \n" })).toEqual([
      "product_name missing",
      "steps missing",
    ]);
  });
});

const told = { reported_to_vendor: "yes" };
const rows: readonly (readonly [kind: ReportKind, over: Raw, expected: readonly string[]])[] = [
  ["website", { nickname: "x" }, ["nickname unknown-field"]],
  ["website", { nickname: "" }, ["nickname unknown-field"]],
  ["website", { finder_name: ["a", "b"] }, ["finder_name twice"]],
  ["website", { finder_name: "a\0b" }, ["finder_name not-storable"]],
  ["website", { threat: "a\ud800b" }, ["threat not-storable"]],
  ["website", { finder_name: "a\r\nBcc: x" }, ["finder_name line-break"]],
  ["website", { finder_name: "a\rb" }, ["finder_name line-break"]],
  ["website", { finder_name: "字".repeat(201) }, ["finder_name too-long"]],
  ["website", { finder_name: "𠮷".repeat(200) }, []],
  ["website", { threat: "x".repeat(1_000_000) }, ["threat too-long"]],
  ["website", { confirmed_on: "2026-02-30" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "2028-02-29" }, []],
  ["website", { confirmed_on: "2026-02-29" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "0000-01-01" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "+275760-09-13" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "infinity" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "2026/11/22" }, ["confirmed_on date"]],
  ["website", { confirmed_on: "不明" }, []],
  ["website", { site_url: "javascript:alert(1)" }, ["site_url url"]],
  ["website", { site_url: "ftp://example.jp" }, ["site_url url"]],
  ["website", { site_url: "http://" }, ["site_url url"]],
  ["website", { site_url: "https://例え.jp/検索\r\nhttp://b.example/" }, []],
  ["website", { site_url: "https://a.example/\nb.example" }, ["site_url url"]],
  ["website", { web_vuln_type: "heartbleed" }, ["web_vuln_type choice"]],
  ["website", { cwe: "CWE-79\nCWE-89" }, []],
  ["website", { cwe: "79" }, ["cwe cwe"]],
  ["website", { cwe: ["CWE-1", "CWE-2", "CWE-3", "CWE-4"] }, ["cwe too-many"]],
  ["website", { cvss_vector: "AV:N/AC:L" }, ["cvss_vector cvss"]],
  ["website", { cvss_vector: "CVSS:2.0/AV:N" }, ["cvss_vector cvss"]],
  ["website", { cvss_vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" }, []],
  ["website", { cvss_vector: "(AV:N/AC:L/Au:N/C:P/I:P/A:P/E:POC/TD:H)" }, []],
  ["website", { cvss_vector: "ＣＶＳＳ：3.1／av:n/ac:l/pr:n/ui:r/s:c/c:l/i:l/a:n" }, []],
  ["website", { policy_agreed: "no" }, ["policy_agreed agree"]],
  ["website", { policy_agreed: "on" }, []],
  ["website", { policy_version: "1999-01-01" }, ["policy_agreed policy-changed"]],
  ["website", { consent_direct_contact: "perhaps" }, ["consent_direct_contact yes-no"]],
  ["website", { consent_direct_contact: "yes" }, ["consent_direct_contact rule"]],
  ["website", { consent_direct_contact: "true", consent_share_identity: "name_and_contact" }, []],
  ["website", { reply_channel: "email", finder_email: "unknown" }, ["reply_channel rule"]],
  ["website", { reply_channel: "portal", finder_email: "unknown" }, []],
  ["website", { enc_pref: "pgp" }, ["pgp_public_key missing"]],
  ["website", { pgp_public_key: "hello" }, ["pgp_public_key pgp-key"]],
  ["website", { pgp_public_key: "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx" }, ["pgp_public_key private-key"]],
  ["software", { overseas_use: ["sold", "other", "sold"] }, []],
  ["software", { overseas_use: ["sold", "moon"] }, ["overseas_use choice"]],
  ["software", told, ["coordination_by missing"]],
  ["software", { ...told, coordination_by: "finder" }, []],
  ["software", { ...told, coordination_by: "desk" }, ["vendor_informed_of_handover missing"]],
  ["software", { ...told, coordination_by: "desk", vendor_informed_of_handover: "0" }, []],
  ["software", { credit_name_ja: "", credit_name_en: "" }, ["credit_name_ja missing", "credit_name_en missing"]],
  ["software", { credit_name_ja: "" }, []],
  ["software", { credit_name_en: "" }, []],
  ["software", { consent_public_credit: "no", credit_name_ja: "", credit_name_en: "" }, []],
  ["own-product", { credit_name: "山田" }, ["credit_consent missing"]],
  ["own-product", { wished_publication_date: "2020-01-01" }, []],
  ["own-product", { wished_publication_date: "未定" }, []],
  ["own-product", { cve: "CVE-2026-1" }, ["cve cve"]],
  ["own-product", { vendor_email: "unknown" }, ["vendor_email email"]],
];

test.each(rows)("%s %j → %j", (kind, over, expected) => {
  expect(faults(kind, over)).toEqual(expected);
});

test.each([
  ["AV:N/AC:L/Au:N/C:P/I:P/A:H", "Metric 6, “A:H”", "6番目「A:H」", "A:N · A:P · A:C"],
  [
    "AV:N/AC:L/Au:N/C:P/I:P",
    "Base metrics are missing: A (Availability Impact)",
    "A（可用性への影響）",
    "A:N · A:P · A:C",
  ],
  [
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AU:Y",
    "Metric 9, “AU:Y”: AU is no metric",
    "9番目「AU:Y」",
    "RL · RC",
  ],
  ["CVSS:1.0/AV:N", "begins with “CVSS:1.0”", "「CVSS:1.0」で始まる", "CVSS:2.0"],
])("of the vector %s it is said which metric is wrong, where, and what is allowed", (cvss_vector, en, ja, allowed) => {
  const parsed = parse("website", { cvss_vector });
  const [said] = parsed.ok ? [] : parsed.errors;
  expect(said?.message.en).toContain(en.replaceAll(/[“”]/g, '"'));
  expect(said?.message.ja).toContain(ja);
  expect([said?.message.en.includes(allowed), said?.message.ja.includes(allowed)]).toEqual([true, true]);
});

describe("a mail address", () => {
  test.each(["a@b.jp", "..a..@docomo.example", "名前@例え.jp", "a+b@xn--r8jz45g.jp", "x@a-b.co.jp", "unknown"])(
    "%s passes",
    (mail) => {
      expect(faults("website", { finder_email: mail })).toEqual([]);
    },
  );
  test.each([
    "a@b",
    '"x y"@z.jp',
    "a＠b.jp",
    "a b@c.jp",
    "@b.jp",
    "a@",
    "a@b..jp",
    "a@-b.jp",
    "a@b.jp,c@d.jp",
    "a\u202e@b.jp",
    `${"x".repeat(65)}@b.jp`,
  ])("%s is refused, and nothing is sent to find out", (mail) => {
    expect(faults("website", { finder_email: mail })).toEqual(["finder_email email"]);
  });
  test("of 320 characters is too long", () => {
    expect(faults("website", { finder_email: `${"x".repeat(60)}@${"y".repeat(257)}.jp` })).toEqual([
      "finder_email too-long",
    ]);
  });
});

describe("what is kept", () => {
  test("is what was sent: inner and outer spaces, bidi, zero width, half-width kana", () => {
    const odd = "  ﾊﾝｶｸ\u202e＜script＞\u200b\t ";
    expect(parse("website", { threat: odd })).toMatchObject({ ok: true, values: { threat: odd } });
  });
  test("has LF for CRLF in long texts only", () => {
    expect(parse("website", { threat: "a\r\nb\rc" })).toMatchObject({ ok: true, values: { threat: "a\nb\rc" } });
  });
  test("of a list is its lines, without the empty ones", () => {
    const site_url = "https://a.example/\r\n\r\nhttps://b.example/\n";
    expect(parse("website", { site_url })).toMatchObject({
      ok: true,
      values: { site_url: ["https://a.example/", "https://b.example/"] },
    });
  });
  test("of a choice is its key, also when its words were sent", () => {
    for (const said of ["xss", "XSS", "クロスサイト・スクリプティング", "Cross-site scripting"]) {
      expect(parse("website", { web_vuln_type: said })).toMatchObject({ ok: true, values: { web_vuln_type: "xss" } });
    }
  });
  test("says yes and no in one spelling", () => {
    expect(parse("software", { reported_to_vendor: "FALSE", policy_agreed: "1" })).toMatchObject({
      ok: true,
      values: { reported_to_vendor: "no", policy_agreed: "yes" },
    });
  });
});

describe("messages", () => {
  test("name the limit and the length, the position, and the choices", () => {
    const parsed = parse("website", { finder_name: "x".repeat(1_204), threat: "ab\0", web_vuln_type: "?" });
    const said = parsed.ok ? [] : parsed.errors.map((e) => e.message.en);
    expect(said[0]).toBe("At most 200 characters; this has 1,204.");
    expect(said[1]).toMatch(/^Choose one of: xss, sql_injection, /);
    expect(said[2]).toBe("This contains a character that cannot be stored (position 3).");
  });
});

const anyRaw = (kind: ReportKind) => {
  const keys = [...forms[kind].fields.map((f) => f.key), "policy_version", "x", "__proto__", "constructor"];
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.constantFrom("yes", "no", "unknown", "", "\0", "\ud800"),
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...keys), fc.array(text, { maxLength: 3 })))
    .map((entries) => new Map(entries));
};

describe("whatever is sent", () => {
  test.each(reportKinds)("to %s gets values or faults, each fault once a field and in both languages", (kind) => {
    fc.assert(
      fc.property(anyRaw(kind), (raw) => {
        const parsed = parseReport(kind, raw);
        if (parsed.ok) return true;
        const plain = parsed.errors.filter((e) => e.code !== "rule").map((e) => `${e.field} ${e.code}`);
        return (
          new Set(plain).size === plain.length && parsed.errors.every((e) => e.message.ja !== "" && e.message.en !== "")
        );
      }),
    );
  });

  test("as free text comes back byte for byte, or is refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (threat) => {
        const parsed = parse("website", { threat });
        return parsed.ok
          ? parsed.values["threat"] === threat.replaceAll("\r\n", "\n")
          : /[\0\p{Cs}]/u.test(threat) || /^[\s\p{Cc}\p{Cf}]*$/u.test(threat);
      }),
    );
  });

  test("values taken once are taken again, unchanged", () => {
    for (const kind of reportKinds) {
      const parsed = parse(kind);
      if (!parsed.ok) throw new Error("the sample must be right");
      const again = new Map(Object.entries(parsed.values).map(([k, v]) => [k, typeof v === "string" ? [v] : v]));
      expect(parseReport(kind, again)).toEqual(parsed);
    }
  });

  test("lists stay lists", () => {
    const parsed = parse("software", { cwe: "CWE-79", overseas_use: "sold" });
    const lists = forms.software.fields.filter(isList).map((f) => f.key);
    expect(parsed.ok && lists.filter((key) => Array.isArray(parsed.values[key]))).toEqual([
      "cwe",
      "overseas_use",
      "other_reports",
    ]);
  });
});
