import { expect, test } from "vitest";
import { givenTo, type Known, standingOf } from "../../src/domain/standing.ts";

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const nobody: Known = {
  id: 1,
  n: 1,
  role: "vendor",
  work: "not_contacted",
  status: "unknown",
  detailsOn: null,
  attempts: [],
  consent: "none",
  consentSince: null,
  saidAt: undefined,
  openedAt: null,
  acknowledgedAt: null,
  deliveredAt: undefined,
  approvedAt: undefined,
};
const sent = { at: at(1), means: "mail", outcome: "sent" } as const;
const bounced = { at: at(2), means: "mail", outcome: "bounced" } as const;

test.each<readonly [string, Partial<Known>, string, Date | null]>([
  ["nothing was tried", {}, "unreached", null],
  ["tried, and nothing is known of it", { attempts: [{ ...sent, outcome: "none" }] }, "unreached", null],
  ["the last mail came back", { attempts: [sent, bounced] }, "bounced", at(2)],
  ["a card was taken after a bounce", { attempts: [bounced], deliveredAt: at(3) }, "delivered", at(3)],
  ["a mail went out", { attempts: [sent] }, "delivered", at(1)],
  ["they looked", { deliveredAt: at(3), openedAt: at(4) }, "opened", at(4)],
  ["they said no", { openedAt: at(4), consent: "declined", consentSince: at(6) }, "declined", at(6)],
  ["silence that counts as no, never opened", { deliveredAt: at(3), consent: "declined" }, "declined", null],
  ["they agreed", { openedAt: at(4), consent: "signatory", consentSince: at(5) }, "embargo", at(5)],
  ["they acknowledged", { consent: "signatory", acknowledgedAt: at(5) }, "received", at(5)],
  ["they gave a status", { acknowledgedAt: at(5), status: "affected", saidAt: at(6) }, "status", at(6)],
  ["the desk wrote down a status", { acknowledgedAt: at(5), status: "affected" }, "status", null],
  ["the desk's own status is none", { acknowledgedAt: at(5), status: "notified" }, "received", at(5)],
  ["both agreed to the statement", { status: "affected", approvedAt: at(6) }, "approved", at(6)],
])("%s", (_, known, standing, when) => {
  expect(standingOf({ ...nobody, ...known })).toEqual({ standing, at: when });
});

test.each([
  ["received", "signatory", "words"],
  ["received", "none", "words"],
  ["received", "lapsed", "card"],
  ["status", "invited", "card"],
  ["approved", "declined", "nothing"],
  ["opened", "invited", "card"],
  ["declined", "declined", "card"],
] as const)("at %s, with consent %s, a chase gives %s", (standing, consent, given) => {
  expect(givenTo(standing, consent)).toBe(given);
});
