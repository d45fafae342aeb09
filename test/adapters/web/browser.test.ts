import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { reportKinds } from "../../../src/domain/intake/kinds.ts";
import { type Locale, locales } from "../../../src/locale.ts";
import { launchBrowser } from "../../support/browser.ts";
import { fill } from "../../support/fill.ts";
import { memoryReceipt } from "../../support/memory-intake.ts";
import { reports } from "../../support/reports.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

let browser: Browser;
let form: RunningForm;
beforeAll(async () => {
  browser = await launchBrowser();
  form = await startForm({ limits: { fileBytes: 100_000 } });
});
afterAll(async () => {
  await browser.close();
  await form.stop();
});
beforeEach(() => {
  form.intake.submissions.length = 0;
  form.intake.answers.length = 0;
  form.intake.broken.database = false;
});

/** Opens a page of its own, and fails the test on anything that it asks of another host or writes to its console. */
async function open<T>(
  run: (page: Page) => Promise<T>,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<T> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  const strange: string[] = [];
  page.on("request", (r) => {
    if (!r.url().startsWith(form.url)) strange.push(`asked ${r.url()}`);
  });
  page.on("console", (m) => {
    // The browser itself writes a line for every answer of 4xx; those are part of the tests.
    if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) strange.push(m.text());
  });
  page.on("pageerror", (error) => strange.push(error.message));
  page.on("dialog", (dialog) => dialog.accept());
  try {
    const result = await run(page);
    expect(strange).toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

const axe = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
};
const go = (page: Page, path: string, lang: Locale = "en") => page.goto(`${form.url}${path}?lang=${lang}`);
const press = (page: Page, step: string) => page.locator(`button[name="step"][value="${step}"]`).click();
const title = (page: Page) => page.locator("h1").innerText();

describe.each(locales)("in %s", (lang) => {
  test.each(reportKinds)("a finder reports %s, with a file, and gets a receipt", async (kind) => {
    await open(async (page) => {
      await go(page, "/", lang);
      await page.locator(`a[href="/report/${kind}?lang=${lang}"]`).click();
      await fill(page, kind);
      await press(page, "check");
      for (const value of Object.values(reports[kind]).filter((v) => /[^\x20-\x7e]/.test(v))) {
        await expect
          .poll(() => page.locator("main dl").allInnerTexts())
          .toEqual(expect.arrayContaining([expect.stringContaining(value.split("\n")[0] ?? "")]));
      }
      await page
        .locator("#files")
        .setInputFiles([{ name: "証拠.txt", mimeType: "text/plain", buffer: Buffer.from("evidence") }]);
      await press(page, "send");
      expect(await page.locator(".reference").innerText()).toBe("TDK#48213377");
      expect((await page.locator("#code").innerText()).replace(/\s+/g, "-")).toBe(memoryReceipt);
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
    });
    const [submission] = form.intake.submissions;
    expect(submission?.locale).toBe(lang);
    expect(submission?.files.map((f) => f.name)).toEqual(["証拠.txt"]);
    const lists = (v: unknown) => (Array.isArray(v) ? v.join("\n") : v);
    for (const [key, value] of Object.entries(reports[kind])) expect(lists(submission?.values[key])).toBe(value);
  });
});

test("all of it works without a script", async () => {
  await open(
    async (page) => {
      await go(page, "/report/software");
      await fill(page, "software");
      await press(page, "check");
      await press(page, "edit");
      expect(await page.locator('[name="steps"]').inputValue()).toBe(reports.software["steps"]);
      await page.locator('[name="product_version"]').fill("3.2.2");
      await press(page, "check");
      await press(page, "send");
      expect(await title(page)).toBe("We have your report");
      expect(await page.getByText("Copy the code").isVisible()).toBe(false);
      await page.getByText("日本語").click();
      expect(await title(page)).toBe("届出を受け付けました");
      expect((await page.locator("#code").innerText()).replace(/\s+/g, "-")).toBe(memoryReceipt);
    },
    { javaScriptEnabled: false },
  );
  expect(form.intake.submissions).toHaveLength(1);
  expect(form.intake.submissions[0]?.values["product_version"]).toBe("3.2.2");
});

describe("the switch of language", () => {
  test("keeps what was typed on the form, through its faults, and on the page to check", async () => {
    await open(async (page) => {
      await go(page, "/report/website", "ja");
      await fill(page, "website", { confirmed_on: "2026-02-30", remarks: "\n\n 行頭の空行\n" });
      await page.getByRole("button", { name: "English" }).click();
      expect(await title(page)).toBe("Report a vulnerability in a website");
      expect(await page.locator('[name="remarks"]').inputValue()).toBe("\n\n 行頭の空行\n");
      expect(await page.locator('[name="consent_direct_contact"][value="no"]').isChecked()).toBe(true);
      await press(page, "check");
      expect(await page.locator("#faults li").allInnerTexts()).toEqual([
        "Date you saw it — Write a date that exists, as 2026-11-22.",
      ]);
      await page.locator("#faults a").click();
      expect(await page.locator(":focus").getAttribute("name")).toBe("confirmed_on");
      await page.locator('[name="confirmed_on"]').fill("2026-11-23");
      await press(page, "check");
      expect(await page.locator(".caution li").allInnerTexts()).toHaveLength(1);
      await page.getByRole("button", { name: "日本語" }).click();
      expect(await title(page)).toBe("内容の確認");
      await press(page, "send");
    });
    expect(form.intake.submissions[0]?.values["remarks"]).toBe("\n\n 行頭の空行\n");
    expect(form.intake.submissions[0]?.locale).toBe("ja");
  });
});

