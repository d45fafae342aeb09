import { findCaseById } from "../../db/queries/cases.ts";
import { partiesOf, type StoredParty } from "../../db/queries/parties.ts";
import { consentAt } from "../../src/domain/embargo/consent.ts";
import { vendorName } from "../../src/domain/vendors.ts";
import type { Both } from "../../src/locale.ts";
import { forParty, say, type Text, t, words } from "../../src/text.ts";
import { type Node, type View, view } from "../../src/view.ts";
import { everywhere } from "../../src/when.ts";
import type { Act } from "../desk.ts";
import { endFor } from "../embargo/words.ts";
import { offerTo, seatButtons, standText } from "../reply/stand.ts";
import { digits, ref } from "../show.ts";
import { farewell } from "./farewell.ts";

type R = "public" | "party";

async function find(act: Act, caseId: number | null, party: number) {
  const c = caseId === null ? undefined : await findCaseById(act.tx, caseId);
  const p = c && (await partiesOf(act.tx, c.id)).find((x) => x.id === party);
  return c === undefined || p === undefined || p.vendorId === null
    ? undefined
    : { c, p, vendor: vendorName(p.vendorId) };
}

/** What is asked of the vendor now, in one or two sentences. */
function asked(act: Act, p: StoredParty, end: Text<"public"> | undefined): Text<"public"> {
  const consent = consentAt(p, act.now);
  if (consent === "signatory")
    return words({
      ja: "エンバーゴに同意いただきました。詳細を読み、該当する製品があるかを知らせてください。",
      en: "You agreed to the embargo. Read the details, and tell us whether your products are affected.",
    });
  if (consent === "declined")
    return words({
      ja: "エンバーゴへの同意がないため、詳細をお渡しできません。事情があれば知らせてください。",
      en: "Without your agreement to the embargo we cannot give you the details. Tell us if there is a reason.",
    });
  if (end === undefined)
    return words({
      ja: "御社の製品に関わるかもしれない届出があります。詳細を読み、回答をお願いします。",
      en: "A report may concern one of your products. Read the details and answer, please.",
    });
  return say({
    ja: t`御社の製品に関わるかもしれない届出があります。${end} まで公にしないことに同意いただいてから、詳細をお渡しします。`,
    en: t`A report may concern one of your products. Details follow after you agree to keep it to yourselves until ${end}.`,
  });
}

/** A case in a vendor's own room: what is asked, until when, the answers as buttons. Never the product, the site or the finder. */
export async function vendorCard(act: Act, caseId: number | null, party: number): Promise<View<R> | undefined> {
  const found = await find(act, caseId, party);
  if (found === undefined) return await farewell(act, caseId, party);
  const { c, p, vendor } = found;
  const offer = await offerTo(act, c, p);
  const end = offer.terms && endFor(act, offer.terms, p.id);
  const consent = consentAt(p, act.now);
  const waits = p.answerBy !== null && (consent === "invited" || consent === "lapsed");
  const until: Node<R>[] = waits
    ? [
        {
          kind: "para",
          text: forParty(
            vendor,
            say({
              ja: t`${everywhere(p.answerBy ?? act.now, act.zone)} までに回答がなければ、不同意として扱います。`,
              en: t`Without an answer by ${everywhere(p.answerBy ?? act.now, act.zone)} we take it that you do not agree.`,
            }),
          ),
        },
      ]
    : [];
  const title = say({ ja: t`${ref(c)} · 調整デスクから`, en: t`${ref(c)} · from the coordination desk` });
  return view<R>(
    title,
    { kind: "heading", text: forParty(vendor, title) },
    { kind: "para", text: forParty(vendor, asked(act, p, end)) },
    ...until,
    { kind: "para", text: forParty(vendor, standText(act, c, p)) },
    { kind: "buttons", buttons: seatButtons(act, c, p, offer) },
  );
}

const taken: Both = { ja: "ご提案の日時に決まりました", en: "the desk took the date that you proposed" };

/** What a vendor is told besides its card, by what happened. */
const news: Readonly<Record<string, Both>> = {
  "party.written": { ja: "調整デスクから連絡があります", en: "the desk wrote to you" },
  "party.reworded": {
    ja: "声明の文案の確認をお願いします",
    en: "please look at the words of your statement",
  },
  "party.lapsed": {
    ja: "エンバーゴの条件が変わりました。あらためて回答をお願いします",
    en: "the terms of the embargo changed; please answer again",
  },
  "embargo.accepted": taken,
  "embargo.revised": taken,
  "embargo.declined": {
    ja: "ご提案の日時は採用されませんでした",
    en: "the desk did not take the date that you proposed",
  },
  "party.released": { ja: "エンバーゴが終わりました", en: "the embargo is over" },
};

/** A line in the vendor's room that something waits for them. What it is they read in private. */
export async function vendorMessage(
  act: Act,
  caseId: number | null,
  party: number,
  event: string,
): Promise<View<R> | undefined> {
  if (event === "party.removed") return await farewell(act, caseId, party);
  const found = await find(act, caseId, party);
  const what = news[event];
  if (found === undefined || what === undefined || found.p.invitedAt === null) return undefined;
  const { c, vendor } = found;
  const title = say({ ja: t`${ref(c)} · 調整デスクから`, en: t`${ref(c)} · from the coordination desk` });
  return view<R>(
    title,
    {
      kind: "heading",
      text: forParty(vendor, say({ ja: t`${ref(c)}: ${words(what)}`, en: t`${ref(c)}: ${words(what)}` })),
    },
    {
      kind: "buttons",
      buttons: [
        {
          label: words({ ja: "自分だけで読む", en: "Read privately" }),
          run: `${event === "party.reworded" ? "reply approve" : "reply show"} ${digits(c)}`,
          style: "primary",
        },
        { label: words({ ja: "返信する…", en: "Answer…" }), run: `reply ask ${digits(c)}` },
      ],
    },
  );
}
