import type { Page } from "playwright-core";
import { forms } from "../../src/domain/intake/forms.ts";
import type { ReportKind } from "../../src/domain/intake/kinds.ts";
import { reports } from "./reports.ts";

/** Types a believable report into an open form, as a person would: by what each question offers. */
export async function fill(page: Page, kind: ReportKind, more: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [key, value] of Object.entries({ ...reports[kind], ...more })) {
    const field = forms[kind].fields.find((f) => f.key === key);
    if (field === undefined) throw new Error(`${kind} has no field ${key}`);
    const named = page.locator(`[name="${key}"]`);
    const tag = await named.first().evaluate((element) => `${element.tagName} ${element.getAttribute("type") ?? ""}`);
    if (tag.startsWith("SELECT")) await named.selectOption(value);
    else if (tag === "INPUT radio" || tag === "INPUT checkbox")
      await page.locator(`[name="${key}"][value="${value}"]`).check();
    else await named.fill(value);
  }
}
