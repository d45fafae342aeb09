import { readdirSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reports } from "../../support/reports.ts";
import { type RunningForm, startForm } from "../../support/web.ts";
import { head, statusOf, wire } from "../../support/wire.ts";

let form: RunningForm;
const path = "/report/website";
const urlencoded = "application/x-www-form-urlencoded";

beforeAll(async () => {
  form = await startForm({
    limits: { fileBytes: 20_000, textBytes: 100_000, parts: 120, requestSeconds: 2, headerSeconds: 1 },
  });
});
afterAll(() => form.stop());
beforeEach(() => {
  form.intake.submissions.length = 0;
});

const send = (body: BodyInit, type: string, accept = "application/json"): Promise<Response> =>
  fetch(form.url + path, {
    method: "POST",
    headers: { accept, ...(type === "" ? {} : { "content-type": type }) },
    body,
  });

const withField = (key: string, value: string): string =>
  new URLSearchParams({ ...reports.website, [key]: value }).toString();
const nothingKept = (): void => {
  expect(form.intake.submissions).toEqual([]);
  expect(readdirSync(form.spoolDir)).toEqual([]);
};

/** A multipart body by hand, with what no browser would send. */
const parts = (...all: readonly string[]): string => `${all.map((p) => `--x\r\n${p}\r\n`).join("")}--x--\r\n`;
const part = (name: string, value: string): string => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const multipart = "multipart/form-data; boundary=x";
/** A report that would be taken, in parts: what is wrong is only what is added to it. */
const sample = Object.entries(reports.website).map(([name, value]) => part(name, value));

describe("bodies that cannot be right", () => {
  const rows: readonly (readonly [name: string, status: number, body: BodyInit, type: string])[] = [
    ["no type", 415, new Uint8Array(3), ""],
    ["another type", 415, "a=b", "text/plain"],
    ["a type that is the name of something else", 415, "a=b", "constructor"],
    ["a type made up of nonsense", 415, "a=b", "application/json, text/html"],
    ["no boundary", 400, "a", "multipart/form-data"],
    ["a body that stops in the middle", 400, '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', multipart],
    ["10,000 parts", 413, parts(...Array.from({ length: 10_000 }, (_, i) => part(`f${i}`, "x"))), multipart],
    ["10,000 fields", 413, Array.from({ length: 10_000 }, (_, i) => `f${i}=x`).join("&"), urlencoded],
    ["a text of one byte too much", 413, `a=${"x".repeat(99_999)}`, urlencoded],
    [
      "parts that are too large together",
      413,
      parts(part("a", "x".repeat(60_000)), part("b", "x".repeat(60_000))),
      multipart,
    ],
    ["a part without a name of its kind", 400, parts(...sample, "X-A: 1\r\n\r\nlost words"), multipart],
    [
      "a part that is an attachment",
      400,
      parts(...sample, 'Content-Disposition: attachment; name="remarks"\r\n\r\nx'),
      multipart,
    ],
    [
      "a part with a head of 64 kB",
      400,
      parts(...sample, `X-A: ${"y".repeat(64_000)}\r\n${part("remarks", "x")}`),
      multipart,
    ],
    ["bytes of Shift_JIS", 400, Buffer.from("threat=%8E%E8", "latin1"), urlencoded],
    ["bytes of Shift_JIS in parts", 400, Buffer.from(parts(part("threat", "\x8e\xe8")), "latin1"), multipart],
    ["a broken escape", 400, "threat=%4", urlencoded],
    ["JSON that is none", 400, "{", "application/json"],
    ["a JSON list", 400, "[]", "application/json"],
    ["JSON nested where text belongs", 400, '{"threat":[["x"]]}', "application/json"],
    ["JSON that is not UTF-8", 400, Buffer.from('{"threat":"\x8e"}', "latin1"), "application/json"],
  ];
  test.each(rows)("%s → %i, and nothing is stored", async (_, status, body, type) => {
    const answer = await send(body, type);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ errors: [{ field: "", message: expect.stringMatching(/./) }] });
    nothingKept();
  });

  test("say which limit was passed, in the reader's language", async () => {
    const body = `a=${"x".repeat(100_000)}`;
    const answer = await fetch(`${form.url}${path}?lang=en`, {
      method: "POST",
      headers: { "content-type": urlencoded },
      body,
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain("All text together may take 98 kB.");
  });
});

describe("connections that cannot be right", () => {
  test("a claim of 10 GB is answered before a byte of it is read", async () => {
    const answer = await wire(form.url, head(path, `Content-Type: ${multipart}`, "Content-Length: 10000000000"));
    expect(statusOf(answer)).toBe(413);
    expect(answer.toLowerCase()).toContain("connection: close");
  });
  test("a head of 64 kB is refused", async () => {
    expect(statusOf(await wire(form.url, head(path, `X-Long: ${"x".repeat(65_536)}`)))).toBe(431);
  });
  test("a chunked body without end is cut after its time", async () => {
    const answer = await wire(
      form.url,
      head(path, `Content-Type: ${urlencoded}`, "Transfer-Encoding: chunked"),
      "3\r\na=b\r\n",
    );
    expect(statusOf(answer)).toBe(408);
    nothingKept();
  });
  test("a head that drips is cut after its time", async () => {
    expect(statusOf(await wire(form.url, `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX: `))).toBe(408);
  });
  test("a file that stops in the middle leaves nothing in the spool", async () => {
    const file = '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nabc';
    const answer = await wire(form.url, head(path, `Content-Type: ${multipart}`, "Content-Length: 10000"), file);
    expect(statusOf(answer)).toBe(408);
    await expect.poll(() => readdirSync(form.spoolDir)).toEqual([]);
    expect(form.logged()).not.toContain("a page failed");
  });
});

