import { open } from "../src/label.ts";
import type { Both } from "../src/locale.ts";
import { Refusal } from "../src/refusal.ts";
import { foreign, join, say, type Text, t, words } from "../src/text.ts";
import { type View, view } from "../src/view.ts";
import type { AnyCommand, Arg } from "./contract.ts";

/** Names of commands in a row. */
const list = (names: readonly string[], between: string): Text<"public"> =>
  join(
    names.map((n) => foreign(open(n))),
    between,
  );

export const unknownCommand = (typed: string, near: readonly string[]): Refusal =>
  new Refusal(
    "command.unknown",
    say({
      ja: t`「${open(typed)}」というコマンドはありません。`,
      en: t`There is no command "${open(typed)}".`,
    }),
    near.length === 0
      ? words({ ja: "一覧: help", en: "All commands: help" })
      : say({ ja: t`もしかして: ${list(near, " · ")}`, en: t`Did you mean: ${list(near, " · ")}` }),
  );

export const stranger = (account: string): Refusal =>
  new Refusal(
    "stranger",
    words({
      ja: "このアカウントはデスクに登録されていません。",
      en: "This account is not linked to a member of the desk.",
    }),
    say({
      ja: t`管理者に次を頼んでください: member link 名前 ${open(account)}`,
      en: t`Ask an administrator to run: member link NAME ${open(account)}`,
    }),
  );

/** Whoever has no seat at the table, or not at this one: one sentence, whatever is behind it. */
export const noSeat = (): Refusal =>
  new Refusal(
    "stranger",
    words({
      ja: "このアカウントは、この部屋の開発者の担当者として登録されていません。",
      en: "This account is not known as one of the vendor's people in this room.",
    }),
    words({
      ja: "調整デスクの窓口か同僚から受け取ったコードで登録できます: reply link コード",
      en: "Use the code that the desk or a colleague gave you: reply link CODE",
    }),
  );

export const forVendors = (command: string): Refusal =>
  new Refusal(
    "not-allowed",
    say({
      ja: t`${open(command)} は製品開発者の担当者が使うコマンドです。デスクのメンバーは代わりに実行できません。`,
      en: t`${open(command)} is for a vendor's people. Nobody of the desk can say it in their place.`,
    }),
    words({
      ja: "聞いたことを記録するには: party status · party attempt",
      en: "To record what they told you: party status · party attempt",
    }),
  );

export const notAllowed = (command: string, roles: readonly Both[]): Refusal =>
  new Refusal(
    "not-allowed",
    say({ ja: t`${open(command)} を実行する権限がありません。`, en: t`You may not run ${open(command)}.` }),
    say({
      ja: t`実行できる役割: ${join(
        roles.map((r) => words(r)),
        "、",
      )}`,
      en: t`Roles that may: ${join(
        roles.map((r) => words(r)),
        ", ",
      )}.`,
    }),
  );

export const leftMeanwhile = (): Refusal =>
  new Refusal(
    "member.not-found",
    words({
      ja: "その人はいまデスクから外れました。何も変更していません。",
      en: "That person has just left the desk; nothing was changed.",
    }),
    words({ ja: "メンバー: member list", en: "Who there is: member list" }),
  );

const optionText = (name: string, a: Arg): string => (a.required ? `<${name}>` : `[${name}]`);

/** "case assign <case> <to>". */
export const usage = (c: AnyCommand): string =>
  [
    c.name,
    ...Object.entries(c.args)
      .filter(([, a]) => a.hidden !== true)
      .map(([name, a]) => optionText(name, a)),
  ].join(" ");

/** A line that works as it stands, from the arguments' own examples. */
export const example = (c: AnyCommand): string =>
  [
    c.name,
    ...Object.entries(c.args)
      .filter(([name, a]) => a.required || c.needs?.includes(name))
      .map(([, a]) => a.example),
  ].join(" ");

const howTo = (c: AnyCommand): Text<"public"> =>
  say({
    ja: t`書き方: ${open(usage(c))}（例: ${open(example(c))}）`,
    en: t`Usage: ${open(usage(c))} (for example: ${open(example(c))})`,
  });

export const missingArgument = (c: AnyCommand, name: string, a: Arg): Refusal =>
  new Refusal(
    "args.missing",
    say({
      ja: t`${open(name)}（${words(a.summary)}）がありません。`,
      en: t`${open(name)} is missing: ${words(a.summary)}.`,
    }),
    howTo(c),
    name,
  );

export const unexpectedArgument = (c: AnyCommand, left: readonly string[]): Refusal =>
  new Refusal(
    "args.unexpected",
    say({
      ja: t`余分な語があります: ${open(left.join(" "))}`,
      en: t`Unexpected: ${open(left.join(" "))}`,
    }),
    howTo(c),
  );

/** What was typed, as far as it helps to recognise it. */
const shown = (typed: string): string => {
  const all = [...typed];
  return all.length <= 60 ? typed : `${all.slice(0, 60).join("")}…`;
};

