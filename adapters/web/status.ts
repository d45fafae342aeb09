import type { CaseStatus } from "../../commands/intake.ts";
import { codePoints, unstorableAt } from "../../src/domain/intake/checks.ts";
import { missing, notStorable, tooLong } from "../../src/domain/intake/faults.ts";
import { isBlank, lengths } from "../../src/domain/intake/fields.ts";
import { type Both, isLocale, type Locale } from "../../src/locale.ts";
import { page, refusalAsJson, refusalHeaders, wantsJson } from "./answers.ts";
import { readBody } from "./body/read.ts";
import { momentWords } from "./dates.ts";
import { askForReceipt, type StatusPage, statusPage } from "./pages/status.ts";
import { noSuchReceipt, notNow } from "./refusals.ts";
import { Refused } from "./refused.ts";
import { admission } from "./report.ts";
import type { Call, Site } from "./site.ts";
import { statusWords } from "./words/status.ts";

/** Longest receipt code that is looked at, in characters; a real one has 34 with its hyphens. */
const receiptMost = 100;

const statusAsJson = (s: CaseStatus, l: Locale) => ({
  reference: s.reference,
  kind: s.kind,
  state: s.state[l],
  timeline: s.timeline.map(({ at, what }) => ({ at: at.toISOString(), what: what[l] })),
  messages: s.messages.map(({ at, from, body }) => ({ at: at.toISOString(), from, body })),
  waits_for_finder: s.waitsForFinder,
});

/** What a code opens. Every code that opens nothing gets the same answer, whatever is wrong with it. */
async function opened(site: Site, receipt: string): Promise<CaseStatus> {
  if (receipt.length > receiptMost || unstorableAt(receipt) !== undefined) throw noSuchReceipt();
  let status: CaseStatus | undefined;
  try {
    status = await site.intake.status(receipt);
  } catch (error) {
    site.log.error({ name: error instanceof Error ? error.name : "unknown" }, "a status could not be read");
    throw notNow();
  }
  if (status === undefined) throw noSuchReceipt();
  return status;
}

/** A wrong code on a page: the box again, without what was typed. */
function askAgain(c: Call, error: unknown): Response | Promise<Response> {
  if (!(error instanceof Refused) || wantsJson(c)) throw error;
  refusalHeaders(c, error);
  return page(c, askForReceipt(c.var.locale, error.says), error.status);
}

/** `GET /status`: the box for people; for programs the state, by `Authorization: Bearer` or `?receipt=`. */
export async function getStatus(c: Call, site: Site): Promise<Response> {
  if (!wantsJson(c)) return page(c, askForReceipt(c.var.locale));
  const bearer = /^Bearer\s+(.+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const status = await opened(site, bearer ?? c.req.query("receipt") ?? "");
  return c.json(statusAsJson(status, c.var.locale));
}

/** What is wrong with an answer, said as for any other text. */
function answerFault(text: string): { readonly code: string; readonly message: Both } | undefined {
  const bad = unstorableAt(text);
  if (bad !== undefined) return notStorable(bad);
  if (isBlank(text)) return missing;
  const length = codePoints(text);
  return length > lengths.text ? tooLong(length, lengths.text) : undefined;
}

interface Asked {
  readonly c: Call;
  readonly site: Site;
  readonly receipt: string;
  readonly status: CaseStatus;
}

function show(
  { c, site, receipt, status }: Asked,
  more: Partial<StatusPage> = {},
  code: 200 | 409 | 422 | 429 | 503 = 200,
) {
  const l = c.var.locale;
  if (wantsJson(c)) return c.json(statusAsJson(status, l), code);
  const when = (at: Date): string => momentWords(at, site.timeZone)[l];
  return page(c, statusPage({ locale: l, receipt, status, when, ...more }), code);
}

/** The same "no" for a page, where the draft is kept, and for a program. */
function refuseAnswer(asked: Asked, code: 409 | 422 | 429 | 503, name: string, says: Both, draft: string) {
  const { c } = asked;
  if (wantsJson(c)) return c.json(refusalAsJson(name, says, c.var.locale), code);
  return show(asked, { fault: says, draft }, code);
}

async function takeAnswer(asked: Asked, sent: string): Promise<Response> {
  const { c, site, receipt } = asked;
  const text = sent.replaceAll("\r\n", "\n");
  const fault = answerFault(text);
  if (fault !== undefined) return refuseAnswer(asked, 422, fault.code, fault.message, text);
  const refused = await admission(c, site);
  if (refused instanceof Refused) {
    refusalHeaders(c, refused);
    return refuseAnswer(asked, refused.status === 429 ? 429 : 503, refused.code, refused.says, text);
  }
  let taken: boolean;
  try {
    taken = await site.intake.answer(receipt, text);
  } catch (error) {
    site.log.error({ name: error instanceof Error ? error.name : "unknown" }, "an answer could not be stored");
    const down = notNow();
    refusalHeaders(c, down);
    return refuseAnswer(asked, 503, down.code, down.says, text);
  }
  if (!taken) return refuseAnswer(asked, 409, "not-asked", statusWords.notAsked, text);
  return show({ ...asked, status: await opened(site, receipt) }, { done: statusWords.sent });
}

/** `POST /status`: opens a report by its code, which so never stands in an address; or takes the finder's answer. */
export async function postStatus(c: Call, site: Site): Promise<Response> {
  const { fields } = await readBody(c.env.incoming, site.limits, undefined);
  const first = (name: string): string => fields.get(name)?.[0] ?? "";
  const locale = first("turn").split(".")[1] ?? first("lang");
  if (isLocale(locale)) c.set("locale", locale);
  const receipt = first("receipt");
  try {
    const asked = { c, site, receipt, status: await opened(site, receipt) };
    return first("step") === "answer" ? await takeAnswer(asked, first("answer")) : await show(asked);
  } catch (error) {
    return askAgain(c, error);
  }
}
