import type { Receipt } from "../../commands/intake.ts";
import { isLocale, type Locale } from "../../src/locale.ts";
import { visible, visibleLine } from "../../src/visible.ts";
import { page } from "./answers.ts";
import { readBody } from "./body/read.ts";
import { momentWords } from "./dates.ts";
import { receiptPage, type ShownReceipt } from "./pages/receipt.ts";
import { malformed } from "./refusals.ts";
import type { Call, Site } from "./site.ts";

/** A receipt as its page shows it and carries it along, because the server cannot show the code a second time. */
export const carry = (r: Receipt, written: Locale, zone: string): ShownReceipt => ({
  reference: r.reference,
  receipt: r.receipt,
  received: momentWords(r.receivedAt, zone),
  decide: momentWords(r.decideBy, zone),
  acknowledgement: r.acknowledgement,
  written,
  carried: {
    reference: r.reference,
    receipt: r.receipt,
    received: r.receivedAt.toISOString(),
    decide: r.decideBy.toISOString(),
    acknowledgement: r.acknowledgement,
    written,
  },
});

/** The receipt page in the other language: everything on it came back from the page itself; nothing is looked up. */
export async function turnReceipt(c: Call, site: Site): Promise<Response> {
  const { fields } = await readBody(c.env.incoming, site.limits, undefined);
  const first = (name: string): string => fields.get(name)?.[0] ?? "";
  const turn = first("turn").split(".")[1] ?? "";
  const written = first("written");
  const receivedAt = new Date(first("received"));
  const decideBy = new Date(first("decide"));
  if (!isLocale(turn) || !isLocale(written) || Number.isNaN(+receivedAt) || Number.isNaN(+decideBy)) throw malformed();
  c.set("locale", turn);
  const receipt: Receipt = {
    reference: visibleLine(first("reference")),
    receipt: visibleLine(first("receipt")),
    receivedAt,
    decideBy,
    acknowledgement: visible(first("acknowledgement").replaceAll("\r\n", "\n")),
  };
  return page(c, receiptPage(turn, carry(receipt, written, site.timeZone)));
}
