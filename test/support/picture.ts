import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";

const folder = new URL("../.pictures/", import.meta.url);

/**
 * With `PICTURES=1` writes what the page looks like on a phone and on a desk to test/.pictures (not kept in git): a screen that a
 * person sees is looked at before it is called done.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] !== "1") return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [screen, width] of Object.entries({ phone: 390, desk: 1280 })) {
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: new URL(`${name}-${screen}.png`, folder).pathname, fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
