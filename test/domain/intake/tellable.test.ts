import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldOf } from "../../../src/domain/intake/forms.ts";
import { reportKinds } from "../../../src/domain/intake/kinds.ts";
import { briefFor, identifying, identifyingKeys, withheld, withhold } from "../../../src/domain/intake/tellable.ts";
import { reportOf } from "../../support/desk.ts";

test("a vendor never reads which site it is, nobody who found it, and no field that is not on the list", () => {
  const marked = (kind: (typeof reportKinds)[number]) =>
    Object.fromEntries(Object.keys(reportOf[kind]).map((key) => [key, `CANARY ${key}`]));
  expect(briefFor("website", "vendor", marked("website"), [])).toEqual({});
  for (const kind of reportKinds) {
    for (const role of ["vendor", "operator"] as const) {
      const brief = briefFor(kind, role, { ...marked(kind), unheard_of: "CANARY new field" }, []);
      for (const key of Object.keys(brief)) {
        expect(key).not.toMatch(/^finder_|^consent|^credit|^vendor_|other_reports|source_of_info|unheard_of|remarks/);
      }
    }
  }
  expect(Object.keys(briefFor("software", "vendor", marked("software"), []))).toContain("steps");
});

test("the finder's name is taken out of what they wrote, however it is spaced or cased", () => {
  const identity = { finder_name: "Kitano Subaru", finder_email: "subaru@finder.example", finder_org: "星" };
  const secrets = identifying(identity, { finder_kana: "キタノスバル" });
  expect(secrets).toEqual(["Kitano Subaru", "キタノスバル", "subaru@finder.example"]);
  expect(withhold("by KITANO  subaru (SUBARU@finder.example)", secrets)).toBe(`by ${withheld} (${withheld})`);
});

test("every answer that says who the finder is, is a question of the form", () => {
  for (const key of identifyingKeys) expect(fieldOf("software", key), key).toBeDefined();
});

test("no secret of three characters or more is left, whatever stands around it", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9.@+*()-]{3,20}$/);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (s, before, after) => {
      expect(withhold(`${before}${s}${after}`, [s]).toLowerCase()).not.toContain(s.toLowerCase());
    }),
  );
});
