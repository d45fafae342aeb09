import { getCase, lockCase } from "../../db/queries/cases.ts";
import { getParty, partiesOf } from "../../db/queries/parties.ts";
import { addStatement } from "../../db/queries/table.ts";
import { seal } from "../../src/crypto/keyring.ts";
import { happened } from "../../src/domain/case.ts";
import { parseReference } from "../../src/domain/reference.ts";
import { desk, open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { apply } from "../apply.ts";
import { caseArg, textArg } from "../args.ts";
import { type CommandForm, command } from "../contract.ts";
import { fieldLabel } from "../form-words.ts";
import { aboutArg, vulnerabilityOf } from "../reply/vulnerability.ts";
import { caseKey, digits, ref } from "../show.ts";
import { partyArg } from "./one.ts";
import { bodyOf, wordsOf } from "./worded.ts";

const wording = {
  ...textArg(
    { ja: "声明の文（同意した開発者だけが読みます）", en: "the words; that vendor alone reads them" },
    '"Fixed in 3.2.2; please update."',
    4000,
  ),
  label: { ja: "声明の文", en: "The words" },
};

/** One edits what is there: the field holds it, where the line says whose it is. */
const form: CommandForm = {
  when: ["text"],
  async fill(ctx, given) {
    const reference = parseReference(given["case"] ?? "");
    const c = reference === undefined ? undefined : await getCase(ctx.tx, reference);
    const party = c && (await partiesOf(ctx.tx, c.id)).find((p) => String(p.n) === given["party"]);
    // Whatever is wrong or missing in the line is said when the form is sent.
    if (c === undefined || party === undefined) return { before: [], after: [] };
    const { newest, listed } = await wordsOf(ctx, c, party.id);
    const about = listed.find((v) => String(v.n) === given["vulnerability"])?.id ?? null;
    const last = newest.find((s) => s.vulnerabilityId === about);
    const text = given["text"] === undefined ? last && desk(bodyOf(ctx, c, last)) : open(given["text"]);
    return {
      before: [],
      fields: [
        {
          name: "text",
          label: fieldLabel(wording),
          required: true,
          input: { kind: "paragraph", max: 4000 },
          ...(text !== undefined && { initial: text }),
        },
      ],
      after: [],
    };
  },
};

const nobodyToAgree = (n: number): Refusal =>
  new Refusal(
    "args.invalid",
    say({
      ja: t`関係者${open(n)}は招かれた開発者ではないので、文案に同意してもらえません。`,
      en: t`Party ${open(n)} is not a vendor that was invited, so nobody there could agree to a draft.`,
    }),
    words({
      ja: "名簿の番号で加えて招いてください: party add 案件 vendor=番号、party invite",
      en: "Add it by its number of the directory and invite it: party add CASE vendor=NUMBER, party invite",
    }),
    "party",
  );

const unchanged = (): Refusal =>
  new Refusal(
    "args.invalid",
    words({ ja: "いまの文と同じです。承認はそのままです。", en: "These are the words as they stand; approvals stay." }),
    words({ ja: "承認するには party approve を使ってください。", en: "To approve them: party approve." }),
    "text",
  );

/**
 * The desk puts a vendor's statement into other words, or drafts one. Both approvals are taken back: the vendor has to agree to
 * exactly these words before the desk may approve them. The words before stay as history.
 */
export const partyStatement = command({
  name: "party statement",
  summary: {
    ja: "開発者の声明を直す・下書きする（双方の承認は取り直し）",
    en: "Edit or draft a vendor's statement; both have to approve it anew",
  },
  effects: "write",
  max: "desk",
  form,
  args: { case: caseArg, party: partyArg, text: wording, vulnerability: aboutArg },
  async run(ctx, { case: reference, party: n, text, vulnerability }): Promise<View<"public" | "desk">> {
    const stored = await lockCase(ctx.tx, reference);
    const { party } = await getParty(ctx.tx, stored.id, n);
    if (party.vendorId === null || party.invitedAt === null) throw nobodyToAgree(n);
    const about = await vulnerabilityOf(ctx, stored, vulnerability, true);
    const last = (await wordsOf(ctx, stored, party.id)).newest.find((s) => s.vulnerabilityId === about);
    if (last !== undefined && bodyOf(ctx, stored, last) === text) throw unchanged();
    const id = await addStatement(ctx.tx, {
      partyId: party.id,
      vulnerabilityId: about,
      body: seal(caseKey(ctx, stored), "statements.body", text),
      at: ctx.now,
      byMember: ctx.member.id,
    });
    await apply(ctx, stored, happened(stored, { type: "party.reworded", party: party.id, statement: id }));
    const d = digits(stored);
    return view<"public" | "desk">(
      say({ ja: t`${ref(stored)}: 声明の文案`, en: t`${ref(stored)}: draft of a statement` }),
      {
        kind: "para",
        text: say({
          ja: t`次の文を関係者${open(n)}に送り、同意を求めました。この文のとおりに同意するまで、承認も掲載もできません。前の文は履歴に残ります。`,
          en: t`Party ${open(n)} is asked to agree to these words. Until it agrees to exactly these, they can be neither approved nor printed. The words before are kept.`,
        }),
      },
      { kind: "quote", text: foreign(desk(text)) },
      { kind: "next", commands: [`party show ${d} ${n}`] },
    );
  },
});
