import type { StoredCase } from "../db/queries/cases.ts";
import { readGrounds } from "../db/queries/grounds.ts";
import { addMessage } from "../db/queries/messages.ts";
import { seal } from "../src/crypto/keyring.ts";
import type { Case, Step } from "../src/domain/case.ts";
import type { CaseEvent } from "../src/domain/events.ts";
import { messagesFor } from "../src/domain/messages.ts";
import { fullReference } from "../src/domain/reference.ts";
import { inLanguage } from "../src/templates/message.ts";
import { progress, type Told } from "../src/templates/progress.ts";
import { day } from "../src/when.ts";
import type { Act } from "./desk.ts";
import { caseKey } from "./show.ts";

/** What the messages may say of a case, in the finder's language. */
async function toldOf(act: Act, stored: StoredCase, c: Case, e: CaseEvent): Promise<Told> {
  const date = (at: Date | null): string => (at === null ? "–" : inLanguage(day(at, act.zone), stored.finderLocale));
  const base = c.baseOn ?? act.now;
  return {
    reference: fullReference(c.reference),
    base: date(c.baseOn),
    details: date(c.detailsOn),
    publishGuide: date(act.calendar.addDays(base, 45)),
    mayDiscloseFrom: date(act.calendar.addMonths(base, 12)),
    advisory: e.type === "case.published" ? e.advisory : "",
    other: e.type === "case.split" ? fullReference(e.reference) : "",
    ground: c.endCode === null ? undefined : (await readGrounds(act.tx)).get(c.endCode),
    kept: c.request === "in-force",
  };
}

/** Writes what these events have to tell the finder to the status page, sealed, in the finder's language. */
export async function tellFinder(act: Act, stored: StoredCase, step: Step): Promise<void> {
  for (const event of step.events) {
    for (const { id, to } of messagesFor(step.after, event)) {
      const template = to === "finder" ? progress[id] : undefined;
      if (template === undefined) continue;
      const text = template(stored.finderLocale, await toldOf(act, stored, step.after, event));
      const body = seal(caseKey(act, stored), "messages.body", text);
      await addMessage(act.tx, { caseId: stored.id, at: act.now, sender: "desk", template: id, body });
    }
  }
}
