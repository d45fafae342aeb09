import type { Ground } from "../domain/grounds.ts";
import type { Locale } from "../locale.ts";
import { lastMessage, type MessageText } from "./message.ts";

/** M04 不受理通知: the ground's words, the desk's own explanation if it gave one, and how to come back. */
export function declined(
  locale: Locale,
  reference: string,
  { code, toFinder }: Pick<Ground, "code" | "toFinder">,
  explanation: string | undefined,
): MessageText {
  const why = toFinder[locale];
  const own = explanation === undefined ? [] : [explanation];
  return locale === "ja"
    ? lastMessage(
        `届出 ${reference} は、次の理由により受理しませんでした（${code}）。`,
        why,
        ...own,
        "新しい情報がある場合や判断に疑問がある場合は、受付番号を書き添えて改めて届け出てください。製品開発者やウェブサイト運営者の窓口に直接知らせることもできます。",
      )
    : lastMessage(
        `We did not accept your report ${reference} (${code}) for this reason:`,
        why,
        ...own,
        "If you have new information or doubt our judgement, please send a new report that names this reference. You may also tell the vendor or the site's operator directly.",
      );
}
