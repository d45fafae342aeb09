import { open } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { foreign, say, type Text, t, words } from "../../src/text.ts";

/** What each act is called. An act without a row shows its own name. */
const actions: Readonly<Record<string, Both>> = {
  "report.received": { ja: "届出を受け付けた", en: "report received" },
  "report.opened": { ja: "届出を初めて開いた", en: "report opened for the first time" },
  "report.queued": { ja: "確認レーンから判断待ちに移した", en: "taken from the review lane into the queue" },
  "report.asked": { ja: "発見者に質問した", en: "asked the finder" },
  "report.answered": { ja: "発見者が回答した", en: "finder answered" },
  "report.accepted": { ja: "受理した", en: "accepted" },
  "report.declined": { ja: "不受理にした", en: "declined" },
  "case.assigned": { ja: "担当を決めた", en: "assigned" },
  "case.passed-on": { ja: "まとめて引き継いだ", en: "handed over with a member's work" },
  "case.posted": { ja: "部屋に投稿した", en: "posted in a room" },
  "case.handed-over": { ja: "調整機関へ引き継いだ", en: "handed over to coordination" },
  "case.contacting": { ja: "連絡を始めた", en: "contact began" },
  "case.based": { ja: "起算日が決まった", en: "day of first contact set" },
  "case.details-sent": { ja: "詳細を連絡した", en: "details sent" },
  "case.verifying": { ja: "検証・修正が始まった", en: "verification began" },
  "case.confirmed": { ja: "脆弱性が確認された", en: "vulnerability confirmed" },
  "case.refuted": { ja: "脆弱性ではないと判断された", en: "judged not to be a vulnerability" },
  "case.dated": { ja: "公表日を決めた", en: "date of publication set" },
  "case.redated": { ja: "公表日を変えた", en: "date of publication changed" },
  "case.published": { ja: "公表した", en: "published" },
  "case.updated": { ja: "公表内容を更新した", en: "publication updated" },
  "case.fixed": { ja: "修正が完了した", en: "fixed" },
  "case.unreachable": { ja: "連絡不能一覧に載せた", en: "listed as not reached" },
  "case.listed": { ja: "連絡不能一覧の段階を進めた", en: "list taken a stage on" },
  "case.reached": { ja: "連絡が取れた", en: "vendor reached" },
  "case.uncoordinatable": { ja: "調整不能とした", en: "declared impossible to coordinate" },
  "case.judging": { ja: "公表判定を始めた", en: "put before the committee" },
  "case.resumed": { ja: "調整に戻した", en: "back to coordination" },
  "case.ended": { ja: "取扱いを終了した", en: "handling ended" },
  "case.reopened": { ja: "再開した", en: "reopened" },
  "case.absorbed": { ja: "別の案件を統合した", en: "took another case in" },
  "case.split": { ja: "案件を分けた", en: "another case split off" },
  "case.begun": { ja: "別の案件から分かれて始まった", en: "split off another case" },
  "case.prioritised": { ja: "優先的な情報提供をした", en: "priority information given" },
  "case.government-told": { ja: "政府に通知した", en: "government told" },
  "case.referred": { ja: "関係機関に協力を依頼した", en: "public body asked for help" },
  "finder.erased": { ja: "発見者の情報を消去した", en: "finder erased" },
  "request.ended": { ja: "情報非開示依頼が終わった", en: "non-disclosure request ended" },
  "request.withdrawn": { ja: "情報非開示依頼を取り下げた", en: "non-disclosure request withdrawn" },
  "second.proposed": { ja: "2人目の確認を求めた", en: "asked for a second person" },
  "second.decided": { ja: "2人目が決めた", en: "second person decided" },
  "party.added": { ja: "関係者を加えた", en: "party added" },
  "party.removed": { ja: "関係者を外した", en: "party taken off" },
  "party.attempted": { ja: "連絡を試みた", en: "tried to contact a party" },
  "party.answered": { ja: "応答があった", en: "party answered" },
  "party.notified": { ja: "関係者に詳細を連絡した", en: "details sent to a party" },
  "party.reported": { ja: "検証結果の報告があった", en: "party reported its result" },
  "party.worked": { ja: "対応状況を変えた", en: "work state changed" },
  "party.status": { ja: "ステータスを変えた", en: "status changed" },
  "embargo.proposed": { ja: "エンバーゴを提案した", en: "embargo proposed" },
  "embargo.countered": { ja: "別の期限を提案した", en: "another end proposed" },
  "embargo.accepted": { ja: "エンバーゴが有効になった", en: "embargo in force" },
  "embargo.revised": { ja: "エンバーゴの期限が変わった", en: "end of the embargo changed" },
  "embargo.declined": { ja: "エンバーゴの提案が却下された", en: "proposed embargo declined" },
  "embargo.ended": { ja: "エンバーゴが終わった", en: "embargo ended" },
  "embargo.inherited": { ja: "別の案件のエンバーゴを引き継いだ", en: "embargo taken over from another case" },
  "party.invited": { ja: "関係者を招いた", en: "party invited" },
  "party.consented": { ja: "関係者がエンバーゴに応じた", en: "party accepted the embargo" },
  "party.declined": { ja: "関係者がエンバーゴに応じなかった", en: "party declined the embargo" },
  "party.lapsed": { ja: "条件が変わり、承諾が失効した", en: "consent lapsed: the terms changed" },
  "party.bound": { ja: "元の案件での承諾を引き継いだ", en: "party bound by its word on the case split" },
  "party.released": { ja: "エンバーゴの拘束が終わった", en: "party no longer bound" },
  "case.fact": { ja: "公開・攻撃の事実を記録した", en: "recorded what became known outside" },
  "party.opened": { ja: "関係者が初めて開いた", en: "party looked for the first time" },
  "party.received": { ja: "関係者が受領を伝えた", en: "party acknowledged" },
  "party.asked": { ja: "関係者から連絡があった", en: "party wrote" },
  "party.shared": { ja: "部屋の共有について答えた", en: "answered about sharing a room" },
  "party.written": { ja: "関係者に連絡した", en: "wrote to a party" },
  "party.said": { ja: "関係者がステータスを答えた", en: "party gave its status" },
  "party.fix": { ja: "関係者が対策の状況を伝えた", en: "party told of its fix" },
  "party.stated": { ja: "関係者が声明を送った", en: "party sent a statement" },
  "party.reworded": { ja: "デスクが声明の文案を作った", en: "the desk reworded a statement" },
  "party.agreed": { ja: "関係者が文案に同意した", en: "party agreed to the desk's words" },
  "party.approved": { ja: "声明を承認した", en: "statement approved" },
  "party.suggested": { ja: "関係者がほかの開発者を挙げた", en: "party named another vendor" },
  "vendor.added": { ja: "開発者を名簿に加えた", en: "vendor added" },
  "vendor.changed": { ja: "開発者の登録内容を変えた", en: "vendor's entry changed" },
  "vendor.verified": { ja: "開発者の登録内容を確かめた", en: "vendor's entry checked" },
  "vendor.read": { ja: "開発者の連絡先を見た", en: "vendor's people looked at" },
  "vendor.contact-added": { ja: "開発者の担当者を加えた", en: "vendor's person added" },
  "vendor.contact-removed": { ja: "開発者の担当者を外した", en: "vendor's person taken off" },
  "vendor.code-made": { ja: "担当者の登録コードを作った", en: "code made for a vendor's person" },
  "vendor.linked": { ja: "担当者がアカウントを登録した", en: "vendor's person linked an account" },
  "vendor.unlinked": { ja: "担当者のアカウントを外した", en: "vendor's person lost an account" },
  "vendor.removed": { ja: "開発者を名簿から外した", en: "vendor removed" },
  "deadline.extended": { ja: "期限を動かした", en: "deadline moved" },
  "case.noted": { ja: "メモを残した", en: "note added" },
  "score.cvss": { ja: "CVSSを評価した", en: "CVSS scored" },
  "score.assessed": { ja: "CVSSの評価を記録した（案件の評価は変わらない）", en: "CVSS score noted beside the case's" },
  "score.ssvc": { ja: "SSVCで判断した", en: "decided by SSVC" },
  "vuln.added": { ja: "脆弱性を加えた", en: "vulnerability added" },
  "vuln.edited": { ja: "脆弱性の記載を改めた", en: "vulnerability changed" },
  "vuln.removed": { ja: "脆弱性を外した", en: "vulnerability taken off" },
  "credit.added": { ja: "謝辞に加えた", en: "credit added" },
  "credit.answered": { ja: "謝辞への同意を記録した", en: "consent to be named recorded" },
  "credit.removed": { ja: "謝辞から外した", en: "credit removed" },
  "score.cwe": { ja: "CWEを決めた", en: "CWE set" },
  "score.impact": { ja: "影響度を決めた", en: "impact decided" },
  "deadline.added": { ja: "期限を追加した", en: "deadline added" },
  "deadline.done": { ja: "期限を完了にした", en: "deadline done" },
  "deadline.snoozed": { ja: "期限の通知を先送りした", en: "deadline snoozed" },
  "ping.acked": { ja: "通知を確認した", en: "ping acknowledged" },
  "pings.sent": { ja: "期限を通知した", en: "deadline pings sent" },
  "member.added": { ja: "メンバーを登録した", en: "member added" },
  "member.linked": { ja: "アカウントを結び付けた", en: "account linked" },
  "member.roles": { ja: "役割を変えた", en: "roles changed" },
  "member.handed-over": { ja: "仕事をまとめて引き継いだ", en: "member's work handed over" },
  "account.refused": { ja: "登録のないアカウントを断った", en: "an account that is not of the desk was refused" },
  "member.removed": { ja: "メンバーを外した", en: "member removed" },
  "room.bound": { ja: "部屋を登録した", en: "room bound" },
  "room.held": { ja: "部屋を保留にした", en: "room held" },
  "room.unbound": { ja: "部屋の登録を外した", en: "room unbound" },
  "link.posted": { ja: "フォームのアドレスを部屋に貼った", en: "form's address posted in a room" },
  "duty.set": { ja: "当番を決めた", en: "duty set" },
  "duty.roster": { ja: "当番表を変えた", en: "roster changed" },
  "duty.line-removed": { ja: "当番表から系列を外した", en: "line taken out of the roster" },
  "duty.override": { ja: "当番を一時的に変えた", en: "duty overridden" },
  "duty.away": { ja: "不在を登録した", en: "absence noted" },
  "duty.back": { ja: "不在を終えた", en: "absence ended" },
  "duty.swap-offered": { ja: "当番の交換を申し出た", en: "swap of duty offered" },
  "duty.swap-decided": { ja: "当番の交換に答えた", en: "swap of duty answered" },
  "duty.ladder": { ja: "連絡順を変えた", en: "ladder changed" },
  "commands.registered": { ja: "コマンドを登録した", en: "commands registered" },
  "notices.resent": { ja: "届かなかった通知を送り直した", en: "undelivered notices sent again" },
  "calendar.opened": { ja: "期限のカレンダーを公開した", en: "calendar opened" },
  "calendar.closed": { ja: "期限のカレンダーをやめた", en: "calendar closed" },
  "desk.ground": { ja: "不受理・終了の理由を変えた", en: "ground for declining or ending changed" },
  "desk.setting": { ja: "設定を変えた", en: "setting changed" },
};

const details = (data: Readonly<Record<string, unknown>>): string =>
  Object.entries(data)
    .map(([k, v]) => `${k}=${Array.isArray(v) ? v.join(",") : String(v)}`)
    .join(" ");

interface Act {
  readonly actor: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const auditText = (e: Act): Text<"public"> => {
  const known = actions[e.action];
  const what = known === undefined ? foreign(open(e.action)) : words(known);
  return say({ ja: t`${what}  ${open(details(e.data))}`, en: t`${what}  ${open(details(e.data))}` });
};

const memberId = (actor: string): number | undefined => {
  const id = /^member\/(\d+)$/.exec(actor)?.[1];
  return id === undefined ? undefined : Number(id);
};

export const actorIds = (events: readonly Act[]): number[] => events.flatMap((e) => memberId(e.actor) ?? []);

export function actorName(actor: string, names: ReadonlyMap<number, string>): Text<"public"> {
  const id = memberId(actor);
  if (id !== undefined) return foreign(open(names.get(id) ?? actor));
  return actor === "finder" ? words({ ja: "発見者", en: "finder" }) : words({ ja: "自動", en: "clock" });
}
