import { randomBytes } from "node:crypto";
import type { Receipt } from "../../commands/intake.ts";
import { cautions } from "../../src/domain/intake/cautions.ts";
import type { ReportKind, ReportValues } from "../../src/domain/intake/kinds.ts";
import { parseReport } from "../../src/domain/intake/parse.ts";
import type { Both } from "../../src/locale.ts";
import { faultsAsJson, page, refusalAsJson, refusalHeaders, wantsJson } from "./answers.ts";
import { type Body, kindOf, readBody } from "./body/read.ts";
import { type Controls, type Step, takeControls } from "./controls.ts";
import { dayIn } from "./dates.ts";
import { senderNetwork } from "./network.ts";
import { checkPage } from "./pages/check.ts";
import { formPage } from "./pages/form.ts";
import { receiptPage } from "./pages/receipt.ts";
import { carry } from "./receipt.ts";
import { badIdempotencyKey, leaveEmpty, notNow, tooOften } from "./refusals.ts";
import { Refused } from "./refused.ts";
import type { Call, Site } from "./site.ts";
import { discard } from "./spool.ts";
import { formWords } from "./words/report.ts";

/** Bytes of the secret that makes a sending one sending, however often it arrives. */
const submissionBytes = 16;
const newSubmission = (): string => randomBytes(submissionBytes).toString("base64url");
const isSubmission = (key: string): boolean => /^[A-Za-z0-9_-]{22,128}$/.test(key);

/** Counts a sending: how many of its network there were in this hour, or why it may not go on. */
export async function admission(c: Call, site: Site): Promise<number | Refused> {
  try {
    const peer = c.env.incoming.socket.remoteAddress;
    const admitted = await site.intake.admit(senderNetwork(peer, c.req.header("X-Forwarded-For")));
    return admitted.ok ? admitted.sendings : tooOften(admitted.retryAfter);
  } catch (error) {
    site.log.error({ err: error }, "the desk cannot count a sending");
    return notNow();
  }
}

interface Sending {
  readonly c: Call;
  readonly site: Site;
  readonly kind: ReportKind;
  readonly body: Body;
  readonly controls: Controls;
}

/** The key of this sending: from the page, else from the header, else a new one. */
function submissionOf({ c, controls }: Sending): string {
  const key = controls.submission ?? c.req.header("Idempotency-Key");
  if (key === undefined) return newSubmission();
  if (!isSubmission(key)) throw badIdempotencyKey();
  return key;
}

/** A refusal that keeps what the finder wrote: the page to check again, or the form when it would not pass. */
function keepText(sending: Sending, refused: Refused): Response | Promise<Response> {
  const { c, kind, body, controls } = sending;
  refusalHeaders(c, refused);
  if (wantsJson(c)) return c.json(refusalAsJson(refused.code, refused.says, c.var.locale), refused.status);
  const parsed = parseReport(kind, body.fields);
  if (parsed.ok && !controls.trapped) return check(sending, parsed.values, refused);
  const shown = { kind, locale: c.var.locale, values: body.fields, submission: controls.submission };
  return page(c, formPage({ ...shown, notice: refused.says }), refused.status);
}

function check(sending: Sending, values: ReportValues, refused?: Refused): Response | Promise<Response> {
  const { c, site, kind, body, controls } = sending;
  const kept = controls.submission ?? "";
  const shown = checkPage({
    kind,
    locale: c.var.locale,
    raw: body.fields,
    values,
    cautions: cautions(values, dayIn(site.timeZone, site.now())),
    submission: isSubmission(kept) ? kept : newSubmission(),
    limits: site.limits,
    notice: refused?.says,
  });
  return page(c, shown, refused?.status ?? 200);
}

async function store(sending: Sending, values: ReportValues, sendings: number): Promise<Response> {
  const { c, site, kind, body } = sending;
  const key = submissionOf(sending);
  let receipt: Receipt;
  try {
    receipt = await site.intake.submit({ kind, values, locale: c.var.locale, key, files: body.files, sendings });
  } catch (error) {
    // Ids only: an error of the database may quote the report, and the log is not the place for it.
    site.log.error({ kind, name: error instanceof Error ? error.name : "unknown" }, "a report could not be stored");
    return keepText(sending, notNow());
  }
  site.log.info({ kind, files: body.files.length }, "report received");
  if (wantsJson(c)) {
    const status_url = new URL("/status", site.publicUrl).href;
    return c.json({ reference: receipt.reference, receipt: receipt.receipt, status_url }, 201);
  }
  return page(c, receiptPage(c.var.locale, carry(receipt, c.var.locale, site.timeZone)), 201);
}

/** Stays on the form and lists every fault. Files cannot be put back into a file input, so we say that they are gone. */
function faulty(sending: Sending, faults: Parameters<typeof faultsAsJson>[0]): Response | Promise<Response> {
  const { c, kind, body, controls } = sending;
  const locale = c.var.locale;
  if (wantsJson(c)) return c.json(faultsAsJson(faults, locale), 422);
  const notice: Both =
    body.files.length > 0
      ? {
          ja: formWords.nothingStored.ja + formWords.filesAgain.ja,
          en: `${formWords.nothingStored.en} ${formWords.filesAgain.en}`,
        }
      : formWords.nothingStored;
  const shown = { kind, locale, values: body.fields, submission: controls.submission };
  return page(c, formPage({ ...shown, faults, notice }), 422);
}

/** @param admitted what counting the sending said; 0 for a step that sends nothing. */
async function answer(sending: Sending, step: Step, admitted: number | Refused): Promise<Response> {
  const { c, kind, body, controls } = sending;
  if (controls.trapped) return keepText(sending, leaveEmpty());
  if (step === "edit") {
    const shown = { kind, locale: c.var.locale, values: body.fields, submission: controls.submission };
    return page(c, formPage(shown));
  }
  const parsed = parseReport(kind, body.fields);
  if (step === "check") return parsed.ok ? check(sending, parsed.values) : faulty(sending, parsed.errors);
  if (admitted instanceof Refused) return keepText(sending, admitted);
  if (!parsed.ok) return faulty(sending, parsed.errors);
  if (body.fault !== undefined) return keepText(sending, body.fault);
  return store(sending, parsed.values, admitted);
}

/**
 * A post to a form. Without JavaScript and without memory on the server: form → check → send, and back with "edit".
 * A multipart body or a program's request is a sending, so it is counted before it is read; the rest is read first.
 */
export async function postReport(c: Call, site: Site, kind: ReportKind): Promise<Response> {
  const program = wantsJson(c);
  const multipart = kindOf(c.req.header("Content-Type")) === "multipart";
  const early = program || multipart ? await admission(c, site) : 0;
  if (early instanceof Refused && program) throw early;
  const body = await readBody(c.env.incoming, site.limits, early instanceof Refused ? undefined : site.spoolDir);
  try {
    const controls = takeControls(body.fields);
    if (controls.locale !== undefined) c.set("locale", controls.locale);
    const step = program ? "send" : (controls.step ?? "check");
    const late = step === "send" && !program && !multipart ? await admission(c, site) : early;
    return await answer({ c, site, kind, body, controls }, step, late);
  } finally {
    await discard(body.files);
  }
}
