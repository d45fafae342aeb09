import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { shownName } from "../../../adapters/web/file-name.ts";
import { frameBytes, openFrame } from "../../../src/crypto/framed.ts";
import { reports } from "../../support/reports.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

const fileBytes = 200_000;
let form: RunningForm;
beforeAll(async () => {
  form = await startForm({ limits: { fileBytes } });
});
afterAll(() => form.stop());
beforeEach(() => {
  form.intake.submissions.length = 0;
});

const send = (
  files: readonly File[],
  accept = "application/json",
  more: Record<string, string> = {},
): Promise<Response> => {
  const body = new FormData();
  for (const [key, value] of Object.entries({ ...reports.website, step: "send", ...more })) body.append(key, value);
  for (const file of files) body.append("files", file);
  return fetch(`${form.url}/report/website?lang=en`, { method: "POST", headers: { accept }, body });
};

/** What the sealed frames of a file hold. */
function unseal(id: string, key: Buffer, sealed: Buffer): Buffer {
  const plain: Buffer[] = [];
  for (let at = 0, n = 0; at < sealed.length; n++) {
    const length = sealed.readUInt32BE(at);
    const last = at + 4 + length === sealed.length;
    plain.push(openFrame(key, id, n, last, sealed.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(plain);
}

describe("a file", () => {
  test.each([0, 1, frameBytes, frameBytes + 1, fileBytes])(
    "of %i bytes arrives whole, and sealed on the way",
    async (size) => {
      const bytes = Buffer.alloc(size, "canary of the file ");
      expect((await send([new File([bytes], "a.bin", { type: "text/html" })])).status).toBe(201);
      const [submission] = form.intake.submissions;
      const [file] = submission?.files ?? [];
      const [sealed] = submission?.sealed ?? [];
      if (file === undefined || sealed === undefined) throw new Error("no file arrived");
      expect(file).toMatchObject({ name: "a.bin", mediaType: "text/html", size });
      expect(sealed.includes("canary")).toBe(false);
      expect(unseal(file.id, file.key, sealed).equals(bytes)).toBe(true);
    },
  );

  test("is gone from the spool when the report is stored", async () => {
    await send([new File(["x"], "a")]);
    expect(readdirSync(form.spoolDir)).toEqual([]);
  });

  test("is readable by nobody else while it waits", async () => {
    const submit = form.intake.submit;
    let mode = 0;
    form.intake.submit = async (submission) => {
      mode = statSync(submission.files[0]?.path ?? "").mode & 0o777;
      return submit(submission);
    };
    await send([new File(["x"], "a")]);
    form.intake.submit = submit;
    expect(mode).toBe(0o600);
  });

  test("of any kind is taken unopened, twins included", async () => {
    const names = ["a.html", "a.svg", "a.lnk", "a.html", "CON"];
    await send(names.map((name) => new File(["<script>"], name)));
    expect(form.intake.submissions[0]?.files.map((f) => f.name)).toEqual(names);
  });

  test("input that was left alone is no file", async () => {
    const answer = await send([new File([], "", { type: "application/octet-stream" })]);
    expect(answer.status).toBe(201);
    expect(form.intake.submissions[0]?.files).toEqual([]);
  });
});

describe("over the limits", () => {
  test("one byte more is 413 that names the limit; nothing stays", async () => {
    const answer = await send([new File([Buffer.alloc(fileBytes + 1)], "big.bin")]);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ errors: [{ code: "file-too-large" }] });
    expect(readdirSync(form.spoolDir)).toEqual([]);
    expect(form.intake.submissions).toEqual([]);
  });

  test("a sixth file is 413 that names the limit", async () => {
    const answer = await send(Array.from({ length: 6 }, (_, i) => new File(["x"], `${i}`)));
    expect(answer.status).toBe(413);
    expect(JSON.stringify(await answer.json())).toContain("At most 5 files");
    expect(readdirSync(form.spoolDir)).toEqual([]);
  });

  test("a browser gets the page to check again, with the text kept", async () => {
    const answer = await send([new File([Buffer.alloc(fileBytes + 1)], "big\u202e.bin")], "text/html", {
      remarks: "kept words",
    });
    expect(answer.status).toBe(413);
    const page = await answer.text();
    expect(page).toContain("big[U+202E].bin");
    expect(page).toContain('name="remarks" value="kept words"');
    expect(page).toContain('type="file"');
  });

  test("a file with faulty answers is not kept, and the page says so", async () => {
    const answer = await send([new File(["x"], "a")], "text/html", { confirmed_on: "2026-02-30" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("Files have to be chosen again");
    expect(readdirSync(form.spoolDir)).toEqual([]);
  });
});

test("files of a report that the desk could not store do not stay either", async () => {
  form.intake.broken.database = true;
  const answer = await send([new File(["x"], "a")]);
  form.intake.broken.database = false;
  expect(answer.status).toBe(503);
  const { submit } = form.intake;
  form.intake.submit = () => Promise.reject(new Error("down"));
  expect((await send([new File(["x"], "a")])).status).toBe(503);
  form.intake.submit = submit;
  expect(readdirSync(form.spoolDir)).toEqual([]);
});

test("what a crash left in the spool is removed at the next start", async () => {
  const second = await startForm();
  await second.stop();
  const { createWeb } = await import("../../../adapters/web/index.ts");
  writeFileSync(join(form.spoolDir, "left"), "x");
  const quiet = { info: () => undefined, error: () => undefined };
  const web = createWeb({ intake: form.intake, publicUrl: "http://127.0.0.1", log: quiet, spoolDir: form.spoolDir });
  await web.start("127.0.0.1", 0);
  await web.stop();
  expect(readdirSync(form.spoolDir)).toEqual([]);
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\hana\\poc.py", "poc.py"],
  ["invoice\u202efdp.exe", "invoice[U+202E]fdp.exe"],
  ["a\r\nb", "a[U+000D][U+000A]b"],
  ["..", "unnamed"],
  ["dir/", "unnamed"],
  ["CON", "CON"],
])("the name %j is shown as %j", (sent, shown) => {
  expect(shownName(sent)).toBe(shown);
});

test("a long name keeps its ending within 255 bytes", () => {
  const shown = shownName(`${"長".repeat(300)}.tar.gz`);
  expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(255);
  expect(shown).toMatch(/^長+….gz$/);
});
