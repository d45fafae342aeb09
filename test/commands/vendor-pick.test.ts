import { afterAll, beforeAll, expect, test } from "vitest";
import { complete } from "../../commands/complete.ts";
import type { Invocation } from "../../commands/contract.ts";
import { createForms } from "../../commands/forms.ts";
import { type TestDesk, testDesk } from "../support/desk.ts";

let t: TestDesk;
let forms: ReturnType<typeof createForms>;
beforeAll(async () => {
  t = await testDesk();
  forms = createForms(t.desk);
  await t.members({ hana: "coordinator", adam: "admin", aud: "auditor" });
  for (const name of ["Hoshi Soft", "月見製作所", "Hoshi Parts"]) await t.done(`vendor add "${name}"`, { as: "hana" });
});
afterAll(() => t.database.close());

const labels = async (line: string, query: string, user = "hana", over: Partial<Invocation> = {}) =>
  (
    await forms.suggest(
      {
        principal: { platform: "console", tenant: "local", user },
        place: { kind: "private" },
        locale: "en",
        line,
        ...over,
      },
      "vendor",
      query,
    )
  ).map((s) => s.label);

test("a vendor is picked by number or by name, wherever a command takes one", async () => {
  const all = ["1 Hoshi Soft", "2 月見製作所", "3 Hoshi Parts"];
  for (const line of ["vendor show", "vendor edit", "party add", "room bind vendor"]) {
    expect(await labels(line, "")).toEqual(all);
    expect(await labels(line, "hoshi")).toEqual([all[0], all[2]]);
    expect(await labels(line, "月見")).toEqual([all[1]]);
    expect(await labels(line, "３")).toEqual([all[2]]);
    expect(await labels(line, "nobody")).toEqual([]);
  }
});

test("only by those who may see the directory, and only where the desk reads", async () => {
  // An administrator may bind rooms, but reads no vendor's name.
  expect(await labels("room bind vendor", "", "adam")).toEqual([]);
  expect(await labels("vendor show", "", "aud")).toEqual([]);
  expect(await labels("vendor show", "", "stranger")).toEqual([]);
  const place = { kind: "room", platform: "slack", tenant: "T1", channel: "C9" } as const;
  expect(await labels("room bind vendor", "", "hana", { place })).toEqual([]);
});

test("the terminal completes a name to its number", async () => {
  expect(await complete(t.desk, "vendor show ")).toEqual(["vendor show 1 ", "vendor show 2 ", "vendor show 3 "]);
  expect(await complete(t.desk, "vendor show 月見")).toEqual(["vendor show 2 "]);
  expect(await complete(t.desk, "vendor show 3")).toEqual(["vendor show 3 "]);
});
