/**
 * Writes a picture of every page, in both languages, on a phone and on a desk, to test/.pictures (not kept in git).
 * Run: `node test/adapters/web/pictures.ts`. A screen that a person sees is looked at before it is called done.
 */
import { mkdirSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { reportKinds } from "../../../src/domain/intake/kinds.ts";
import { locales } from "../../../src/locale.ts";
import { launchBrowser } from "../../support/browser.ts";
import { fill } from "../../support/fill.ts";
import { memoryReceipt } from "../../support/memory-intake.ts";
import { startForm } from "../../support/web.ts";

const folder = new URL("../../.pictures/", import.meta.url);
mkdirSync(folder, { recursive: true });

const screens = [
  { name: "phone", width: 390, height: 844, dark: false },
  { name: "desk", width: 1280, height: 900, dark: false },
  { name: "dark", width: 390, height: 844, dark: true },
] as const;

const browser = await launchBrowser();
const form = await startForm();

async function tour(context: BrowserContext, name: string, lang: string): Promise<void> {
  const page: Page = await context.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  const shoot = async (what: string): Promise<void> => {
    await page.screenshot({ path: new URL(`${what}-${lang}-${name}.png`, folder).pathname, fullPage: true });
  };
  await page.goto(`${form.url}/?lang=${lang}`);
  await shoot("choose");
  for (const kind of reportKinds) {
    await page.goto(`${form.url}/report/${kind}?lang=${lang}`);
    await shoot(`form-${kind}`);
  }
  await page.goto(`${form.url}/report/website?lang=${lang}`);
  await page.locator('[name="confirmed_on"]').fill("2026-02-30");
  await page.locator('[name="site_url"]').fill("www.example.jp");
  await page.locator('button[value="check"]').click();
  await shoot("faults");
  await page.goto(`${form.url}/report/software?lang=${lang}`);
  await fill(page, "software", { remarks: "名前の途中に\u202e向きを変える文字" });
  await page.locator('button[value="check"]').click();
  await shoot("check");
  await page.locator('button[value="send"]').click();
  await shoot("receipt");
  await page.emulateMedia({ media: "print" });
  await shoot("receipt-printed");
  await page.emulateMedia({ media: null });
  await page.goto(`${form.url}/status?lang=${lang}`);
  await shoot("status-box");
  await page.locator('[name="receipt"]').fill(memoryReceipt);
  await page.locator("main button").click();
  await shoot("status");
  await page.goto(`${form.url}/policy?lang=${lang}`);
  await shoot("policy");
  await page.goto(`${form.url}/nowhere?lang=${lang}`);
  await shoot("not-found");
}

for (const screen of screens) {
  for (const lang of locales) {
    const context = await browser.newContext({
      viewport: { width: screen.width, height: screen.height },
      colorScheme: screen.dark ? "dark" : "light",
    });
    await tour(context, screen.name, lang);
    await context.close();
  }
}
await browser.close();
await form.stop();
console.log(`pictures are in ${folder.pathname}`);
