import { expect, test } from "vitest";
import { tellsFinder, wishOf } from "../../src/domain/credits.ts";

const report = { consent_public_credit: "yes" };
const identity = { finder_name: "Kitano Subaru", finder_org: "Sora Lab", credit_name_en: "subaru" };

test.each([
  ["they wish it, with a name", wishOf("software", report, identity), "named"],
  ["they wish it, without a name", wishOf("software", report, { finder_name: "Kitano Subaru" }), "unwished"],
  ["they do not", wishOf("software", { consent_public_credit: "no" }, identity), "unwished"],
  ["they were not asked", wishOf("software", {}, identity), "unwished"],
  ["a website", wishOf("website", report, identity), "site"],
  ["erased", wishOf("software", report, undefined), "erased"],
  ["a vendor names its finder", wishOf("own-product", { credit_consent: "yes" }, { credit_name: "A" }), "named"],
  [
    "a vendor's finder does not agree",
    wishOf("own-product", { credit_consent: "no" }, { credit_name: "A" }),
    "unwished",
  ],
])("%s", (_, wish, expected) => {
  expect(wish).toBe(expected);
});

test.each([
  ["Kitano Subaru", true],
  ["KITANO　ＳＵＢＡＲＵ", true],
  ["Mr. kitanosubaru (Sora)", true],
  ["Subaru", true],
  ["Sora Lab", true],
  ["Kitano Hana", false],
])("%s tells who a finder is that does not wish to be named: %s", (typed, tells) => {
  expect(tellsFinder(typed, identity, "unwished")).toBe(tells);
});

test("a short name must be the whole of it, and a named finder's organisation may thank others", () => {
  expect(tellsFinder("林健一", { finder_name: "林健" }, "unwished")).toBe(false);
  expect(tellsFinder("林 健", { finder_name: "林健" }, "unwished")).toBe(true);
  expect(tellsFinder("Sora Lab", identity, "named")).toBe(false);
});
