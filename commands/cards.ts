import { createHash } from "node:crypto";
import { findCard, redrawLater, setDrawn } from "../db/queries/cards.ts";
import { databaseNow, readSettings } from "../db/queries/desk.ts";
import type { Notice } from "../db/queries/notices.ts";
import { stopsOf } from "../db/queries/stops.ts";
import type { Address, Editor } from "../src/delivery.ts";
import { stopMinutes } from "../src/domain/stops.ts";
import type { Audience } from "../src/label.ts";
import type { Locale } from "../src/locale.ts";
import { LeakError, type Rendered, render } from "../src/render.ts";
import type { View } from "../src/view.ts";
import type { Desk } from "./desk.ts";
import { parseDestination } from "./destinations.ts";
import { noticeAfter } from "./notices/index.ts";
import { readerOf } from "./parcels.ts";

/** The same for the same words, whoever may press the buttons. */
export const drawnHash = (rendered: Rendered): Buffer =>
  createHash("sha256").update(JSON.stringify(rendered)).digest().subarray(0, 16);

interface Drawing {
  readonly notice: Notice;
  readonly ref: string;
  readonly rendered: Rendered;
  readonly to: Address;
}

/** The words for whoever reads there now; undefined when that is somebody else than they are for. */
function wordsFor(made: View, reader: Awaited<ReturnType<typeof readerOf>>): Rendered | undefined {
  try {
    return render(made as View<"public">, reader.audience as Audience<"public">, reader.locale);
  } catch (error) {
    if (error instanceof LeakError) return undefined;
    throw error;
  }
}

/** What a card should show now, to those who read there now; undefined when it may stay as it is. */
async function draw(desk: Desk, id: number, roomLocale: Locale): Promise<Drawing | undefined> {
  return await desk.db.transaction(async (tx) => {
    const notice = await findCard(tx, id);
    if (notice === undefined || notice.ref === null) return undefined;
    const to = parseDestination(notice.destination);
    const [now, settings, reader, stops] = await Promise.all([
      databaseNow(tx),
      readSettings(tx),
      readerOf(tx, to, roomLocale),
      stopsOf(tx, [notice.destination, to.platform]),
    ]);
    if (stops.length > 0) {
      // Nothing is called there; the card is looked at again when the stop may be over.
      await redrawLater(tx, notice, stopMinutes * 60);
      return undefined;
    }
    const { keys, calendar, zone } = desk;
    const made = await noticeAfter({ tx, now, settings, keys, calendar, zone, actor: "clock" }, notice, to.kind);
    // A room that is not its readers' any more keeps what it has seen; more it does not get.
    const isVendors = notice.kind === "vendor-card";
    const { rank } = reader.audience;
    if (made === undefined || rank === "public" || isVendors !== (rank === "party")) return undefined;
    const rendered = wordsFor(made, reader);
    if (rendered === undefined) return undefined;
    if (notice.drawn?.equals(drawnHash(rendered)) === true) return undefined;
    const there = reader.outsiders === undefined ? to : { ...to, outsiders: reader.outsiders };
    return { notice, ref: notice.ref, rendered, to: there };
  });
}

/**
 * Edits a card in place so that it shows how its case is now. Runs in its destination's queue, after what is being sent there.
 * A card that its platform no longer has is left alone: what it said is in the case.
 */
export async function redraw(
  desk: Desk,
  editors: ReadonlyMap<string, Editor>,
  id: number,
  roomLocale: Locale,
): Promise<void> {
  const drawing = await draw(desk, id, roomLocale);
  if (drawing === undefined) return;
  const { notice, ref, rendered, to } = drawing;
  const done = await editors.get(to.platform)?.(to, ref, rendered);
  if (done === undefined) return;
  await desk.db.transaction(async (tx) => {
    if (done.outcome === "sent") await setDrawn(tx, id, drawnHash(rendered));
    else if (done.outcome === "retry") await redrawLater(tx, notice, done.after);
    else if (done.outcome === "unclear") {
      // Editing twice does no harm. What it shows meanwhile nobody knows, so the next drawing is not skipped.
      await setDrawn(tx, id, null);
      await redrawLater(tx, notice, 30);
    }
    // The token will be mended; until then the stop that this call caused keeps the others away.
    else if (done.scope === "platform") await redrawLater(tx, notice, stopMinutes * 60);
    else desk.log.warn({ notice: id, kind: notice.kind, why: done.why }, "a card could not be edited");
  });
}
