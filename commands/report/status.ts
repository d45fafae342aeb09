import type { Tx } from "../../db/client.ts";
import { eq } from "../../db/orm.ts";
import { caseChain, history } from "../../db/queries/audit.ts";
import { caseColumns, lockCaseById, type StoredCase } from "../../db/queries/cases.ts";
import { countNetwork, databaseNow, readSettings } from "../../db/queries/desk.ts";
import { addMessage, messagesOf } from "../../db/queries/messages.ts";
import { casesSplitOff } from "../../db/queries/parties.ts";
import { cases } from "../../db/schema/index.ts";
import { normalReceipt, receiptHash, seal, unseal } from "../../src/crypto/keyring.ts";
import { finderAnswers } from "../../src/domain/case.ts";
import { isTaken } from "../../src/domain/intake/lane.ts";
import { stateOf } from "../../src/domain/lifecycle/states.ts";
import { fullReference } from "../../src/domain/reference.ts";
import type { Both } from "../../src/locale.ts";
import { apply } from "../apply.ts";
import type { Desk } from "../desk.ts";
import type { CaseStatus, Intake } from "../intake.ts";
import { caseKey } from "../show.ts";
import { submitReport } from "./submit.ts";

/** What of a case's history its finder may be told. Anything that is not here stays inside. */
const toldToFinder: Readonly<Record<string, Both>> = {
  "report.received": { ja: "届出を受け付けました", en: "Your report was received" },
  "report.opened": { ja: "内容の確認を始めました", en: "We began to read it" },
  "report.asked": { ja: "質問をお送りしました", en: "We asked you a question" },
  "report.answered": { ja: "回答を受け取りました", en: "Your answer arrived" },
  "report.accepted": { ja: "受理しました", en: "We accepted it" },
  "report.declined": { ja: "受理しませんでした", en: "We did not accept it" },
  "case.contacting": { ja: "関係者への連絡を始めました", en: "We began to contact those concerned" },
  "case.details-sent": { ja: "関係者に詳細を連絡しました", en: "We sent the details to those concerned" },
  "case.split": { ja: "製品の脆弱性としても取り扱うことにしました", en: "We handle a product's flaw for itself, too" },
  "case.published": { ja: "公表しました", en: "It was published" },
  "case.fixed": { ja: "修正が完了しました", en: "It was fixed" },
  "case.refuted": { ja: "脆弱性ではないと判断されました", en: "It was judged not to be a vulnerability" },
  "case.ended": { ja: "取扱いを終了しました", en: "Our handling ended" },
  "case.reopened": { ja: "取扱いを再開しました", en: "We took it up again" },
  "request.withdrawn": { ja: "情報非開示依頼を取り下げました", en: "We withdrew the non-disclosure request" },
};

async function findByReceipt(tx: Tx, typed: string): Promise<StoredCase | undefined> {
  const code = normalReceipt(typed);
  if (code === undefined) return undefined;
  const [row] = await tx
    .select(caseColumns)
    .from(cases)
    .where(eq(cases.receiptHash, receiptHash(code)));
  return row;
}

/** What was said in a case, opened. */
async function talkOf(desk: Desk, tx: Tx, c: StoredCase): Promise<CaseStatus["messages"]> {
  const key = caseKey(desk, c);
  const said = await messagesOf(tx, c.id);
  return said.map((m) => ({ at: m.at, from: m.sender, body: unseal(key, "messages.body", m.body) }));
}

async function status(desk: Desk, tx: Tx, typed: string): Promise<CaseStatus | undefined> {
  const c = await findByReceipt(tx, typed);
  if (c === undefined) return undefined;
  // Cases that were split off have no code of their own: their finder reads here how they go on.
  const all = [c, ...(await casesSplitOff(tx, c.id))];
  const events = await history(tx, caseChain(c.id), 1000);
  const talks = await Promise.all(all.map((one) => talkOf(desk, tx, one)));
  return {
    reference: fullReference(c.reference),
    kind: c.kind,
    state: stateOf(c).forFinder,
    timeline: events.reverse().flatMap((e) => {
      const what = toldToFinder[e.action];
      return what === undefined ? [] : [{ at: e.at, what }];
    }),
    messages: talks.flat().sort((a, b) => a.at.getTime() - b.at.getTime()),
    waitsForFinder: c.state === "ASK",
  };
}

/** The finder answers a question: the report goes back to whoever checks it. */
async function answer(desk: Desk, tx: Tx, typed: string, text: string): Promise<boolean> {
  const found = await findByReceipt(tx, typed);
  const c = found && (await lockCaseById(tx, found.id));
  if (c === undefined || c.state !== "ASK") return false;
  const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
  const body = seal(caseKey(desk, c), "messages.body", text);
  const id = await addMessage(tx, { caseId: c.id, at: now, sender: "finder", template: null, body });
  const { keys, calendar, zone } = desk;
  await apply({ tx, now, settings, keys, calendar, zone, actor: "finder" }, c, finderAnswers(c, id));
  return true;
}

/** The intake side of the desk, as the web form sees it. */
export const createIntake = (desk: Desk): Intake => ({
  admit: (network) =>
    desk.db.transaction(async (tx) => {
      const [now, settings] = await Promise.all([databaseNow(tx), readSettings(tx)]);
      const sendings = await countNetwork(tx, desk.keys.network(network, now), now);
      if (isTaken(sendings, settings["intake.per-hour"], settings["intake.most-per-hour"]))
        return { ok: true, sendings };
      return { ok: false, retryAfter: 3600 - Math.floor((now.getTime() / 1000) % 3600) };
    }),
  submit: (submission) => submitReport(desk, submission),
  status: (typed) => desk.db.transaction((tx) => status(desk, tx, typed)),
  answer: (typed, text) => desk.db.transaction((tx) => answer(desk, tx, typed, text)),
  ready: async () => {
    try {
      await desk.db.transaction((tx) => databaseNow(tx));
      return true;
    } catch {
      return false; // any reason at all: it is not ready, and the log of the pool says why
    }
  },
});
