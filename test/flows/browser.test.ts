import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declineReasons } from "../../src/domain/decline.ts";
import { forms } from "../../src/domain/intake/forms.ts";
import type { ReportKind } from "../../src/domain/intake/kinds.ts";
import { stateTables } from "../../src/domain/lifecycle/states.ts";
import type { Locale } from "../../src/locale.ts";
import { launchBrowser } from "../support/browser.ts";
import { fill } from "../support/fill.ts";
import { newHome, type Running, startDesk } from "../support/process.ts";
import { reports } from "../support/reports.ts";

let browser: Browser;
let desk: Running;
beforeAll(async () => {
  browser = await launchBrowser();
  desk = await startDesk({ TODOKE_HOME: newHome() });
});
afterAll(async () => {
  await browser.close();
  await desk.end();
});

type Options = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** Opens a browser of its own; the test fails on anything that a page asks of another host or writes to its console. */
async function finder<T>(run: (page: Page) => Promise<T>, options: Options = {}): Promise<T> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const strange: string[] = [];
  page.on("request", (r) => {
    if (!r.url().startsWith(desk.url)) strange.push(`asked ${r.url()}`);
  });
  page.on("console", (m) => {
    // The browser itself writes a line for every answer of 4xx; a wrong code is part of the tests.
    if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) strange.push(m.text());
  });
  page.on("pageerror", (error) => strange.push(error.message));
  try {
    const result = await run(page);
    expect(strange).toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

const go = (page: Page, path: string, lang: Locale) => page.goto(`${desk.url}${path}?lang=${lang}`);
const press = (page: Page, step: string) => page.locator(`button[name="step"][value="${step}"]`).click();

/** What a person of the desk types; it must be done. */
async function types(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await desk.desk(...words);
  expect({ words, code, err }).toEqual({ words, code: 0, err: "" });
  return out;
}

/** The receipt as a person copies it from the page. */
async function readReceipt(page: Page): Promise<{ ref: string; code: string }> {
  const reference = await page.locator(".reference").innerText();
  expect(reference).toMatch(/^TDK#\d{8}$/);
  const code = (await page.locator("#code").innerText()).trim().replace(/\s+/g, "-");
  expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  return { ref: reference.slice(-8), code };
}

/** Types a code the way people do, and reads the page that it opens. */
async function openStatus(page: Page, code: string, lang: Locale): Promise<string> {
  await go(page, "/status", lang);
  await page.locator('[name="receipt"]').fill(code.toLowerCase().replaceAll("-", " "));
  await page.locator("main button").click();
  return await page.locator("main").innerText();
}

/** Values that the page to check must repeat as they were typed; choices are shown by their words. */
const typedText = (kind: ReportKind): string[] =>
  forms[kind].fields
    .filter((f) => !["choice", "choices", "yes-no", "agree"].includes(f.type))
    .flatMap((f) => reports[kind][f.key]?.split("\n") ?? []);

interface Story {
  readonly kind: ReportKind;
  readonly lang: Locale;
  readonly end: "accepted" | "declined";
  readonly how: "with a script" | "without a script" | "with a file";
}

const stories: readonly Story[] = [
  { kind: "software", lang: "ja", end: "accepted", how: "with a file" },
  { kind: "software", lang: "en", end: "declined", how: "with a script" },
  { kind: "website", lang: "ja", end: "declined", how: "with a script" },
  { kind: "website", lang: "en", end: "accepted", how: "without a script" },
  { kind: "own-product", lang: "ja", end: "declined", how: "without a script" },
  { kind: "own-product", lang: "en", end: "accepted", how: "with a script" },
];
const question = "Which file did you open — <b>メモ & Co</b>? 何MBですか";
const answerText = "12 MB です。\n\n<script>alert(1)</script> でも同じです。";
const explanation = "設定画面は先にパスワードを求めます <i>R-04</i>";

test.each(stories)(
  "a finder reports $kind in $lang ($how), is asked, answers, and reads that it was $end",
  async ({ kind, lang, end, how }) => {
    const options = { javaScriptEnabled: how !== "without a script" };
    const { ref, code } = await finder(async (page) => {
      await go(page, "/", lang);
      await page.locator(`a[href="/report/${kind}?lang=${lang}"]`).click();
      await fill(page, kind);
      await press(page, "check");
      const checked = (await page.locator("main dl").allInnerTexts()).join("\n");
      for (const value of typedText(kind)) expect(checked).toContain(value);
      if (how === "with a file") {
        const file = { name: "証拠 <1>.txt", mimeType: "text/plain", buffer: Buffer.from("evidence") };
        await page.locator("#files").setInputFiles([file]);
      }
      await press(page, "send");
      return await readReceipt(page);
    }, options);

    expect(await types("report", "list")).toContain(`#${ref}`);
    const report = await types("report", "show", ref);
    for (const value of typedText(kind)) expect(report).toContain(value);
    if (how === "with a file") expect(report).toContain("証拠 <1>.txt");
    await types("report", "ask", ref, question);

    await finder(async (page) => {
      const before = await openStatus(page, code, lang);
      expect(before).toContain(question);
      expect(before).toContain(stateTables.software.ASK?.forFinder[lang]);
      await page.locator('[name="answer"]').fill(answerText);
      await press(page, "answer");
      expect(await page.locator(".done").count()).toBe(1);
      const after = await page.locator("main").innerText();
      expect(after).toContain(answerText);
      expect(after).toContain(stateTables.software.CHK?.forFinder[lang]);
      expect(await page.locator('[name="answer"]').count()).toBe(0);
    }, options);

    const answered = await types("report", "show", ref);
    for (const line of answerText.split("\n")) expect(answered).toContain(line);
    if (end === "accepted") await types("report", "accept", ref, "all");
    else await types("report", "decline", ref, "R-04", explanation);

    await finder(async (page) => {
      const last = await openStatus(page, code, lang);
      expect(last).toContain(stateTables.software[end === "accepted" ? "ACC" : "REJ"]?.forFinder[lang]);
      if (end === "accepted") return;
      expect(last).toContain(declineReasons["R-04"].toFinder[lang]);
      expect(last).toContain(explanation);
    }, options);
  },
  90_000,
);

test("every code that opens nothing gets the same page, letter by letter", async () => {
  const { code } = await finder(async (page) => {
    await go(page, "/report/own-product", "en");
    await fill(page, "own-product");
    await press(page, "check");
    await press(page, "send");
    return await readReceipt(page);
  });
  const almost = `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`;
  const wrong = [almost, code.slice(0, -1), `${code}0`, "0".repeat(28), "x", "<script>alert(1)</script>", "受付コード"];
  const pages = await finder(async (page) => {
    const seen: string[] = [];
    for (const typed of wrong) {
      await openStatus(page, typed, "en");
      seen.push(await page.content());
    }
    expect(await openStatus(page, code, "en")).toContain("TDK#");
    return seen;
  });
  expect(pages[0]).toContain("This code opens no report.");
  expect(new Set(pages).size).toBe(1);
});

test("a double click on send and a reload of the receipt are one report with one receipt", async () => {
  const product = "Onceonly Router";
  const { ref } = await finder(async (page) => {
    await go(page, "/report/own-product", "en");
    await fill(page, "own-product", { product_name: product });
    await press(page, "check");
    await page.locator('button[value="send"]').dblclick();
    await page.waitForSelector(".reference");
    const first = await readReceipt(page);
    await page.reload();
    expect(await readReceipt(page)).toEqual(first);
    return first;
  });
  const found = await types("case", "find", "onceonly");
  expect(found).toContain(`#${ref}`);
  expect(found).toContain("1 found");
});
