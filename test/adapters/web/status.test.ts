import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { memoryReceipt } from "../../support/memory-intake.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

let form: RunningForm;
beforeAll(async () => {
  form = await startForm();
});
afterAll(() => form.stop());
beforeEach(() => {
  form.intake.answers.length = 0;
});

const post = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${form.url}/status`, { method: "POST", headers, body: new URLSearchParams({ lang: "en", ...fields }) });
const json = { accept: "application/json" };

describe("a receipt code", () => {
  test("opens the report: its state, what happened with dates, and the messages", async () => {
    const page = await (await post({ receipt: memoryReceipt })).text();
    for (const words of [
      "TDK#48213377",
      "Waiting for your answer",
      "Fri 20 Nov 2026 10:12 JST",
      "Report received",
      "急ぎではありません。",
    ]) {
      expect(page).toContain(words);
    }
  });

  test("opens it for programs by header, by address and by post", async () => {
    const byHeader = await fetch(`${form.url}/status`, {
      headers: { ...json, authorization: `Bearer ${memoryReceipt}` },
    });
    const byAddress = await fetch(`${form.url}/status?receipt=${memoryReceipt}`, { headers: json });
    const byPost = await post({ receipt: memoryReceipt, lang: "ja" }, json);
    const said = await byHeader.json();
    expect(said).toMatchObject({ reference: "TDK#48213377", waits_for_finder: true });
    expect(await byAddress.json()).toEqual(said);
    expect(await byPost.json()).toEqual(said);
  });

  const wrong = [
    "",
    "x",
    memoryReceipt.slice(1),
    "7".repeat(100),
    "7".repeat(5_000),
    `${memoryReceipt}${" ".repeat(100)}`,
    "\0",
    "' or 1=1",
    "あ",
  ];
  test.each([
    ["page", {}],
    ["program", json],
  ])("that is wrong gets one and the same answer, as a %s", async (_, headers) => {
    const answers = await Promise.all(
      wrong.map(async (receipt) => {
        const answer = await post({ receipt }, headers);
        const kept = ["content-type", "content-length", "cache-control"].map((h) => answer.headers.get(h));
        return JSON.stringify([answer.status, kept, await answer.text()]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^\[404/);
  });

  test("that is wrong opens no answer box either", async () => {
    expect((await post({ receipt: "x", step: "answer", answer: "hello" })).status).toBe(404);
    expect(form.intake.answers).toEqual([]);
  });

  test("in an address shows people the empty box, not the report", async () => {
    const page = await (await fetch(`${form.url}/status?receipt=${memoryReceipt}`)).text();
    expect(page).not.toContain("TDK#");
    expect(page).not.toContain(memoryReceipt);
  });
});

describe("an answer", () => {
  const answer = (text: string, headers = {}) =>
    post({ receipt: memoryReceipt, step: "answer", answer: text }, headers);

  test("is taken once, as it was written", async () => {
    const page = await (await answer("12 MB\r\n<b>\u202e")).text();
    expect(form.intake.answers).toEqual(["12 MB\n<b>\u202e"]);
    expect(page).toContain("We have your answer.");
    expect(page).toContain("&lt;b&gt;[U+202E]");
    const again = await answer("and more");
    expect(again.status).toBe(409);
    expect(await again.text()).toContain("No question is open");
  });

  test.each([
    [" \n ", 422, "missing"],
    ["a\0", 422, "not-storable"],
    ["x".repeat(10_001), 422, "too-long"],
  ])("%# that cannot be taken says why", async (text, status, code) => {
    const said = await answer(text, json);
    expect(said.status).toBe(status);
    expect(await said.json()).toMatchObject({ errors: [{ code }] });
    expect(form.intake.answers).toEqual([]);
  });

  test("is handed back when the desk cannot take it now", async () => {
    const fail = form.intake.answer;
    form.intake.answer = () => Promise.reject(new Error("down"));
    const said = await answer("kept words");
    form.intake.answer = fail;
    expect(said.status).toBe(503);
    expect(await said.text()).toContain("kept words");
  });
});
