import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textOf } from "../support/desk.ts";
import { type VendorDesk, vendorDesk } from "../support/vendors.ts";

let v: VendorDesk;
const hana = { as: "hana" };
const done = (line: string) => v.t.done(line, hana);
const refused = async (line: string, code = "args.invalid"): Promise<string> => {
  const answer = await v.t.say(line, hana);
  expect(answer, line).toMatchObject({ ok: false, code });
  return textOf(answer);
};

beforeAll(async () => {
  v = await vendorDesk();
});
afterAll(() => v.t.database.close());

describe("the desk lists what a case holds", () => {
  let ref = "";
  beforeAll(async () => {
    ref = await v.invited();
  });

  test("with title, CWE by word or number, and CVE; the numbers count from 1", async () => {
    expect(await done(`vuln list ${ref}`)).toContain("the case counts as one");
    expect(await done(`vuln add ${ref} "CANARY-TITLE" cwe=79 cve=cve-2026-0001`)).toContain(
      "1 · CANARY-TITLE · CWE-79 Cross-site Scripting · CVE-2026-0001",
    );
    expect(await done(`vuln add ${ref} "second" cwe="path traversal"`)).toMatch(/2 · second · CWE-22 /);
    expect(await done(`vuln list ${ref}`)).toMatch(/1 · CANARY-TITLE.*\n.*2 · second/);
  });

  test("the case's weaknesses are its own and those of its vulnerabilities, none of them kept twice", async () => {
    await done(`score cwe ${ref} 89`);
    expect(await done(`case show ${ref}`)).toMatch(/CWE: CWE-22 .* · CWE-79 .* · CWE-89 /);
    const rows = await v.t.database.owner()`select cwe from weaknesses`;
    expect(rows.map((r) => r["cwe"])).toEqual([89]);
    await done(`vuln edit ${ref} 2 cwe=none`);
    expect(await done(`case show ${ref}`)).not.toContain("CWE-22");
  });

  test.each(["CVE-26-1234", "CVE-2026-123", "CVE-1998-1234", "CVE-2099-1234", "2026-1234", "CVE-2026-12a4"])(
    "%s is no CVE identifier, and the refusal says what is one",
    async (typed) => {
      expect(await refused(`vuln edit ${ref} 2 cve=${typed}`)).toMatch(/year 1999 to 20\d\d, the number four digits/);
    },
  );

  test("one CVE is not in one case twice, and in another only if somebody says so", async () => {
    expect(await refused(`vuln edit ${ref} 2 cve=CVE-2026-0001`)).toContain("Vulnerability 1 of this case has");
    const other = await v.invited();
    const warned = await refused(`vuln add ${other} "the same" cve=ＣＶＥ-2026-0001`);
    expect(warned).toContain(`Another case has CVE-2026-0001: #${ref}`);
    expect(warned).toContain("anyway=yes");
    await done(`vuln add ${other} "the same" cve=CVE-2026-0001 anyway=yes`);
    await done(`vuln edit ${other} 1 cve=none`);
    expect(await done(`vuln list ${other}`)).not.toContain("CVE-2026");
  });

  test("what is nobody's yet comes off, and its number is not given again", async () => {
    await done(`vuln add ${ref} "third"`);
    await done(`vuln remove ${ref} 3`);
    expect(await refused(`vuln remove ${ref} 3`)).toContain("No vulnerability of this case has the number 3");
    expect(await done(`vuln add ${ref} "fourth"`)).toContain("Listed as number 4");
    await done(`vuln remove ${ref} 4`);
    expect(await refused(`vuln edit ${ref} 1`, "args.missing")).toContain("cve=none");
  });
});

