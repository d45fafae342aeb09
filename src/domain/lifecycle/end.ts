import { open } from "../../label.ts";
import { Refusal } from "../../refusal.ts";
import { foreign, join, say, t, words } from "../../text.ts";
import { type Case, type Step, wrongState } from "../case.ts";
import { type EndCode, endCodes, ending } from "../endings.ts";
import { endCase, notReady, requestEnded } from "./move.ts";
import { type Facts, need } from "./needs.ts";
import { stateOf } from "./states.ts";

/** Whether a case is in handling: accepted, and not ended. */
const inHandling = (c: Case): boolean => c.acceptedAt !== null && c.closedAt === null;

function checkCode(c: Case, code: EndCode): void {
  if (ending(code).ends[c.kind] !== undefined && ending(code).merge !== true) return;
  const possible = endCodes.filter((k) => ending(k).ends[c.kind] !== undefined && ending(k).merge !== true);
  const rows = possible.map((k) =>
    say({ ja: t`${open(k)} ${words(ending(k).words)}`, en: t`${open(k)} ${words(ending(k).words)}` }),
  );
  throw new Refusal(
    "case.wrong-code",
    ending(code).merge === true
      ? words({ ja: "重複は case merge で統合します。", en: "A duplicate is merged with case merge." })
      : say({
          ja: t`${foreign(open(code))} はこの種類の案件には使えません。`,
          en: t`${foreign(open(code))} does not apply to this kind of case.`,
        }),
    say({ ja: t`使えるコード: ${join(rows, " / ")}`, en: t`Codes that apply: ${join(rows, " / ")}` }),
    "code",
  );
}

/**
 * Ends a case in handling on a ground of §4.2 or §4.3. @throws Refusal `case.wrong-state` before acceptance and after an end,
 * `case.wrong-code`, `case.not-ready`.
 */
export function closeCase(f: Facts, code: EndCode): Step {
  const { c } = f;
  checkCode(c, code);
  const to = ending(code).ends[c.kind] ?? "END";
  if (!inHandling(c)) throw wrongState(c, to, []);
  const asked = c.kind === "software" ? (["request"] as const) : [];
  const missing = [...(ending(code).needs ?? []), ...asked].filter((key) => !need(key).holds(f));
  if (missing.length > 0) throw notReady(c, to, missing);
  const after = endCase(c, to, f.now, code, f.request === "keep");
  return { before: c, after, events: [{ type: "case.ended", code, to }, ...requestEnded(c, after)] };
}

/**
 * Ends it as a duplicate of another, whether it was accepted or not (T-10). Its finder is still asked not to disclose: nothing is
 * published yet. The request ends with that of the case that goes on. @throws Refusal `case.wrong-state` when it has ended.
 */
export function mergeInto(c: Case, now: Date): Step {
  const to = ending("T-10").ends[c.kind] ?? "END";
  if (c.closedAt !== null) throw wrongState(c, to, []);
  const after = endCase(c, to, now, "T-10", true);
  return { before: c, after, events: [{ type: "case.ended", code: "T-10", to }] };
}

/** The request to the finder of a duplicate ends, since that of the case into which it was merged has. */
export const endRequest = (c: Case): Step => ({
  before: c,
  after: { ...c, request: "ended" },
  events: [{ type: "request.ended" }],
});

/**
 * Takes an ended case up again where it was: a decline is checked anew. What was published stays so; it gets an update
 * (`case move … pub`). A request not to disclose that ended with the case is in force again; one that was withdrawn is not.
 * @throws Refusal `case.wrong-state`.
 */
export function reopenCase(c: Case): Step {
  if (c.closedAt === null || c.state === "PUB") {
    throw new Refusal(
      "case.wrong-state",
      say({
        ja: t`「${words(stateOf(c).words)}」の案件は再開できません。`,
        en: t`A case that is ${words(stateOf(c).words)} cannot be reopened.`,
      }),
      words(
        c.state === "PUB"
          ? {
              ja: "公表後の更新は case move … pub advisory=… です。",
              en: "After publication: case move … pub advisory=…",
            }
          : { ja: "再開できるのは終了した案件です。", en: "Only an ended case can be reopened." },
      ),
    );
  }
  const to = c.endedFrom ?? "CHK";
  const request = c.request === "ended" && c.acceptedAt !== null ? ("in-force" as const) : c.request;
  const after: Case = { ...c, state: to, closedAt: null, endCode: null, endedFrom: null, request };
  return { before: c, after, events: [{ type: "case.reopened", from: c.state, to }] };
}

/**
 * 情報非開示依頼の取下げ on the finder's wish: for a product, not before a year after 起算日 (guideline 2019, IV.3.1 11); for a
 * website it ends by itself with the fix or the end. @throws Refusal `request.not-in-force`, `request.too-early`.
 */
export function withdrawRequest(f: Pick<Facts, "c" | "now" | "calendar">): Step {
  const { c } = f;
  if (c.request !== "in-force") {
    throw new Refusal(
      "request.not-in-force",
      words({ ja: "情報非開示依頼はいま有効ではありません。", en: "No non-disclosure request is in force." }),
      words({ ja: "状態は case show で確かめられます。", en: "case show tells its state." }),
    );
  }
  const from = c.baseOn === null ? null : f.calendar.addMonths(c.baseOn, 12);
  if (c.kind !== "software" || from === null || f.now < from) {
    throw new Refusal(
      "request.too-early",
      words({
        ja: "情報非開示依頼を取り下げられるのは、製品開発者への最初の連絡（起算日）から1年が過ぎてからです。",
        en: "The request can be withdrawn only when a year has passed since the first contact with the vendor.",
      }),
      words(
        c.kind === "software"
          ? { ja: "起算日は case show にあります。", en: "case show tells the date of the first contact." }
          : {
              ja: "ウェブサイトでは修正または終了で自動的に終わります。",
              en: "For a website it ends with the fix or the end.",
            },
      ),
    );
  }
  return { before: c, after: { ...c, request: "withdrawn" }, events: [{ type: "request.withdrawn" }] };
}
