import type { Both } from "../../src/locale.ts";
import { Refused } from "./refused.ts";
import { type Limits, mostBytes } from "./site.ts";

const megabytes = (bytes: number): string => {
  const n = bytes / (1024 * 1024);
  return n >= 1 ? `${Number(n.toFixed(1))} MB` : `${Math.ceil(bytes / 1024)} kB`;
};

/** The limits of files in words, for the page and for who goes over them. */
export const filesAllowed = (limits: Limits): Both => ({
  ja: `ファイルは${limits.files}個まで、1個${megabytes(limits.fileBytes)}までです。`,
  en: `At most ${limits.files} files of ${megabytes(limits.fileBytes)} each.`,
});

export const tooManyFiles = (limits: Limits): Refused =>
  new Refused(413, "too-many-files", {
    ja: `ファイルが多すぎます。${filesAllowed(limits).ja}何も保存していません。`,
    en: `Too many files. ${filesAllowed(limits).en} Nothing was stored.`,
  });

export const fileTooLarge = (limits: Limits, name: string): Refused =>
  new Refused(413, "file-too-large", {
    ja: `「${name}」が大きすぎます。${filesAllowed(limits).ja}何も保存していません。`,
    en: `“${name}” is too large. ${filesAllowed(limits).en} Nothing was stored.`,
  });

export const textTooLarge = (limits: Limits): Refused =>
  new Refused(413, "too-large", {
    ja: `文章は全部で${megabytes(limits.textBytes)}までです。何も保存していません。`,
    en: `All text together may take ${megabytes(limits.textBytes)}. Nothing was stored.`,
  });

export const bodyTooLarge = (limits: Limits): Refused =>
  new Refused(413, "too-large", {
    ja: `送信できるのは全部で${megabytes(mostBytes(limits))}までです。${filesAllowed(limits).ja}何も保存していません。`,
    en: `One sending may take ${megabytes(mostBytes(limits))} in all. ${filesAllowed(limits).en} Nothing was stored.`,
  });

export const tooManyParts = (limits: Limits): Refused =>
  new Refused(413, "too-many-parts", {
    ja: `項目は${limits.parts}個までです。何も保存していません。`,
    en: `One sending may have ${limits.parts} parts. Nothing was stored.`,
  });

export const wrongType = (): Refused =>
  new Refused(415, "content-type", {
    ja: "この形式では受け付けられません。フォーム(multipart/form-data、application/x-www-form-urlencoded)かJSON(application/json)で送ってください。",
    en: "Send a form (multipart/form-data or application/x-www-form-urlencoded) or JSON (application/json).",
  });

export const malformed = (): Refused =>
  new Refused(400, "malformed", {
    ja: "送られた内容を読み取れませんでした。何も保存していません。",
    en: "What was sent cannot be read. Nothing was stored.",
  });

export const notUtf8 = (): Refused =>
  new Refused(400, "not-utf-8", {
    ja: "文字コードがUTF-8ではありません。何も保存していません。",
    en: "The text is not UTF-8. Nothing was stored.",
  });

export const badJson = (): Refused =>
  new Refused(400, "json", {
    ja: "JSONとして読み取れませんでした。項目名と値を持つオブジェクトを1つ送ってください。",
    en: "This is not JSON that we can read. Send one object of field names and values.",
  });

export const badIdempotencyKey = (): Refused =>
  new Refused(400, "idempotency-key", {
    ja: "Idempotency-Key は英数字と「-」「_」で22文字以上128文字以下にしてください。",
    en: "Idempotency-Key takes 22 to 128 letters, digits, “-” and “_”.",
  });

export const otherOrigin = (): Refused =>
  new Refused(403, "origin", {
    ja: "別のサイトのページから送られたため、受け付けませんでした。この窓口のページを開き直して送ってください。",
    en: "This was sent from a page of another site, so we did not take it. Please open our own page and send it from there.",
  });

export const tooOften = (retryAfter: number): Refused =>
  new Refused(
    429,
    "too-often",
    {
      ja: `短い時間に多くの送信がありました。${waiting(retryAfter).ja}後にもう一度お試しください。まだ何も保存していません。`,
      en: `Many sendings came from your network. Please try again in ${waiting(retryAfter).en}. Nothing was stored yet.`,
    },
    retryAfter,
  );

/** Seconds to wait after the database did not answer: long enough for a restart. */
const downSeconds = 60;

export const notNow = (): Refused =>
  new Refused(
    503,
    "not-now",
    {
      ja: "ただいま受け付けられません。何も保存していません。1分ほど待って、もう一度送信してください。",
      en: "We cannot take this right now, and nothing was stored. Please wait about a minute and send it again.",
    },
    downSeconds,
  );

export const leaveEmpty = (): Refused =>
  new Refused(422, "leave-empty", {
    ja: "空けておく欄に文字が入っていました。自動入力かもしれません。いまは空にしてありますので、もう一度送信してください。",
    en: "A field that should stay empty was filled in, perhaps by your browser. We have emptied it; please send the form again.",
  });

export const noSuchReceipt = (): Refused =>
  new Refused(404, "receipt", {
    ja: "この受付コードで開ける届出はありません。控えをご確認のうえ、もう一度入力してください。",
    en: "This code opens no report. Please compare it with your copy and try again.",
  });

export const wrongMethod = (): Refused =>
  new Refused(405, "method", {
    ja: "このアドレスは、この方法では開けません。",
    en: "This address does not answer that kind of request.",
  });

export const noSuchPage = (): Refused =>
  new Refused(404, "not-found", { ja: "このページはありません。", en: "There is no such page." });

function waiting(seconds: number): Both {
  const minutes = Math.ceil(seconds / 60);
  return seconds < 90
    ? { ja: `${seconds}秒`, en: seconds === 1 ? "1 second" : `${seconds} seconds` }
    : { ja: `${minutes}分`, en: `${minutes} minutes` };
}