describe("reports with faults", () => {
  const rows: readonly (readonly [
    name: string,
    body: string,
    error: { field: string; code: string; message?: string },
  ])[] = [
    [
      "a field that we do not know",
      withField("nickname", "x"),
      { field: "nickname", code: "unknown-field", message: 'unknown field "nickname"' },
    ],
    [
      "a field with a bidi name",
      withField("a\u202eb", "x"),
      { field: "a\u202eb", code: "unknown-field", message: 'unknown field "a[U+202E]b"' },
    ],
    [
      "a field sent twice",
      `${withField("a", "")}&finder_name=x`.replace("&a=", ""),
      { field: "finder_name", code: "twice" },
    ],
    ["only spaces", withField("threat", " \u3000 "), { field: "threat", code: "missing" }],
    [
      "a NUL",
      withField("threat", "ab\0"),
      {
        field: "threat",
        code: "not-storable",
        message: "This contains a character that cannot be stored (position 3).",
      },
    ],
    ["a line break in a name", withField("finder_name", "a\r\nBcc: b"), { field: "finder_name", code: "line-break" }],
    ["a day that does not exist", withField("confirmed_on", "2026-02-30"), { field: "confirmed_on", code: "date" }],
    ["a quoted mail address", withField("finder_email", '"x y"@z'), { field: "finder_email", code: "email" }],
    [
      "one very long line",
      withField("finder_name", "x".repeat(90_000)),
      { field: "finder_name", code: "too-long", message: "At most 200 characters; this has 90,000." },
    ],
  ];
  test.each(rows)("%s → 422 that names it", async (_, body, error) => {
    const answer = await fetch(`${form.url}${path}?lang=en`, {
      method: "POST",
      headers: { accept: "application/json", "content-type": urlencoded },
      body,
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [error] });
    nothingKept();
  });

  test("a lone surrogate in JSON is named with its place", async () => {
    const answer = await send(JSON.stringify({ ...reports.website, threat: "a\ud800" }), "application/json");
    expect(await answer.json()).toMatchObject({ errors: [{ field: "threat", code: "not-storable" }] });
  });

  test("an empty report names every missing field at once, as links to the fields", async () => {
    const answer = await send("step=check", urlencoded, "text/html");
    expect(answer.status).toBe(422);
    const page = await answer.text();
    const links = [...page.matchAll(/<a href="#(f-[a-z_]+)">/g)].map((m) => m[1]);
    expect(links).toHaveLength(12);
    for (const id of links) expect(page).toContain(`id="${id}"`);
  });

  test("odd but storable text is stored as sent and shown neutralised", async () => {
    const threat = "＜script＞<script>alert(1)</script>\u202eﾊﾝｶｸ\u200b";
    const shown = await (await send(withField("threat", threat), urlencoded, "text/html")).text();
    expect(shown).toContain("＜script＞&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]ﾊﾝｶｸ[U+200B]");
    await send(withField("threat", threat), urlencoded);
    expect(form.intake.submissions[0]?.values["threat"]).toBe(threat);
  });
});

describe("JSON", () => {
  test("takes true, numbers, lists, and rows for reports to others", async () => {
    const other_reports = [{ org: "JPCERT/CC", date: "2026-11-01", state: "open", reference: "X-1" }, { org: "CERT" }];
    const body = {
      ...reports.website,
      policy_agreed: true,
      cwe: ["CWE-79"],
      other_reports,
      remarks: null,
      cvss_vector: "",
    };
    const answer = await send(JSON.stringify(body), "application/json");
    expect(answer.status).toBe(201);
    expect(Object.keys(await answer.json())).toEqual(["reference", "receipt", "status_url"]);
    expect(form.intake.submissions[0]?.values).toMatchObject({
      policy_agreed: "yes",
      cwe: ["CWE-79"],
      other_reports: ["JPCERT/CC / 2026-11-01 / open / X-1", "CERT"],
    });
  });

  test("sent twice under one Idempotency-Key is one report", async () => {
    const once = () =>
      fetch(form.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "0123456789abcdef0123456789" },
        body: JSON.stringify(reports.website),
      });
    const [a, b] = [await (await once()).json(), await (await once()).json()];
    expect(a).toEqual(b);
    expect(form.intake.submissions).toHaveLength(1);
  });

  test("with a short Idempotency-Key is refused, because somebody could guess it", async () => {
    const headers = { "content-type": "application/json", "idempotency-key": "1" };
    const answer = await fetch(form.url + path, { method: "POST", headers, body: JSON.stringify(reports.website) });
    expect(answer.status).toBe(400);
  });
});