export const tooLong = (is: number, limit: number): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`長すぎます（${open(is)}文字）。1回の入力は${open(limit)}文字までです。何も実行していません。`,
      en: t`Too long: ${open(is)} characters; one line has at most ${open(limit)}. Nothing was done.`,
    }),
    words({ ja: "分けて入力してください。", en: "Split it into several lines." }),
  );

/** `name=value` with a name that the command does not have, where a word for another argument was expected. */
export const unknownArgument = (c: AnyCommand, name: string): Refusal => {
  const names = Object.entries(c.args).flatMap(([n, a]) => (a.hidden === true ? [] : [n]));
  return new Refusal(
    "args.invalid",
    say({
      ja: t`${open(c.name)} に ${open(shown(name))} という引数はありません。`,
      en: t`${open(c.name)} takes no ${open(shown(name))}.`,
    }),
    say({
      ja: t`使える名前: ${list(names, " · ")}`,
      en: t`By name: ${list(names, " · ")}`,
    }),
  );
};

export const invalidArgument = (c: AnyCommand, name: string, a: Arg, typed: string): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`「${open(shown(typed))}」は ${open(name)}（${words(a.summary)}）として読めません。`,
      en: t`"${open(shown(typed))}" is not a valid ${open(name)}: ${words(a.summary)}.`,
    }),
    !["choice", "setting"].includes(a.kind) || a.choices === undefined
      ? howTo(c)
      : say({
          ja: t`選べる値: ${list(
            a.choices.map((x) => x.value),
            " · ",
          )}`,
          en: t`Allowed: ${list(
            a.choices.map((x) => x.value),
            " · ",
          )}`,
        }),
    name,
  );

export const didYouMean = (typed: string, line: (reference: string) => string, found: readonly string[]): Refusal =>
  new Refusal(
    "case.not-found",
    say({
      ja: t`「${open(typed)}」は番号の一部です。8桁で指定してください。`,
      en: t`"${open(typed)}" is only part of a reference; give all 8 digits.`,
    }),
    found.length === 0
      ? words({ ja: "一覧: report list · case list", en: "Lists: report list · case list" })
      : say({
          ja: t`もしかして: ${list(found.map(line), " · ")}`,
          en: t`Did you mean: ${list(found.map(line), " · ")}`,
        }),
    "case",
  );

export const placeTooWide = (command: string): Refusal =>
  new Refusal(
    "place.too-wide",
    say({
      ja: t`この部屋では ${open(command)} に答えられません。見てはいけない人が読む可能性があります。`,
      en: t`${open(command)} is not answered in this room: people who must not see it could read along.`,
    }),
    words({
      ja: "デスクの部屋か、わたしとのダイレクトメッセージで入力してください。",
      en: "Type it in the desk room or in a direct message with me.",
    }),
  );

const notHere = {
  others: {
    ja: "この部屋をデスク以外の人も読めるようになったため、結果をここには表示しません。",
    en: "Others than the desk can read here now, so the result is not shown here.",
  },
  unknown: {
    ja: "この部屋をだれが読むのか、チャット側から回答がないため、結果をここには表示しません。",
    en: "The chat platform did not say who reads here, so the result is not shown here.",
  },
} as const;

/** What was asked for is done, but the room is not one to show it in. */
export const notShown = (readers: keyof typeof notHere): View =>
  view(words({ ja: "ここには表示しません", en: "Not shown here" }), {
    kind: "para",
    text: say({
      ja: t`${words(notHere[readers])}操作そのものは実行済みです。わたしとのダイレクトメッセージで同じコマンドを入力すると読めます。`,
      en: t`${words(notHere[readers])} What you asked for was done. Type the same in a direct message with me to read it.`,
    }),
  });

export const repeated = (command: string): View =>
  view(say({ ja: t`${open(command)} は実行済みです`, en: t`${open(command)} was already done` }), {
    kind: "para",
    text: words({
      ja: "同じ操作が二度届きました。一度目が有効で、二度目は何も変えていません。",
      en: "The same request came twice. The first one counts; the second changed nothing.",
    }),
  });

/** The database did not answer. What was asked may be asked again: with its key it takes effect once. */
export const unavailable = (): View =>
  view(words({ ja: "いまは処理できません", en: "Not possible right now" }), {
    kind: "para",
    text: words({
      ja: "データベースが応答しません。しばらくしてから、もう一度試してください。",
      en: "The database does not answer. Please try again in a moment.",
    }),
  });

/** A bug: nothing about it but a number that finds it in the log. */
export const broken = (id: string): View =>
  view(words({ ja: "処理できませんでした", en: "That did not work" }), {
    kind: "para",
    text: say({
      ja: t`内部の問題で処理できませんでした。何も変更していません。管理者に番号 ${open(id)} を伝えてください。`,
      en: t`Something went wrong on our side and nothing was changed. Tell your administrator this number: ${open(id)}.`,
    }),
  });

/** How any "no" looks: the sentence, then what to do. */
export const refusalView = (r: Refusal): View =>
  view(
    words({ ja: "できませんでした", en: "Refused" }),
    { kind: "para", text: r.says },
    ...(r.hint === undefined ? [] : [{ kind: "para" as const, text: r.hint }]),
  );
