import { capital } from "../src/characters.ts";
import { open } from "../src/label.ts";
import type { Both } from "../src/locale.ts";
import { japanese } from "../src/names.ts";
import { foreign, join, type Text, words } from "../src/text.ts";
import type { AnyCommand, Arg } from "./contract.ts";

/** What a form's button says it will do, by the verb of its command. */
const submits: Readonly<Record<string, Both>> = {
  accept: { ja: "受理する", en: "Accept" },
  ack: { ja: "確認した", en: "Acknowledge" },
  add: { ja: "追加する", en: "Add" },
  ask: { ja: "質問を送る", en: "Ask" },
  assign: { ja: "担当にする", en: "Assign" },
  attempt: { ja: "連絡を記録する", en: "Record attempt" },
  away: { ja: "不在を登録する", en: "Note absence" },
  back: { ja: "復帰を知らせる", en: "Report back" },
  bind: { ja: "登録する", en: "Bind" },
  bulletin: { ja: "内容を確認する", en: "Preview" },
  calendar: { ja: "見る", en: "Show" },
  candidates: { ja: "候補を見る", en: "Find" },
  chase: { ja: "内容を確認する", en: "Preview" },
  close: { ja: "終了する", en: "Close" },
  confirm: { ja: "確定する", en: "Confirm" },
  create: { ja: "作成する", en: "Create" },
  cvss: { ja: "評価する", en: "Score" },
  queue: { ja: "移す", en: "Move" },
  refine: { ja: "評価する", en: "Score" },
  compare: { ja: "比べる", en: "Compare" },
  cwe: { ja: "決める", en: "Set" },
  explain: { ja: "見る", en: "Show" },
  ssvc: { ja: "決める", en: "Decide" },
  decline: { ja: "不受理にする", en: "Decline" },
  "decline-several": { ja: "内容を確認する", en: "Preview" },
  done: { ja: "完了にする", en: "Mark done" },
  erase: { ja: "消去する", en: "Erase" },
  edit: { ja: "変更する", en: "Change" },
  extend: { ja: "延ばす", en: "Extend" },
  find: { ja: "探す", en: "Find" },
  government: { ja: "通知を記録する", en: "Record notice" },
  "hand-over": { ja: "引き継ぐ", en: "Hand over" },
  history: { ja: "見る", en: "Show" },
  impact: { ja: "決める", en: "Set" },
  import: { ja: "内容を確認する", en: "Check" },
  info: { ja: "見る", en: "Show" },
  inform: { ja: "通知する", en: "Inform" },
  "key-add": { ja: "追加する", en: "Add" },
  "key-revoke": { ja: "失効にする", en: "Revoke" },
  "key-verify": { ja: "確認済みにする", en: "Mark as checked" },
  keys: { ja: "見る", en: "Show" },
  lift: { ja: "解除する", en: "Lift" },
  line: { ja: "決める", en: "Set" },
  link: { ja: "結びつける", en: "Link" },
  list: { ja: "一覧を見る", en: "List" },
  merge: { ja: "統合する", en: "Merge" },
  move: { ja: "状態を変える", en: "Change state" },
  note: { ja: "書き加える", en: "Add note" },
  override: { ja: "変更する", en: "Override" },
  post: { ja: "内容を確認する", en: "Preview" },
  refer: { ja: "付託する", en: "Refer" },
  remove: { ja: "外す", en: "Remove" },
  reopen: { ja: "再開する", en: "Reopen" },
  resend: { ja: "送り直す", en: "Send again" },
  role: { ja: "変更する", en: "Change" },
  roster: { ja: "見る", en: "Show" },
  set: { ja: "決める", en: "Set" },
  settings: { ja: "見る", en: "Show" },
  show: { ja: "見る", en: "Show" },
  snooze: { ja: "先送りする", en: "Snooze" },
  split: { ja: "分ける", en: "Split off" },
  stage: { ja: "次の段階へ進める", en: "Go to stage" },
  status: { ja: "変更する", en: "Change" },
  swap: { ja: "申し出る", en: "Offer" },
  take: { ja: "担当する", en: "Take" },
  unbind: { ja: "登録を外す", en: "Unbind" },
  verify: { ja: "検証する", en: "Verify" },
  who: { ja: "見る", en: "Show" },
};

const run: Both = { ja: "実行", en: "Run" };

/** Verbs that are abbreviations. */
const abbreviations = /\b(cvss|ssvc|cwe)$/;

/** "Case note", 「案件・メモ」: what the form is about, by the words that one would type; a vendor's form without "reply". */
export const formTitle = (command: AnyCommand): Text<"public"> => {
  const name = command.by === undefined ? command.name : command.name.replace(/^reply /, "");
  return words({
    ja: name
      .split(" ")
      .map((w) => (abbreviations.test(w) ? w.toUpperCase() : (japanese[w] ?? w)))
      .join("・"),
    en: capital(name.replace(abbreviations, (w) => w.toUpperCase())),
  });
};

/** Whatever a vendor fills in goes to the desk. */
const send: Both = { ja: "送る", en: "Send" };

export const formSubmit = ({ name, by }: AnyCommand): Text<"public"> =>
  words(by === undefined ? (submits[name.split(" ").at(-1) ?? ""] ?? run) : send);

export const fieldLabel = ({ label, summary: { ja, en } }: Arg): Text<"public"> =>
  words(label ?? { ja, en: capital(en) });

/** A choice by its words. A code stands before them: people know it, and their rules speak of it. */
export const choiceLabel = (value: string, { ja, en }: Both): Text<"public"> => {
  const named = words({ ja, en: capital(en) });
  return /^[a-z]-\d/i.test(value) ? join([foreign(open(value.toUpperCase())), named], "  ") : named;
};
