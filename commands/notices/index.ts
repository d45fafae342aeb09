import { findCaseById, type StoredCase } from "../../db/queries/cases.ts";
import type { Notice } from "../../db/queries/notices.ts";
import { cardKinds, type NoticeKind } from "../../src/domain/notices.ts";
import type { View } from "../../src/view.ts";
import type { Act } from "../desk.ts";
import { answered } from "./answered.ts";
import { assigned } from "./assigned.ts";
import { caseCard } from "./case-card.ts";
import { embargoNews } from "./embargo.ts";
import { formLink } from "./form-link.ts";
import { groupNews } from "./group-news.ts";
import { handOverNotice } from "./hand-over.ts";
import { moved } from "./moved.ts";
import { passedOn } from "./passed-on.ts";
import { ping } from "./ping.ts";
import { pingAfter } from "./ping-after.ts";
import { proposal } from "./proposal.ts";
import { reportCard } from "./report-card.ts";
import { roomHeld } from "./room-held.ts";
import { stopped } from "./stopped.ts";
import { swap } from "./swap.ts";
import { vendorCard, vendorMessage } from "./vendor-card.ts";
import { vendorColleague } from "./vendor-colleague.ts";
import { vendorSaid } from "./vendor-said.ts";

type MakeView = (act: Act, notice: Notice, to: "person" | "room") => Promise<View | undefined>;

/** A notice about a case, made from how the case is now. */
const ofCase =
  (make: (act: Act, c: StoredCase, notice: Notice) => View | undefined | Promise<View | undefined>): MakeView =>
  async (act, notice) => {
    const c = notice.caseId === null ? undefined : await findCaseById(act.tx, notice.caseId);
    return c && (await make(act, c, notice));
  };

/** The words of each kind of notice, made at the moment of sending. `undefined`: nothing left to say. */
const views: Readonly<Record<NoticeKind, MakeView>> = {
  "report-card": ofCase(reportCard),
  "case-card": ofCase(caseCard),
  assigned: ofCase(assigned),
  answered: ofCase((_, c) => answered(c)),
  embargo: ofCase((_, c, notice) => embargoNews(c, String(notice.params["event"]))),
  moved: ofCase((_, c) => moved(c)),
  ping: (act, notice) => ping(act, Number(notice.params["ping"]), notice.destination),
  "form-link": async (_, notice) => formLink(String(notice.params["url"])),
  "hand-over": handOverNotice,
  swap,
  "passed-on": passedOn,
  "room-held": roomHeld,
  stopped,
  // The mail adapter will render the stored message; until it exists no outlet takes these.
  "finder-mail": async () => undefined,
  "party-mail": async () => undefined,
  "vendor-card": (act, notice) => vendorCard(act, notice.caseId, Number(notice.params["party"])),
  "vendor-message": (act, notice) =>
    vendorMessage(act, notice.caseId, Number(notice.params["party"]), String(notice.params["event"])),
  "vendor-said": ofCase((act, c, notice) =>
    vendorSaid(act, c, String(notice.params["event"]), Number(notice.params["party"])),
  ),
  "vendor-colleague": (act, notice) => vendorColleague(act, Number(notice.params["contact"])),
  "group-news": ofCase(async (_, c) => groupNews(c)),
  proposal: (act, notice) => proposal(act, Number(notice.params["proposal"])),
};

export const noticeView = (act: Act, notice: Notice, to: "person" | "room"): Promise<View | undefined> =>
  // Kinds are written only by this version's own tables; an unknown one would be from a newer version.
  (views[notice.kind as NoticeKind] ?? (async () => undefined))(act, notice, to);

/** How a card reads later. The others stay as they were sent. */
const later: Readonly<Record<(typeof cardKinds)[number], MakeView>> = {
  "report-card": views["report-card"],
  "case-card": views["case-card"],
  "vendor-card": views["vendor-card"],
  ping: (act, notice) => pingAfter(act, Number(notice.params["ping"])),
};

/** What a card says now that something happened. @returns undefined when it stays as it is. */
export const noticeAfter: MakeView = async (act, notice, to) => {
  const kind = cardKinds.find((k) => k === notice.kind);
  return kind === undefined ? undefined : await later[kind](act, notice, to);
};