test("the browser's own way back finds the form as it was left", async () => {
  await open(async (page) => {
    await go(page, "/report/website");
    await fill(page, "website");
    await press(page, "check");
    await page.locator('button[name="step"][value="send"]').waitFor();
    // As the browser's button does; asked of the page, since the driver may still be attaching to the new one.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await page.locator('button[name="step"][value="check"]').waitFor();
    for (const key of ["finder_name", "threat", "web_vuln_type"]) {
      expect(await page.locator(`[name="${key}"]`).inputValue()).toBe(reports.website[key]);
    }
  });
});

test("a double click and a reload of the receipt make one report", async () => {
  await open(async (page) => {
    await go(page, "/report/own-product");
    await fill(page, "own-product");
    await press(page, "check");
    await page.locator('button[value="send"]').dblclick();
    await page.waitForSelector(".reference");
    await page.reload();
    expect(await page.locator(".reference").innerText()).toBe("TDK#48213377");
  });
  expect(form.intake.submissions).toHaveLength(1);
});

test("a file over the limit is refused before it is sent, and without a script after", async () => {
  const big = { name: "big.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(100_001) };
  for (const javaScriptEnabled of [true, false]) {
    await open(
      async (page) => {
        await go(page, "/report/website");
        await fill(page, "website");
        await press(page, "check");
        await page.locator("#files").setInputFiles([big]);
        await press(page, "send");
        if (!javaScriptEnabled) expect(await page.locator("#faults").innerText()).toContain("“big.bin” is too large.");
        expect(await title(page)).toBe("Check your answers");
        await page.locator("#files").setInputFiles([]);
        await press(page, "send");
        expect(await title(page)).toBe("We have your report");
      },
      { javaScriptEnabled },
    );
  }
});

test("nothing typed is lost when the desk is down, and it can be sent once the desk is back", async () => {
  await open(async (page) => {
    await go(page, "/report/website");
    await fill(page, "website", { remarks: "kept words" });
    await press(page, "check");
    form.intake.broken.database = true;
    await press(page, "send");
    expect(await page.locator("#faults").innerText()).toContain("nothing was stored");
    form.intake.broken.database = false;
    await press(page, "send");
    expect(await title(page)).toBe("We have your report");
  });
  expect(form.intake.submissions[0]?.values["remarks"]).toBe("kept words");
});

test("the finder reads the desk's question and answers it", async () => {
  await open(async (page) => {
    await go(page, "/status", "ja");
    await page.locator('[name="receipt"]').fill(memoryReceipt.toLowerCase().replaceAll("-", " "));
    await page.locator("main button").click();
    await page.getByRole("button", { name: "English" }).click();
    expect(await page.locator("main").innerText()).toContain("Waiting for your answer");
    await page.locator('[name="answer"]').fill("12 MB です");
    await press(page, "answer");
    expect(await page.locator(".done").innerText()).toBe("We have your answer.");
    expect(await page.locator("main").innerText()).toContain("12 MB です");
  });
  expect(form.intake.answers).toEqual(["12 MB です"]);
});

test("leaving a page with unsent words asks first; sending does not", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await go(page, "/report/website");
  await page.locator('[name="remarks"]').pressSequentially("x");
  await page.locator("header a.desk").click();
  await page.waitForURL(/\/\?lang=en$/);
  expect(asked).toEqual(["beforeunload"]);
  await context.close();
});

test("the code is copied as it must be typed", async () => {
  await open(
    async (page) => {
      await go(page, "/report/website");
      await fill(page, "website");
      await press(page, "check");
      await press(page, "send");
      await page.getByRole("button", { name: "Copy the code" }).click();
      await expect.poll(() => page.locator('[role="status"]').innerText()).toBe("Copied");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(memoryReceipt);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
});

describe.each(["light", "dark"] as const)("no page has a fault of accessibility, %s", (colorScheme) => {
  const options = { colorScheme, viewport: { width: 360, height: 740 } };
  test.each(["/", "/report/software", "/report/website", "/report/own-product", "/status", "/policy", "/nowhere"])(
    "%s",
    async (path) => {
      for (const lang of locales) {
        await open(async (page) => {
          await go(page, path, lang);
          await axe(page);
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(wide, "a page that scrolls sideways on a small phone").toBe(0);
        }, options);
      }
    },
  );

  test("with faults, to check, receipt and status", async () => {
    await open(async (page) => {
      await go(page, "/report/website");
      await press(page, "check");
      await axe(page);
      await fill(page, "website", { confirmed_on: "2027-01-01", remarks: "x".repeat(500) });
      await press(page, "check");
      await axe(page);
      await press(page, "send");
      await axe(page);
      await go(page, "/status");
      await page.locator('[name="receipt"]').fill("wrong");
      await page.locator("main button").click();
      await axe(page);
      await page.locator('[name="receipt"]').fill(memoryReceipt);
      await page.locator("main button").click();
      await axe(page);
    }, options);
  });
});
