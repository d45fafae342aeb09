import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDesk, textOf } from "../support/desk.ts";
import { code, type ReplyDesk, replyDesk } from "../support/reply-desk.ts";

let d: ReplyDesk;
let t: TestDesk;
let ref = "";
const as: ReplyDesk["as"] = (...asked) => d.as(...asked);
const did: ReplyDesk["did"] = (...asked) => d.did(...asked);

beforeAll(async () => {
  d = await replyDesk();
  ({ t, ref } = d);
  await d.invite();
});
afterAll(() => t.database.close());

describe("codes", () => {
  test("work once, and fail alike whatever is wrong", async () => {
    const made = code(await t.done("vendor link 1 1", { as: "hana" }));
    const by = (user: string) => ({ principal: { platform: "slack", tenant: "THOSHI", user } as const });
    expect((await as("hoshi", `reply link ${made}`, by("U5"))).ok).toBe(true);
    const failed = await Promise.all([
      as("hoshi", `reply link ${made}`, by("U6")),
      as("hoshi", "reply link AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", by("U6")),
      as("hoshi", "reply link nonsense", by("U6")),
    ]);
    expect(failed.map((a) => (a.ok ? "ok" : a.code))).toEqual(["code.invalid", "code.invalid", "code.invalid"]);
    expect(new Set(failed.map(textOf)).size).toBe(1);
  });

  test("a colleague is let in by one of the vendor's own, for that vendor", async () => {
    const made = code(await did("hoshi", 'reply colleague "Tanaka Mei"'));
    const mei = { principal: { platform: "slack", tenant: "THOSHI", user: "U7" } as const };
    expect(await did("hoshi", `reply link ${made}`, mei)).toContain("You can now answer");
    expect(await did("hoshi", "reply list", mei)).toContain(ref);
    // Who has left is nobody from then on, and so is their unused code.
    const owner = t.database.owner();
    const [last] = await owner`select max(n)::int as n from vendor_contacts where vendor_id = 1`;
    const unused = code(await t.done(`vendor link 1 ${last?.["n"]}`, { as: "hana" }));
    await t.done(`vendor unlink 1 ${last?.["n"]}`, { as: "hana" });
    expect(await as("hoshi", `reply show ${ref}`, mei)).toMatchObject({ ok: false, code: "stranger" });
    expect(await as("hoshi", `reply link ${unused}`, mei)).toMatchObject({ ok: false, code: "code.invalid" });
    const kept = await owner`select data->>'why' as why from audit where action = 'account.refused'`;
    expect(new Set(kept.map((r) => r["why"]))).toEqual(new Set(["stranger", "code.invalid"]));
  });
});
