import type { Both } from "../../../src/locale.ts";

/** Titles of the pages that only say why something did not work, by HTTP status. */
export const noticeTitles: Readonly<Record<number, Both>> = {
  400: { ja: "読み取れませんでした", en: "We could not read that" },
  403: { ja: "受け付けませんでした", en: "Not taken" },
  404: { ja: "見つかりません", en: "Not found" },
  405: { ja: "この方法では開けません", en: "Not in this way" },
  409: { ja: "いまは受け付けていません", en: "Not open now" },
  413: { ja: "大きすぎます", en: "Too large" },
  415: { ja: "この形式では受け付けられません", en: "Not in this format" },
  422: { ja: "送信できませんでした", en: "Not sent yet" },
  429: { ja: "少しお待ちください", en: "Please wait a little" },
  500: { ja: "この窓口の不具合です", en: "Something went wrong on our side" },
  503: { ja: "ただいま受け付けられません", en: "Not available right now" },
};

/** @param id under which the log tells what happened */
export const ourFault = (id: string): Both => ({
  ja: `届出は保存されていない可能性があります。しばらくしてからもう一度お試しください。問い合わせの際は、番号 ${id} をお知らせください。`,
  en: `Your report may not have been stored. Please try again in a while. If you ask us about it, give the number ${id}.`,
});
