import { creditRoles } from "../../src/domain/credits.ts";
import type { PartyStatus } from "../../src/domain/parties.ts";
import type { Standing } from "../../src/domain/standing.ts";
import { bigint, index, integer, pgTable, smallint, text, uniqueIndex } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { cases } from "./cases.ts";
import { vulnerabilities } from "./embargo.ts";
import { parties } from "./parties.ts";
import { at, members } from "./people.ts";
import { vendorContacts } from "./vendors.ts";

const partyId = () =>
  bigint("party_id", { mode: "number" })
    .notNull()
    .references(() => parties.id);
const contactId = (name: string) => integer(name).references(() => vendorContacts.id);
const memberId = (name: string) => integer(name).references(() => members.id);
const vulnerabilityId = () => bigint("vulnerability_id", { mode: "number" }).references(() => vulnerabilities.id);

/** What a party says of a vulnerability and a product. The newest for each pair holds; none: nothing was said. */
export const partyAnswers = pgTable(
  "party_answers",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: partyId(),
    /** Null: of all. */
    vulnerabilityId: vulnerabilityId(),
    /** Null: of all. Sealed with the case's key. */
    product: bytes("product"),
    status: text("status").$type<PartyStatus>().notNull(),
    /** VEX justification, for "not affected". */
    justification: text("justification"),
    at: at("at").notNull(),
    byContact: contactId("by_contact"),
    byMember: memberId("by_member"),
  },
  (table) => [index("party_answers_of_party").on(table.partyId, table.id)],
);

/** What a party wants printed beside its status. Shown only when the vendor and the desk have both agreed to these words. */
export const statements = pgTable(
  "statements",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: partyId(),
    vulnerabilityId: vulnerabilityId(),
    body: bytes("body").notNull(),
    at: at("at").notNull(),
    byContact: contactId("by_contact"),
    byMember: memberId("by_member"),
    vendorOkAt: at("vendor_ok_at"),
    vendorOkBy: contactId("vendor_ok_by"),
    deskOkAt: at("desk_ok_at"),
    deskOkBy: memberId("desk_ok_by"),
  },
  (table) => [index("statements_of_party").on(table.partyId, table.id)],
);

/** What the desk and one party said to each other, sealed with the case's key. */
export const partyMessages = pgTable(
  "party_messages",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: partyId(),
    at: at("at").notNull(),
    byContact: contactId("by_contact"),
    byMember: memberId("by_member"),
    body: bytes("body").notNull(),
  },
  (table) => [index("party_messages_of_party").on(table.partyId, table.id)],
);

/** What the desk tells several parties of a case at once: drafted, looked at with everybody whom it reaches, and then sent. */
export const bulletins = pgTable(
  "bulletins",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: bigint("case_id", { mode: "number" })
      .notNull()
      .references(() => cases.id),
    at: at("at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    body: bytes("body").notNull(),
    /** Which standing its readers have; null: all whom the desk invited. */
    standing: text("standing").$type<Standing>(),
    /** Null: a draft. */
    sentAt: at("sent_at"),
  },
  (table) => [index("bulletins_of_case").on(table.caseId, table.id)],
);

/** Another vendor that a party thinks is concerned. The desk decides. */
export const suggestions = pgTable(
  "suggestions",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: partyId(),
    name: bytes("name").notNull(),
    at: at("at").notNull(),
    byContact: contactId("by_contact"),
    decidedAt: at("decided_at"),
    decidedBy: memberId("decided_by"),
  },
  (table) => [index("suggestions_of_party").on(table.partyId, table.id)],
);

/** Who is thanked when a case is published. The finder's own name stays with the finder: erasing it there erases it here. */
export const credits = pgTable(
  "credits",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: bigint("case_id", { mode: "number" })
      .notNull()
      .references(() => cases.id),
    /** Counts the credits of the case from 1: what people type. */
    n: smallint("n").notNull(),
    role: text("role", { enum: creditRoles }).notNull(),
    /** As it is to be printed, sealed with the case's key. Null: the finder, by the name that their report asks for. */
    name: bytes("name"),
    /** When they were asked whether they may be named, and when they agreed: only then is it printed. */
    askedAt: at("asked_at"),
    agreedAt: at("agreed_at"),
    addedAt: at("added_at").notNull(),
    by: integer("by")
      .notNull()
      .references(() => members.id),
    removedAt: at("removed_at"),
  },
  (table) => [uniqueIndex("credits_of_case").on(table.caseId, table.n)],
);
