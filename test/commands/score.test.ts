import { afterAll, beforeAll, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { plain } from "../../src/render.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

let t: TestDesk;
beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst" });
});
afterAll(() => t.database.close());

const local = "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H";
const remote = "CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:U/C:H/I:H/A:H";

test("finder's, vendor's and desk's scores stand side by side, with the metrics that differ; the desk's is in force", async () => {
  const { ref } = await t.report("software", { cvss_vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" });
  await t.done(`report accept ${ref} all`);
  const desk = await t.done(`score cvss ${ref} ${local}`, { as: "hana" });
  expect(desk).toContain("desk: 7.8 High (CVSS 3.1)");
  expect(desk).toContain("finder: 9.8 Critical (CVSS 3.1)");
  expect(desk).toContain(
    "from the report) — ≠ differs from the desk's in 2 (desk's → this): Attack Vector (AV): L local → N network · User Interaction",
  );
  const vendor = await t.done(`score cvss ${ref} ${local.replace("A:H", "A:N")} vendor Their advisory of Monday`);
  expect(vendor).toContain(`#${ref} score of the vendor or operator  7.1 High`);
  expect(vendor).toContain("≠ differs from the desk's in 1 (desk's → this): Availability (A): H high → N none");
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${local}`);
  // What the desk enters for a finder goes before the report.
  await t.done(`score cvss ${ref} ${remote} by=finder`);
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("finder: 8.0 High");
  expect(explained).not.toContain("from the report");
});

test("each of several vulnerabilities has its scores side by side, and none of them changes the case's", async () => {
  const { ref } = await t.report();
  await t.done(`report accept ${ref} all`);
  await t.done(`vuln add ${ref} "Overflow in the parser"`);
  await t.done(`vuln add ${ref} "XSS in the album"`);
  await t.done(`score cvss ${ref} ${local}`, { as: "hana" });
  const xss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N";
  const second = await t.done(`score cvss ${ref} ${xss} vulnerability=2 why="Seen in the album"`, { as: "hana" });
  expect(second).toContain(`#${ref}  vulnerability 2  6.1 Medium (CVSS 3.1)`);
  expect(second).toContain("The case's own score, by which the matrix decides, stays as it was.");
  const vendor = await t.done(`score cvss ${ref} ${xss.replace("S:C", "S:U")} by=vendor vulnerability=2`);
  expect(vendor).toContain("≠ differs from the desk's in 1 (desk's → this): Scope (S): C changed → U unchanged");
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${local}`);
  expect(await t.done(`score impact ${ref} spread=wide`)).toContain("7.8 × wide");
  const explained = await t.done(`score explain ${ref}`);
  expect(explained.slice(explained.indexOf("vulnerability 2\n"))).toMatch(
    /^vulnerability 2\n.*vendor or operator: 5\.4 Medium.*≠ differs from the desk's in 1.*\n.*desk: 6\.1 Medium/,
  );
  expect(explained).not.toContain("vulnerability 1");
  const history = await t.done(`score history ${ref}`, { locale: "ja" });
  expect(history).toMatch(/CVSS（脆弱性2, デスク） 6\.1 警告 .* — Seen in the album/);
  expect(history).toContain("一致 4件");
  const refined = await t.done(`score refine ${ref} E:P vulnerability=2`, { as: "hana" });
  expect(refined).toContain(`/A:N/E:P`);
  expect(refined).toContain(`score refine ${ref} vulnerability=2`);
  expect(await t.done(`case show ${ref}`)).toContain(`7.8  ${local}`);
  // What was scored stays told when the vulnerability is taken off again; a number that is not there is refused.
  await t.done(`vuln remove ${ref} 2`);
  expect(await t.done(`score history ${ref}`)).toContain(
    "CVSS (vulnerability 2, taken off since, vendor or operator) 5.4 Medium",
  );
  expect(textOf(await t.say(`score cvss ${ref} ${xss} vulnerability=2`))).toContain("has the number 2");
  // By menus, too.
  const menus = { version: "3.1", AV: "L", AC: "L", PR: "N", UI: "R", S: "U", C: "H", I: "H", A: "N" };
  const chosen = await t.say(`score cvss ${ref} vulnerability=1`, { as: "hana", options: menus });
  expect(textOf(chosen)).toContain("vulnerability 1  7.1 High (CVSS 3.1)");
});

test("history says who, when and why; until a day it shows what was known then", async () => {
  const { ref } = await t.report();
  const before = new Date();
  await t.done(`score cvss ${ref} ${local} why="The sample needs a click"`, { as: "hana" });
  await t.done(`score cvss ${ref} ${remote}`, { as: "admin" });
  const history = await t.done(`score history ${ref}`, { as: "ana" });
  expect(history).toContain("2 of 2 until");
  expect(history).toMatch(/JST {2}hana {2}CVSS \(desk\) 7\.8 High .* — The sample needs a click/);
  expect(history.indexOf("7.8")).toBeLessThan(history.indexOf("8.0"));
  const day = new Date(before.getTime() - 86_400_000).toISOString().slice(0, 10);
  const then = await t.done(`score history ${ref} at=${day}`);
  expect(then).toContain("not scored yet");
  expect(then).toMatch(new RegExp(`until \\w{3} ${Number(day.slice(8))} \\w{3} \\d{4}, oldest first`));
  expect(await t.done(`score explain ${ref} at=${day}`)).toMatch(
    /As of \w{3} \d+ \w{3} \d{4}\.\nThe desk has not scored/,
  );
  expect(textOf(await t.say(`score history ${ref} at=whenever`))).toContain("cannot be read as a time");
  const [stored] = await t.database.sql`select why, made from scores where vector = ${local} order by id desc limit 1`;
  expect(String(stored?.["why"])).not.toContain("click");
  expect(stored?.["made"]).toMatch(/^ae-cvss-calculator \d/);
});

test("what a case's score means, metric by metric, and which single metric would take it over a border", async () => {
  const { ref } = await t.report();
  const scored = await t.done(`score cvss ${ref} ${local}`);
  expect(scored).toContain("No single metric alone raises the severity.");
  expect(await t.done(`score explain ${ref}`)).toContain("Attack Vector (AV): L local");
  const ja = await t.done(`score explain ${ref}`, { locale: "ja" });
  expect(ja).toContain("攻撃元区分（AV）: L ローカル");
  expect(ja).toContain("一つ変えるだけで深刻度が変わる項目（");
  expect(ja).toContain("二つ変えると深刻度が上がる項目（3通り中3）");
  expect(ja).toContain("ユーザ関与レベル（UI）: R 要 → N 不要 + スコープ（S）: U 変更なし → C 変更あり  ⇒ 9.3 緊急");
  expect(await t.done(`score cvss ${ref} CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N`)).toMatch(
    /Single changes that raise the severity \(3 of \d\): /,
  );
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("Confidentiality (C): L low → H high  ⇒ 8.2 High");
  // One is enough, so no pair is said.
  expect(explained).not.toContain("Two metrics that together");
  expect(await t.done(`score explain ${(await t.report()).ref}`)).toContain("The desk has not scored it");
});

test("two vectors are compared metric by metric, and in words where their versions share none", async () => {
  const same = await t.done(`score compare ${local} ${remote}`);
  expect(same).toContain("Metrics that differ: 2");
  expect(same).toContain("Privileges Required (PR): N none → L low");
  expect(await t.done(`score compare ${local} ${local.replace("3.1", "3.0")}`)).toContain("No metric differs");
  const other = await t.done(`score compare ${local} AV:N/AC:L/Au:N/C:P/I:P/A:P`);
  expect(other).toContain("share no metrics");
  expect(other.indexOf("7.5 High (CVSS 2.0)", other.indexOf("share no"))).toBeGreaterThan(0);
  expect(other).toContain("Authentication (Au): N none");
  expect(textOf(await t.say(`score compare ${local} AV:N`))).toContain('begins with "AV:N"');
});

test("SSVC: points are answered from the case's facts with the reason, the rest by a person; the row, the outcome, the flips", async () => {
  const { ref } = await t.report("software", { exploited: "no", exploit_public: "no" });
  await t.done(`report accept ${ref} all`);
  const asked = await t.say(`score ssvc ${ref} public=no`);
  expect(asked).toMatchObject({ ok: false, code: "args.missing", field: "utility" });
  expect(textOf(asked)).toContain("The case does not say: utility (U) · public safety impact (PSI)");
  expect(textOf(asked)).toContain(
    `Answer each: score ssvc ${ref} utility=laborious|efficient|super-effective safety=minimal|significant`,
  );
  expect(textOf(await t.say(`score ssvc ${ref} psi=minimal`))).toContain(
    "score ssvc takes no psi.\nBy name: case · table · public · contacted",
  );
  const done = await t.done(`score ssvc ${ref} contacted=yes utility=efficient safety=significant`, { as: "hana" });
  expect(done).toContain("coordinator triage (DT_COORD_TRIAGE 1.0.0): coordinate");
  expect(done).toContain("report credibility (RC): the report is credible — the report was accepted");
  expect(done).toContain(
    'supplier contacted (SCON): the supplier was contacted — answered; the case would say "nobody',
  );
  expect(done).toContain("Row used: RP=N SCON=Y RC=C SC=O SE=U U=E PSI=S → COORDINATE=C");
  expect(done).toContain(
    "supplier engagement (SE): the supplier does not answer → the supplier answers and takes part  ⇒ track",
  );
  // Finer points stand for the coarse ones.
  const finer = await t.done(`score ssvc ${ref} contacted=yes automatable=no density=diffuse harm=negligible`);
  expect(finer).toContain(
    "utility (U): laborious — from automatable (A): an attack cannot reliably be automated · value density (VD): little",
  );
  expect(finer).toContain("COORDINATE=T");
  const published = await t.done(`score ssvc ${ref} table=publish benefit=limited`);
  expect(published).toContain("coordinator publication (DT_COORD_PUBLISH 1.0.0): do not publish");
  expect(published).toContain("exploitation (E): no exploit known — the report says that there is none");
  const rows = await t.database.sql`select "table", version, answers, outcome from ssvc_decisions order by id`;
  expect(rows.map((r) => `${r["table"]} ${r["version"]} ${r["outcome"]}`)).toEqual([
    "DT_COORD_TRIAGE 1.0.0 C",
    "DT_COORD_TRIAGE 1.0.0 T",
    "DT_COORD_PUBLISH 1.0.0 N",
  ]);
  expect(await t.done(`case history ${ref}`)).toContain("decided by SSVC");
  const exported = await t.done(`score export ${ref}`);
  const list = JSON.parse(exported.slice(exported.indexOf("{"))) as { target_ids: string[]; selections: unknown[] };
  expect(list.target_ids).toEqual([`TDK#${ref}`]);
  expect(list.selections).toHaveLength(8);
  expect(await t.say(`score export ${(await t.report()).ref}`)).toMatchObject({ ok: false, code: "case.not-ready" });
});

test("SSVC by selects: chosen as the facts say, the outcome as soon as all are answered", async () => {
  const { ref } = await t.report();
  await t.done(`report accept ${ref} all`);
  const forms = createForms(t.desk);
  const open = async (options: Record<string, string>, line = `score ssvc ${ref}`) => {
    const opened = await forms.open({
      principal: { platform: "console", tenant: "local", user: "admin" },
      place: { kind: "private" },
      locale: "ja",
      line,
      options,
    });
    if (!opened.ok) throw new Error(opened.code);
    const said = [...opened.form.before, ...opened.form.after].map((n) => (n.kind === "para" ? plain(n.text) : ""));
    return { fields: opened.form.fields, said: said.join("\n") };
  };
  const first = await open({});
  expect(first.fields.map((f) => [f.name, f.initial])).toEqual([
    ["public", "no"],
    ["contacted", "no"],
    ["credible", "yes"],
    ["suppliers", "one"],
    ["engaged", "unresponsive"],
    ["utility", undefined],
    ["safety", undefined],
    ["why", undefined],
  ]);
  expect(first.said).toContain("すべて答えると結果が出ます。");
  const all = { contacted: "yes", utility: "laborious", safety: "minimal" };
  expect((await open(all)).said).toContain("調整の要否（DT_COORD_TRIAGE 1.0.0）: 注視する");
  expect((await open({}, `score ssvc ${ref} table=publish`)).fields.map((f) => f.name)).toEqual([
    "involvement",
    "exploitation",
    "benefit",
    "why",
  ]);
});

test("replay: every decision comes out the same from what was stored, and a difference is said", async () => {
  const { ref } = await t.report("software", { exploited: "no", exploit_public: "no", ci_impact: "no" });
  await t.done(`report accept ${ref} all`);
  await t.done(`score cvss ${ref} ${local}`);
  await t.done(`score impact ${ref} users=5000 passive=no`, { as: "hana" });
  await t.done(`score ssvc ${ref} utility=laborious safety=minimal`, { as: "hana" });
  expect(await t.done(`score explain ${ref}`)).not.toContain("The impact was decided with");
  // Later limits change no earlier decision.
  await t.done("desk settings impact.medium-below 2000");
  const same = await t.done(`score history ${ref}`);
  expect(same).toContain("impact priority  7.8 × medium (5000 users)");
  expect(same).toContain("3 the same, 0 different, 0 without inputs");
  expect(await t.done(`score impact ${ref} users=5000`)).toContain("7.8 × wide (5000 users)");
  await t.done("desk settings impact.medium-below 100000");
  const [row] = await t.database.sql`
    select inputs, made from scores s join cases c on c.id = s.case_id
    where c.reference = ${Number(ref)} and inputs is not null order by s.id limit 1`;
  expect(row).toEqual({
    made: "guideline 2019, appendix 4",
    inputs: {
      score: 7.8,
      users: 5000,
      infrastructure: "no",
      exploited: "no",
      passive: "no",
      spread: null,
      cell: null,
      narrowBelow: 1000,
      mediumBelow: 100_000,
    },
  });
  const explained = await t.done(`score explain ${ref}`);
  expect(explained).toContain("SSVC coordinator triage (DT_COORD_TRIAGE 1.0.0): decline");
  // Scored anew, the matrix was asked with another score: that is said, and nothing decided by itself.
  await t.done(`score cvss ${ref} ${local.replace("I:H/A:H", "I:N/A:N")} why="Only reads"`);
  const later = await t.done(`score explain ${ref}`, { locale: "en" });
  expect(later).toContain("The impact was decided with 7.8; the score is 5.5 now. Decide it again if need be.");
  expect(later).toContain("Why: Only reads");
  expect(await t.done(`case show ${ref}`)).toContain("priority");
  await t.database.sql`delete from scores where vector = ${local.replace("I:H/A:H", "I:N/A:N")}`;
  expect(explained).toContain(
    "4 the same, 0 different, 0 without inputs (ae-cvss-calculator 1.0.13 · guideline 2019, appendix 4 · DT_COORD_TRIAGE 1.0.0",
  );
  // Somebody changes what was stored; and one was decided before inputs were kept.
  const { sql } = t.database;
  await sql`update scores set score = 7.7 where vector = ${local} and case_id = (select id from cases where reference = ${Number(ref)})`;
  await sql`update ssvc_decisions set outcome = 'C' where case_id = (select id from cases where reference = ${Number(ref)})`;
  await sql`update scores set inputs = null where spread = 'wide' and case_id = (select id from cases where reference = ${Number(ref)})`;
  const changed = await t.done(`score history ${ref}`);
  expect(changed).toContain("7.7 High CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H — recomputed it differs: 7.8 High");
  expect(changed).toContain("coordinate — recomputed it differs: decline");
  expect(changed).toContain("cannot be recomputed: its inputs were not kept");
  expect(changed).toContain("1 the same, 2 different, 1 without inputs");
  expect(await t.done(`score history ${ref}`, { locale: "ja" })).toContain("一致 1件、不一致 2件、入力なし 1件");
});

test("a case scored with 4.0 after 3.1 keeps the 3.1 base score for its impact", async () => {
  const { ref } = await t.report();
  await t.done(`score cvss ${ref} ${local}`);
  await t.done(`score cvss ${ref} CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N`);
  expect(await t.done(`score impact ${ref} spread=narrow`)).toContain("7.8 × narrow (set by hand)");
});

test("CWE by number or by a word that fits one; suggested by number, name and keyword; shown with the case", async () => {
  const { ref } = await t.report();
  expect(await t.done(`score cwe ${ref} CWE-79, SQL injection`)).toContain(
    "CWE-79 Cross-site Scripting · CWE-89 SQL Injection",
  );
  expect(await t.done(`case show ${ref}`, { locale: "ja" })).toContain("CWE-79 クロスサイトスクリプティング");
  expect(await t.done(`score cwe ${ref} 79`)).not.toContain("CWE-89");
  expect(await t.done(`case history ${ref}`)).toContain("CWE set  to=79 from=79,89");
  const many = await t.say(`score cwe ${ref} injection`);
  expect(many).toMatchObject({ ok: false, code: "args.invalid", field: "cwe" });
  expect(textOf(many)).toContain("CWE-89 SQL Injection");
  expect(textOf(await t.say(`score cwe ${ref} 1,2,3,4,5,6`))).toContain("one to 5");
  const forms = createForms(t.desk);
  const found = (query: string) =>
    forms.suggest(
      {
        principal: { platform: "console", tenant: "local", user: "ana" },
        place: { kind: "private" },
        locale: "ja",
        line: "score cwe",
      },
      "cwe",
      query,
    );
  expect((await found("89"))[0]).toEqual({ value: "CWE-89", label: "CWE-89 SQLインジェクション" });
  expect((await found("CWE-79,SQL"))[0]?.value).toBe("CWE-79,CWE-89");
  expect(await found("")).toHaveLength(25);
});

test.each(["score explain", "score history"])(
  "%s opens why somebody scored so, and who read it is recorded",
  async (name) => {
    const { ref } = await t.report();
    await t.done(`report accept ${ref} all`);
    const reads = async (): Promise<number> => {
      const [row] = await t.database.owner()`
      select count(*)::int as n from audit_reads r join cases c on c.id = r.case_id where c.reference = ${Number(ref)}`;
      return Number(row?.["n"]);
    };
    const before = await reads();
    await t.done(`${name} ${ref}`);
    expect(await reads()).toBe(before + 1);
  },
);
