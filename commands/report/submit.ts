import { open as openFile } from "node:fs/promises";
import type { Tx } from "../../db/client.ts";
import { and, eq } from "../../db/orm.ts";
import { caseColumns, type StoredCase } from "../../db/queries/cases.ts";
import { databaseNow, findRequest, readSettings, requestMade, takeRequest } from "../../db/queries/desk.ts";
import { addMessage } from "../../db/queries/messages.ts";
import { attachmentFrames, attachments, cases, deadlines } from "../../db/schema/index.ts";
import { receiptHash, seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { dueAt, startingAt } from "../../src/domain/deadlines.ts";
import { identityFields } from "../../src/domain/intake/forms.ts";
import type { ReportKind, ReportValues } from "../../src/domain/intake/kinds.ts";
import { fullReference, shortReference } from "../../src/domain/reference.ts";
import { received } from "../../src/templates/m01-received.ts";
import { inLanguage } from "../../src/templates/message.ts";
import { day, moment } from "../../src/when.ts";
import { apply } from "../apply.ts";
import type { Act, Desk } from "../desk.ts";
import type { Receipt, ReceivedFile, Submission } from "../intake.ts";
import { insertCase } from "./insert-case.ts";
import { first, host, type Lane, laneFor } from "./lane.ts";

/** What the desk calls the case until somebody names it better: the product with its version, or the site. */
const titles: Readonly<Record<ReportKind, (v: ReportValues) => string>> = {
  software: (v) => `${first(v, "product_name")} ${first(v, "product_version")}`.trim(),
  website: (v) => host(first(v, "site_url")),
  "own-product": (v) => first(v, "product_name"),
};

/** Fields whose words a search finds, beside the title. */
const searched = ["product_name", "vendor_name", "vendor_org", "site_url"];

const shorten = (s: string, n: number): string => [...s.replace(/\s+/g, " ")].slice(0, n).join("");

function split(kind: ReportKind, values: ReportValues): { identity: ReportValues; report: ReportValues } {
  const personal = new Set(identityFields(kind));
  const part = (mine: boolean): ReportValues =>
    Object.fromEntries(Object.entries(values).filter(([key]) => personal.has(key) === mine));
  return { identity: part(true), report: part(false) };
}

const frameBatch = 16;

/** Copies the sealed frames of one file from the spool into the database. */
async function storeFile(tx: Tx, stored: StoredCase, caseKey: Buffer, file: ReceivedFile, desk: Desk): Promise<void> {
  const reference = shortReference(stored.reference).slice(1);
  const handle = await openFile(file.path, "r");
  try {
    await tx.insert(attachments).values({
      id: file.id,
      caseId: stored.id,
      key: desk.keys.wrap(file.key, `file/${reference}/${file.id}`),
      name: seal(caseKey, "attachments.name", file.name),
      size: file.size,
      frames: 0,
    });
    let n = 0;
    let batch: { attachmentId: string; n: number; data: Buffer }[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await tx.insert(attachmentFrames).values(batch);
      batch = [];
    };
    const length = Buffer.alloc(4);
    while ((await handle.read(length, 0, 4)).bytesRead === 4) {
      const data = Buffer.alloc(length.readUInt32BE());
      await handle.read(data, 0, data.length);
      batch.push({ attachmentId: file.id, n, data });
      n += 1;
      if (batch.length === frameBatch) await flush();
    }
    await flush();
    await tx.update(attachments).set({ frames: n }).where(eq(attachments.id, file.id));
  } finally {
    await handle.close();
  }
}

/** Stores the rows of a new report. */
async function insertReport(
  act: Act,
  s: Submission,
  receipt: string,
  lane: Lane,
): Promise<{ stored: StoredCase; key: Buffer }> {
  const { identity, report } = split(s.kind, s.values);
  const title = shorten(titles[s.kind](s.values), 200) || "?";
  return await insertCase(
    act,
    {
      kind: s.kind,
      state: "RCV",
      ...(lane !== undefined && { lane }),
      receivedAt: act.now,
      finderLocale: s.locale,
      receiptHash: receiptHash(receipt),
      title,
      report,
      // Each field has its own budget, so that a long title does not hide the vendor.
      searched: [title, ...searched.map((f) => first(s.values, f))],
    },
    { identity },
  );
}

async function store(desk: Desk, act: Act, s: Submission, request: string, lane: Lane): Promise<Receipt> {
  const receipt = desk.keys.receipt(s.key);
  const { stored, key } = await insertReport(act, s, receipt, lane);
  for (const file of s.files) await storeFile(act.tx, stored, key, file, desk);
  const made = receiptOf(desk, stored, s.key, dueAt("TRIAGE", startingAt(act.now), act.settings, act.calendar));
  const body = seal(key, "messages.body", made.acknowledgement);
  await Promise.all([
    requestMade(act.tx, request, stored.id),
    addMessage(act.tx, { caseId: stored.id, at: act.now, sender: "desk", template: "M01", body }),
  ]);
  // Last: it wakes the desk room's queue, and whoever else does that waits until we have committed.
  const received = { type: "report.received", kind: s.kind, files: s.files.length } as const;
  await apply(act, stored, happened(stored, { ...received, ...(lane !== undefined && { lane }) }));
  return made;
}

async function decideBy(tx: Tx, c: StoredCase): Promise<Date> {
  const [clock] = await tx
    .select({ dueAt: deadlines.dueAt })
    .from(deadlines)
    .where(and(eq(deadlines.caseId, c.id), eq(deadlines.kind, "TRIAGE")));
  return clock?.dueAt ?? c.receivedAt;
}

/** What the finder is shown: the same for the first answer and for a repeated request. */
function receiptOf(desk: Desk, c: StoredCase, submissionKey: string, decideBy: Date): Receipt {
  const reference = fullReference(c.reference);
  const text = (what: ReturnType<typeof moment>): string => inLanguage(what, c.finderLocale);
  return {
    reference,
    receipt: desk.keys.receipt(submissionKey),
    receivedAt: c.receivedAt,
    decideBy,
    acknowledgement: received(
      c.finderLocale,
      reference,
      text(moment(c.receivedAt, desk.zone)),
      text(day(decideBy, desk.zone)),
    ),
  };
}

/**
 * A report arrives. Everything that belongs to it (report, finder, files, audit, clocks, announcement, acknowledgement) is
 * one transaction: when this returns, it exists; when it throws, nothing does. The same submission key again returns the
 * first one's receipt. @param at when it arrived, for reports that came another way; now if left out.
 */
export async function submitReport(desk: Desk, s: Submission, at?: Date): Promise<Receipt> {
  const request = desk.keys.request(`web/${s.key}`);
  const lane = at === undefined ? await laneFor(desk, s, request) : undefined;
  return await desk.db.transaction(async (tx) => {
    const [present, settings, isNew] = await Promise.all([databaseNow(tx), readSettings(tx), takeRequest(tx, request)]);
    const now = at ?? present;
    if (isNew) {
      const { keys, calendar, zone } = desk;
      return await store(desk, { tx, now, settings, keys, calendar, zone, actor: "finder" }, s, request, lane);
    }
    const made = await findRequest(tx, request);
    const [stored] = await tx
      .select(caseColumns)
      .from(cases)
      .where(eq(cases.id, made?.caseId ?? -1));
    if (stored === undefined) throw new Error("a request that took effect has no case");
    return receiptOf(desk, stored, s.key, await decideBy(tx, stored));
  });
}