describe("vendors answer for each", () => {
  let ref = "";
  beforeAll(async () => {
    ref = await v.invited();
    await done(`vuln add ${ref} "CANARY-FIRST"`);
    await done(`vuln add ${ref} "CANARY-SECOND" cve=CVE-2026-7777`);
  });

  test("who has not agreed learns nothing of them, not even that they are there", async () => {
    const [shown, numbered, unnumbered] = [
      await v.did("hoshi", `reply show ${ref}`),
      textOf(await v.as("hoshi", `reply status ${ref} affected vulnerability=2`)),
      textOf(await v.as("hoshi", `reply status ${ref} affected vulnerability=9`)),
    ];
    expect(shown).not.toMatch(/CANARY|CVE-2026/);
    expect(numbered).toBe(unnumbered);
    expect(numbered).not.toContain("Allowed");
  });

  test("a status for one leaves the whole open; the desk and the vendor read each", async () => {
    await v.did("hoshi", `reply accept ${ref}`);
    const shown = await v.did("hoshi", `reply show ${ref}`);
    expect(shown).toContain("1 · CANARY-FIRST");
    expect(shown).toContain("CVE-2026-7777");
    expect(textOf(await v.as("hoshi", `reply status ${ref} affected vulnerability=3`))).toContain("all · 1 · 2");
    const answer = await v.did("hoshi", `reply status ${ref} affected vulnerability=1 product="CANARY-PRODUCT"`);
    expect(answer).toMatch(/No\. 1: Vulnerable, CANARY-PRODUCT, .*\n.*No\. 2: nothing said/);
    expect(await done(`party list ${ref}`)).toContain("Vulnerable, investigating");
    const no = "not_affected justification=component_not_present";
    await v.did("hoshi", `reply status ${ref} ${no} vulnerability=2`);
    await v.did("hoshi", `reply status ${ref} affected vulnerability=1`);
    const read = await done(`party show ${ref} 1`);
    expect(read).toContain("· Vulnerable ·");
    expect(read).toMatch(/No\. 2: Not Vulnerable, the component is not present/);
    expect(await done(`party list ${ref}`)).toContain("No. 2: Not Vulnerable");
  });

  test("nothing of it reaches the other vendor", async () => {
    await v.did("tsuki", `reply accept ${ref}`);
    const before = await v.did("tsuki", `reply show ${ref}`);
    expect(before).toContain("CANARY-SECOND");
    expect(before).not.toMatch(/No\. 1|CANARY-PRODUCT/);
    await v.did("hoshi", `reply status ${ref} affected vulnerability=2 product="HOSHI-ONLY"`);
    expect(await v.did("tsuki", `reply show ${ref}`)).toBe(before);
  });

  test("one that was spoken of stays, and the refusal says what hangs on it", async () => {
    expect(await refused(`vuln remove ${ref} 2`)).toContain("answers: 2");
    await done(`vuln edit ${ref} 2 title="CANARY-MENDED as Kitano Subaru said"`);
    expect(await v.did("tsuki", `reply show ${ref}`)).toContain("CANARY-MENDED as 〔…〕 said");
  });

  test("what was said of all before one was listed is shown as that", async () => {
    await v.did("tsuki", `reply status ${ref} affected`);
    await done(`vuln add ${ref} "CANARY-THIRD"`);
    expect(await done(`party show ${ref} 2`)).toMatch(/No\. 3: Vulnerable, .* \(of all, before this one was listed\)/);
    expect(await v.did("tsuki", `reply status ${ref} affected vulnerability=all`)).not.toContain("before this one");
  });
});

test("no title is readable in the database, and the audit tells what was done", async () => {
  const owner = v.t.database.owner();
  const rows = await owner`select t::text as row from vulnerabilities t
    union all select t::text from audit t union all select t::text from party_answers t`;
  const text = rows.map((r) => r["row"]).join("\n");
  for (const secret of ["CANARY", "HOSHI-ONLY", Buffer.from("CANARY").toString("hex")])
    expect(text).not.toContain(secret);
  for (const action of ["vuln.added", "vuln.edited", "vuln.removed"]) expect(text).toContain(action);
});
