import { zoneArg } from "../args.ts";

/** A vendor's people sit anywhere: whose clock the time is of that they type. Pickers need no such word. */
export const zoneOfTime = zoneArg({
  ja: "日時のタイムゾーン（省くと調整デスクの時刻）",
  en: "time zone of that time; the desk's if left out",
});
