import type { Ground } from "../domain/grounds.ts";
import type { Locale } from "../locale.ts";
import { lastMessage, type MessageText, message } from "./message.ts";

/** What the words of a message to the finder may hold: dates as text with their zone, and what has become of the request. */
export interface Told {
  readonly reference: string;
  readonly base: string;
  readonly details: string;
  readonly publishGuide: string;
  readonly mayDiscloseFrom: string;
  readonly advisory: string;
  /** Reference of the case that was split off. */
  readonly other: string;
  /** The ground on which it ended, in the desk's words to the finder. */
  readonly ground: Pick<Ground, "code" | "toFinder"> | undefined;
  /** The request not to disclose: still asked for after the end, or over. */
  readonly kept: boolean;
}

const secrecy = (locale: Locale, kept: boolean): string =>
  kept
    ? {
        ja: "公表していないため、情報非開示依頼は続きます。引き続き、正当な理由なく第三者に開示しないでください。",
        en: "As nothing was published, the non-disclosure request stays in force: please do not disclose it without good reason.",
      }[locale]
    : { ja: "情報非開示依頼はこれで終わりです。", en: "The non-disclosure request ends with this." }[locale];

const reason = (locale: Locale, ground: Told["ground"]): string[] => {
  if (ground === undefined) return [];
  const why = ground.toFinder[locale];
  return [locale === "ja" ? `${why}（${ground.code}）` : `${why} (${ground.code})`];
};

type Template = (locale: Locale, t: Told) => MessageText;

/**
 * Messages to the finder about the progress of a case (domain rules §11), by their M-numbers. They name no vendor, operator or
 * other finder, and nothing of what those said.
 */
export const progress: Readonly<Record<string, Template>> = {
  M07: (locale, t) =>
    locale === "ja"
      ? message(
          "ja",
          `届出 ${t.reference} について、製品開発者への連絡を始めました。起算日は ${t.base} です。`,
          `公表の目安は起算日から45日の ${t.publishGuide} です。製品開発者との調整により変わることがあります。${t.mayDiscloseFrom} を過ぎれば、情報非開示依頼の取下げを求めることができます。`,
        )
      : message(
          "en",
          `We have begun to contact the vendor about your report ${t.reference}. The day of the first contact is ${t.base}.`,
          `As a guide, publication is 45 days later, on ${t.publishGuide}; coordination with the vendor may change that. From ${t.mayDiscloseFrom} on you may ask us to withdraw the non-disclosure request.`,
        ),
  M09: (locale, t) =>
    locale === "ja"
      ? message(
          "ja",
          `届出 ${t.reference} の詳細を ${t.details} に製品開発者へ連絡しました（詳細情報連絡日）。検証の結果を待っています。`,
        )
      : message(
          "en",
          `We sent the details of your report ${t.reference} to the vendor on ${t.details} and wait for the result of its verification.`,
        ),
  M11: (locale, t) =>
    locale === "ja"
      ? lastMessage(
          `届出 ${t.reference} について、検証の結果、脆弱性ではないとの判断になりました。`,
          "判断に疑問や新しい情報がある場合は、受付番号を書き添えて届け出てください。あらためて確認します。",
          secrecy("ja", t.kept),
        )
      : lastMessage(
          `After verification your report ${t.reference} was judged not to be a vulnerability.`,
          "If you doubt that, or have new information, please send a report that names this reference; we look at it again.",
          secrecy("en", t.kept),
        ),
  M14: (locale, t) =>
    locale === "ja"
      ? lastMessage(
          `届出 ${t.reference} の脆弱性を公表しました: ${t.advisory}`,
          "ご協力ありがとうございました。",
          secrecy("ja", false),
        )
      : lastMessage(
          `The vulnerability of your report ${t.reference} is published: ${t.advisory}`,
          "Thank you for your help.",
          secrecy("en", false),
        ),
  M16: (locale, t) =>
    locale === "ja"
      ? lastMessage(`届出 ${t.reference} の取扱いを終了しました。`, ...reason("ja", t.ground), secrecy("ja", t.kept))
      : lastMessage(
          `Our handling of your report ${t.reference} has ended.`,
          ...reason("en", t.ground),
          secrecy("en", t.kept),
        ),
  M26: (locale, t) =>
    locale === "ja"
      ? message(
          "ja",
          `届出 ${t.reference} について、重要インフラの事業者等に、秘密の保持を条件に優先的な情報提供を行いました。`,
        )
      : message(
          "en",
          `For your report ${t.reference} we informed operators of critical infrastructure ahead of publication, under secrecy.`,
        ),
  M27: (locale, t) =>
    locale === "ja"
      ? lastMessage(
          `届出 ${t.reference} の情報非開示依頼を取り下げます。起算日（${t.base}）から1年が過ぎたためです。`,
          "取扱いは続いています。開示されるときは、利用者への影響をお考えのうえ、事前にご相談いただけると助かります。",
        )
      : lastMessage(
          `We withdraw the non-disclosure request for your report ${t.reference}: a year has passed since the first contact (${t.base}).`,
          "We go on handling it. If you mean to disclose it, please think of the users, and talk to us before if you can.",
        ),
  M32: (locale, t) =>
    locale === "ja"
      ? message("ja", `届出 ${t.reference} の内容を ${t.details} にウェブサイト運営者へ通知し、取扱いを開始しました。`)
      : message(
          "en",
          `We told the site's operator about your report ${t.reference} on ${t.details}; handling has begun.`,
        ),
  split: (locale, t) =>
    locale === "ja"
      ? message(
          "ja",
          `届出 ${t.reference} には、別に取り扱うべきソフトウエア製品の脆弱性があると判断し、${t.other} としても取り扱うことにしました。`,
          "ウェブサイトに関する届出の場合、どのサイトで見つかったかを製品開発者に伝えることはありません。進み具合は、このページでお知らせします。",
        )
      : message(
          "en",
          `Your report ${t.reference} holds a vulnerability of a software product that has to be handled for itself; we handle it as ${t.other}, too.`,
          "If your report is about a website, the product's vendor is not told on which site it was found. This page tells how both go on.",
        ),
  "request-ended": (locale, t) =>
    locale === "ja"
      ? lastMessage(
          `届出 ${t.reference} とあわせて取り扱っていた件について、情報非開示依頼が終わりました。`,
          secrecy("ja", false),
        )
      : lastMessage(
          `The matter that we handled together with your report ${t.reference} has come to the end of its non-disclosure request.`,
          secrecy("en", false),
        ),
  M34: (locale, t) =>
    locale === "ja"
      ? lastMessage(
          `届出 ${t.reference} について、ウェブサイト運営者から修正が完了したとの報告がありました。`,
          "ご協力ありがとうございました。",
          secrecy("ja", false),
        )
      : lastMessage(
          `The site's operator reported that your report ${t.reference} is fixed.`,
          "Thank you for your help.",
          secrecy("en", false),
        ),
};
