import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator" });
});
afterAll(() => t.database.close());

const list = (line = "") => t.done(`vendor list ${line}`, { as: "hana" });
const next = (text: string) => /vendor list .*page="\d+".*/.exec(text)?.[0]?.split(" · ")[0] ?? "";

test("an empty directory, and what no search can find, say so", async () => {
  expect(await list()).toContain("The directory is empty");
  expect(await list("hoshi")).toContain("No vendor fits");
  await t.done('vendor add "Solo"', { as: "hana" });
  expect(await list("x")).toContain("No vendor fits");
  expect(await list("page=99")).toContain("Nobody comes after that");
});

test("pages: which of how many, each vendor once, the search goes along", async () => {
  for (let i = 1; i <= 61; i += 1)
    await t.done(`vendor add "${i % 2 === 0 ? "Even" : 'Odd \\"quoted\\"'} ${i}"`, { as: "hana" });
  const seen: string[] = [];
  let shown = await list();
  for (const span of ["1-25 of 62", "26-50 of 62", "51-62 of 62"]) {
    expect(shown).toContain(span);
    seen.push(...[...shown.matchAll(/^ (\d+) · /gm)].map((m) => m[1] ?? ""));
    if (next(shown) !== "") shown = await t.done(next(shown), { as: "hana" });
  }
  expect(next(shown)).toBe("");
  expect(new Set(seen).size).toBe(62);
  expect(seen).toHaveLength(62);
  const odd = await list('odd "quoted"');
  expect(odd).toContain("1-25 of 31");
  expect(await t.done(next(odd), { as: "hana" })).toContain("26-31 of 31");
});

test("readers alone, and nowhere but where the desk reads", async () => {
  expect(await t.say("vendor list")).toMatchObject({ ok: true });
  await t.members({ adam: "admin" });
  expect(await t.say("vendor list", { as: "adam" })).toMatchObject({ code: "not-allowed" });
  const wide = await t.say("vendor list", {
    as: "hana",
    place: { kind: "room", platform: "slack", tenant: "T1", channel: "C9" },
  });
  expect(wide).toMatchObject({ code: "place.too-wide" });
  expect(textOf(wide)).not.toContain("Solo");
});
