import { isDate } from "./checks.ts";
import type { FieldFault } from "./faults.ts";
import type { ReportValues } from "./kinds.ts";

interface Caution {
  readonly field: string;
  readonly code: string;
  readonly odd: (date: string, today: string) => boolean;
  readonly message: FieldFault["message"];
}

const table: readonly Caution[] = [
  {
    field: "wished_publication_date",
    code: "past",
    odd: (date, today) => date < today,
    message: {
      ja: "希望する公表日が過去の日付です。このままでよければ送信してください。",
      en: "The date you would like to publish is in the past. Send the report only if that is what you mean.",
    },
  },
  {
    field: "confirmed_on",
    code: "future",
    odd: (date, today) => date > today,
    message: {
      ja: "確認日が未来の日付です。このままでよければ送信してください。",
      en: "The date you saw it is in the future. Send the report only if that is what you mean.",
    },
  },
];

/**
 * Answers that are allowed but look like a slip; the finder confirms them by sending.
 * @param today the calendar day of the desk, as 2026-11-22: ISO dates sort as text
 */
export const cautions = (values: ReportValues, today: string): readonly FieldFault[] =>
  table.flatMap(({ field, code, odd, message }) => {
    const date = values[field];
    return typeof date === "string" && isDate(date) && odd(date, today) ? [{ field, code, message }] : [];
  });
