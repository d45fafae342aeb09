import type { Both } from "../../../src/locale.ts";

export const formWords = {
  required: { ja: "必須", en: "required" },
  choose: { ja: "選んでください", en: "Choose one" },
  noAnswer: { ja: "回答しない", en: "No answer" },
  faultsTitle: {
    ja: "送信できませんでした。次の項目をご確認ください",
    en: "Not sent yet. Please look at these answers",
  },
  nothingStored: { ja: "まだ何も保存していません。", en: "Nothing has been stored yet." },
  oneLine: { ja: "1行の欄は200文字までです。", en: "Answers of one line take up to 200 characters." },
  toCheck: { ja: "内容を確認する", en: "Check your answers" },
  checkNext: {
    ja: "次のページで内容を確認し、ファイルを添付してから送信します。",
    en: "On the next page you check everything, add files and send it.",
  },
  check: { ja: "確認", en: "Check" },
  progress: { ja: "この届出の流れ", en: "Parts of this report" },
  agreeTo: { ja: "取扱方針を読む(別のタブで開きます)", en: "Read the handling policy (opens in a new tab)" },
  leaveEmpty: { ja: "この欄は空のままにしてください", en: "Leave this field empty" },
  filesAgain: {
    ja: "ファイルは、確認のページでもう一度選んでください。",
    en: "Files have to be chosen again on the page to check.",
  },
} as const satisfies Record<string, Both>;

export const checkWords = {
  title: { ja: "内容の確認", en: "Check your answers" },
  lead: {
    ja: "まだ送信していません。内容を確かめ、必要ならファイルを添付して送信してください。",
    en: "Nothing is sent yet. Look through your answers, add files if you have any, and send the report.",
  },
  cautions: { ja: "念のためご確認ください", en: "Please make sure" },
  files: { ja: "添付ファイル", en: "Files" },
  filesLabel: { ja: "ファイルを選ぶ(複数可)", en: "Choose files, several at once if you like" },
  filesKept: {
    ja: "ファイルは暗号化して保存します。圧縮や変換はせず、自動では開きません。",
    en: "Files are stored encrypted, exactly as they are, and nothing opens them by itself.",
  },
  send: { ja: "この内容で届け出る", en: "Send the report" },
  back: { ja: "戻って直す", en: "Back and change" },
} as const satisfies Record<string, Both>;

export const receiptWords = {
  title: { ja: "届出を受け付けました", en: "We have your report" },
  reference: { ja: "受付番号", en: "Reference" },
  code: { ja: "受付コード", en: "Receipt code" },
  once: {
    ja: "このコードは二度と表示できません。いま控えてください。状況の確認と返信には、このコードが必要です。",
    en: "We cannot show this code again. Keep a copy now: it alone opens your report and lets you answer.",
  },
  copy: { ja: "コードをコピー", en: "Copy the code" },
  copied: { ja: "コピーしました", en: "Copied" },
  print: { ja: "印刷する", en: "Print this page" },
  next: { ja: "このあと", en: "What comes next" },
  acknowledgement: { ja: "受信のお知らせ", en: "Our acknowledgement" },
  toStatus: { ja: "状況のページを開く", en: "Open the status page" },
} as const satisfies Record<string, Both>;

export const receivedAt = (at: Both): Both => ({
  ja: `${at.ja}に受け付けました。`,
  en: `Received ${at.en}.`,
});

export const decideBy = (at: Both): Both => ({
  ja: `${at.ja}までに、受理するかどうかを判断してお知らせする予定です。`,
  en: `We mean to decide whether we accept it, and to tell you, by ${at.en}.`,
});

export const mayAsk: Both = {
  ja: "確認したいことがあれば、状況のページでお尋ねします。ときどきご覧ください。",
  en: "If something is unclear we ask you on the status page. Please look there now and then.",
};

export const pleaseKeep: Both = {
  ja: "公表または取扱いの終了まで、内容を第三者に伝えないようお願いします。公表したいときは、先にご相談ください。",
  en: "Please keep the matter to yourself until it is published or closed. If you wish to publish, speak with us first.",
};

/** The limit of a text, counted as the parser counts it. */
export const upTo = (codePoints: number): Both => ({
  ja: `${codePoints.toLocaleString("en-US")}文字まで。`,
  en: `Up to ${codePoints.toLocaleString("en-US")} characters.`,
});
