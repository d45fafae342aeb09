import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
const done = (line: string, as = "hana") => v.t.done(line, { as });
const split = async (ref: string, product = "Hoshi Cart 2.1", as = "hana"): Promise<string> =>
  /(\d{8}) begins/.exec(await done(`case split ${ref} "${product}" it too`, as))?.[1] ?? "";
const consent = async (ref: string) =>
  await v.t.database.owner()`select p.n, p.vendor_id, p.consent, p.invited_at, p.terms_id, e.terms_id as bound
    from parties p join cases c on c.id = p.case_id left join embargoes e on e.case_id = c.id
    where c.reference = ${Number(ref)} order by p.n`;

beforeAll(async () => {
  v = await vendorDesk();
});
afterAll(() => v.t.database.close());

describe("what a split carries", () => {
  let [ref, other] = ["", ""];
  beforeAll(async () => {
    ref = await v.invited();
    await v.did("hoshi", `reply accept ${ref}`);
    await done(`score cwe ${ref} 79`);
    await done(`vuln add ${ref} "CANARY-ONE" cwe=22 cve=CVE-2026-4444`);
    await v.waiting("hoshi");
    await v.waiting("tsuki");
    const said = await done(`case split ${ref} "Hoshi Cart 2.1" it too`);
    other = /(\d{8}) begins/.exec(said)?.[1] ?? "";
    expect(said).toContain("Vulnerabilities that came along: 1");
    expect(said).toContain("bound here by the same terms: 1");
  });

  test("weaknesses and vulnerabilities, sealed anew; the shared CVE is no surprise", async () => {
    expect(await done(`vuln list ${other}`)).toContain("1 · CANARY-ONE · CWE-22");
    expect(await done(`case show ${other}`)).toMatch(/CWE: CWE-22 .* · CWE-79 /);
    await done(`vuln edit ${other} 1 cve=CVE-2026-4445`);
    await done(`vuln edit ${other} 1 cve=CVE-2026-4444`);
  });

  test("who accepted is bound on the new case from the first moment, and hears and sees nothing of it", async () => {
    const rows = await consent(other);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ vendor_id: 1, consent: "signatory", invited_at: null });
    expect(rows[0]?.["terms_id"]).toBe(rows[0]?.["bound"]);
    expect(await v.as("hoshi", `reply show ${other}`)).toMatchObject({ ok: false, code: "case.not-found" });
    for (const name of ["hoshi", "tsuki"] as const) expect((await v.waiting(name)).join()).not.toContain(other);
    expect(await done(`case history ${other}`)).toContain("party bound by its word on the case split");
  });

  test("invited, it reads at once and is not asked again; who had not accepted is asked first", async () => {
    await done(`party invite ${other} 1`);
    expect((await v.waiting("hoshi")).join()).toContain("You agreed to the embargo");
    expect(await v.did("hoshi", `reply show ${other}`)).toContain("CANARY-ONE");
    await done(`party add ${other} vendor=2`);
    await done(`party invite ${other} 2`);
    expect(await v.did("tsuki", `reply show ${other}`)).not.toContain("CANARY");
    expect((await consent(other)).map((r) => r["consent"])).toEqual(["signatory", "invited"]);
  });

  test("other terms before that free it of the old ones, and still tell it nothing", async () => {
    const third = await split(ref, "Hoshi Lamp 1");
    await done(`embargo propose ${third} +80d`);
    const proposal = (
      await v.t.database.owner()`select t.n from embargo_terms t join cases c on c.id = t.case_id
      where c.reference = ${Number(third)} and t.state = 'proposed'`
    )[0]?.["n"];
    await done(`party add ${third} "By Mail"`);
    await done(`embargo accept ${third} ${proposal} party=2`);
    expect((await consent(third))[0]).toMatchObject({ consent: "lapsed", invited_at: null });
    expect((await v.waiting("hoshi")).join()).not.toContain(third);
    await done(`party invite ${third} 1`);
    expect((await consent(third))[0]).toMatchObject({ consent: "invited" });
  });
});

test("a site's split carries its kinds of weakness, and neither titles nor the operator's promise", async () => {
  const { ref } = await v.t.report("website");
  await v.t.done(`report accept ${ref} all`);
  await v.t.done(`party add ${ref} vendor=1`);
  await v.t.done(`party invite ${ref} 1`);
  await v.did("hoshi", `reply accept ${ref}`);
  await v.t.done(`party attempt ${ref} 1 mail answered`);
  await v.t.done(`party status ${ref} 1 work=details_sent`);
  await v.t.done(`case move ${ref} ntf`);
  await done(`vuln add ${ref} "CANARY-SITE"`);
  await done(`score cwe ${ref} 79`);
  const other = await split(ref);
  expect(await done(`vuln list ${other}`)).toContain("counts as one");
  expect(await done(`case show ${other}`)).toContain("CWE-79");
  expect(await consent(other)).toEqual([]);
});

test("a merge keeps what the duplicate was of, without doubling what is known", async () => {
  const [from, to] = [await v.invited(), await v.invited()];
  await done(`score cwe ${from} 79`);
  await done(`score cwe ${to} 89`);
  await done(`vuln add ${from} "the same" cve=CVE-2026-5555`);
  await done(`vuln add ${from} "by title"`);
  await done(`vuln add ${from} "CANARY-NEW"`);
  await done(`vuln add ${to} "named otherwise" cve=CVE-2026-5555 anyway=yes`);
  await done(`vuln add ${to} "by title"`);
  expect(await done(`case merge ${from} ${to}`)).toContain("lists now, too: 1");
  const list = await done(`vuln list ${to}`);
  expect(list).toMatch(/1 · named otherwise.*\n.*2 · by title\n.*3 · CANARY-NEW/);
  expect(list).not.toContain("the same");
  expect(await done(`case show ${to}`)).toMatch(/CWE: CWE-79 .* · CWE-89 /);
  expect(await done(`vuln list ${from}`)).toContain("the same");
});
