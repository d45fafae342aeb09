import { afterAll, beforeAll, expect, test } from "vitest";
import { reasonsFor, surer } from "../../src/domain/vendors/candidates.ts";
import { noDetails } from "../../src/domain/vendors/details.ts";
import { purlsIn } from "../../src/purl.ts";
import { allWords } from "../../src/search.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
let ref = "";
const hana = { as: "hana" };

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst", adam: "admin" });
  ({ ref } = await t.report("software", {
    product_name: "Hoshi Viewer Pro 3",
    vendor_name: "株式会社ホシソフト",
    steps: "Open an image: the PNG decoder of pkg:npm/%40tsuki/png@1.2.3 writes past its end",
  }));
  await t.done(`report accept ${ref} all`);
  await t.done('vendor add "ホシソフト"', hana); // 1: the vendor that the report names
  await t.done('vendor add "Tsuki Parts"', hana); // 2: its package is named
  await t.done("vendor product 2 purl=pkg:npm/@tsuki/png", hana);
  await t.done('vendor add "Kaze Works" products="Hoshi Viewer"', hana); // 3: a product of that name
  await t.done('vendor add "Umi Works"', hana); // 4: a technology that is spoken of
  await t.done('vendor product 4 keyword="PNG decoder, Bluetooth"', hana);
  await t.done('vendor add "Mizu Works" products="Image Editor"', hana); // 5: shares a word alone
  for (let i = 0; i < 30; i += 1) await t.done(`vendor add "Nobody ${i}" products="Open ${i}"`, hana);
});
afterAll(() => t.database.close());

const rows = (text: string) => [...text.matchAll(/^ (\d+) · (.*)$/gm)].map((m) => [Number(m[1]), m[2]]);

test("vendors with the reason for each, the surest first; nobody who only shares a word", async () => {
  const text = await t.done(`vendor candidates ${ref}`, hana);
  expect(rows(text)).toEqual([
    [2, 'Tsuki Parts · package URL "pkg:npm/%40tsuki/png"'],
    [3, 'Kaze Works · product "Hoshi Viewer"'],
    [1, 'ホシソフト · name "ホシソフト"'],
    [4, 'Umi Works · technology "PNG decoder"'],
  ]);
  expect(text).toContain(`party add ${ref} vendor=2 · party add ${ref} vendor=3 · party add ${ref} vendor=1`);
});

test("adds nobody and tells nobody; who is on the case already is said", async () => {
  const owner = t.database.owner();
  expect(await owner`select from parties`).toHaveLength(0);
  await t.done(`party add ${ref} vendor=2`, hana);
  const text = await t.done(`vendor candidates ${ref}`, hana);
  expect(text).toContain("party 1 already");
  expect(text).not.toContain(`party add ${ref} vendor=2`);
});

test("what else to go by can be typed; a removed vendor is not named", async () => {
  expect(await t.done(`vendor candidates ${ref} talks Bluetooth`, hana)).toContain('technology "Bluetooth"');
  const seen = /vendor remove 3 seen=\S+/.exec(await t.done("vendor remove 3", hana))?.[0] ?? "";
  await t.done(seen, hana);
  expect(await t.done(`vendor candidates ${ref}`, hana)).not.toContain("Kaze");
});

test("a site's address is not taken for a product, and readers alone may ask", async () => {
  const { ref: site } = await t.report("website", { site_url: "https://umi.works.example/" });
  expect(await t.done(`vendor candidates ${site}`, { as: "ana" })).toContain("Nobody in the directory");
  expect(await t.say(`vendor candidates ${site}`, { as: "adam" })).toMatchObject({ code: "not-allowed" });
  const wide = await t.say(`vendor candidates ${ref}`, {
    ...hana,
    place: { kind: "room", platform: "slack", tenant: "T1", channel: "C9" },
  });
  expect(textOf(wide)).not.toContain("Tsuki");
});

test("words decide, in either direction; nothing said meets nothing", () => {
  const about = { product: allWords("Viewer"), vendor: allWords(""), texts: allWords("Viewer"), purls: [] };
  const kinds = (products: string[], name = "X Corp") =>
    reasonsFor({ name, details: { ...noDetails, products } }, about, allWords).map((r) => r.kind);
  expect(kinds(["Hoshi Viewer"])).toEqual(["product"]);
  expect(kinds(["Hoshi Editor"])).toEqual([]);
  expect(kinds([], "Viewer")).toEqual([]);
  const nothing = { product: new Set<string>(), vendor: new Set<string>(), texts: new Set<string>(), purls: [] };
  expect(reasonsFor({ name: "x", details: { ...noDetails, products: ["x"] } }, nothing, allWords)).toEqual([]);
  const sure = { kind: "purl", value: "" } as const;
  const less = { kind: "keyword", value: "" } as const;
  expect(surer([less, less], [less, sure])).toBeGreaterThan(0);
  expect(surer([less, less], [less])).toBeLessThan(0);
  expect(purlsIn("see pkg:npm/foo@1.0, (pkg:pypi/bar). Not npm/x; pkg:npm/foo")).toEqual([
    "pkg:npm/foo",
    "pkg:pypi/bar",
  ]);
});
