import { registrations } from "../../src/domain/vendors/registration.ts";
import { bigint, boolean, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex } from "../orm.ts";
import { bytes } from "./bytes.ts";
import { at, members } from "./people.ts";

/** An organisation that the desk knows (製品開発者リスト, domain rules §7.3). What names it or reaches it is sealed with its key. */
export const vendors = pgTable(
  "vendors",
  {
    /** What people type; its key is bound to it. */
    id: integer("id").primaryKey().generatedByDefaultAsIdentity(),
    version: integer("version").notNull().default(1),
    key: bytes("key").notNull(),
    name: bytes("name").notNull(),
    /** Postal address, intake address, keywords, products, purls, notes: sealed JSON. */
    details: bytes("details").notNull(),
    /** Keyed hashes of name, products, keywords and purls. */
    tokens: bigint("tokens", { mode: "bigint" }).array().notNull(),
    registration: text("registration", { enum: registrations }).notNull().default("none"),
    listedInPublic: boolean("listed_in_public").notNull().default(false),
    takesReports: boolean("takes_reports").notNull().default(false),
    distributor: boolean("distributor").notNull().default(false),
    specifier: boolean("specifier").notNull().default(false),
    /** Agreement to the terms of registration, and the meeting with the vendor. */
    agreedAt: at("agreed_at"),
    metAt: at("met_at"),
    verifiedAt: at("verified_at"),
    verifiedBy: integer("verified_by").references(() => members.id),
    addedAt: at("added_at").notNull(),
    addedBy: integer("added_by")
      .notNull()
      .references(() => members.id),
    removedAt: at("removed_at"),
  },
  (table) => [index("vendors_tokens").using("gin", table.tokens).with({ fastupdate: false })],
);

const vendorId = () =>
  integer("vendor_id")
    .notNull()
    .references(() => vendors.id);

/** A person at a vendor (製品脆弱性対策管理者 and colleagues). */
export const vendorContacts = pgTable(
  "vendor_contacts",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    vendorId: vendorId(),
    /** Counts the contacts of the vendor from 1: what people type. */
    n: smallint("n").notNull(),
    /** Name, e-mail, phone, title: sealed JSON, with the vendor's key. */
    person: bytes("person").notNull(),
    verifiedAt: at("verified_at"),
    addedAt: at("added_at").notNull(),
    /** Null when a colleague of theirs named them. */
    addedBy: integer("added_by").references(() => members.id),
    namedBy: integer("named_by"),
    removedAt: at("removed_at"),
  },
  (table) => [uniqueIndex("vendor_contacts_of_vendor").on(table.vendorId, table.n)],
);

/** A contact's accounts in chat, tied by a one-time code. An account belongs to one contact, and to no member. */
export const vendorAccounts = pgTable(
  "vendor_accounts",
  {
    platform: text("platform").notNull(),
    tenant: text("tenant").notNull(),
    account: text("account").notNull(),
    contactId: integer("contact_id")
      .notNull()
      .references(() => vendorContacts.id),
    linkedAt: at("linked_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.platform, table.tenant, table.account] }),
    index("vendor_accounts_of_contact").on(table.contactId),
  ],
);

/** Codes that tie an account to a contact, once. */
export const vendorCodes = pgTable("vendor_codes", {
  /** SHA-256 of the code. */
  hash: bytes("hash").primaryKey(),
  contactId: integer("contact_id")
    .notNull()
    .references(() => vendorContacts.id),
  madeAt: at("made_at").notNull(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
});

/** OpenPGP keys of a vendor: whatever was ever given; the newest that holds is used. */
export const vendorKeys = pgTable(
  "vendor_keys",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    vendorId: vendorId(),
    /** Its keyed hash: at any key server the fingerprint itself would name the vendor. */
    fingerprint: text("fingerprint").notNull(),
    /** The armoured public key with its fingerprint and user IDs: sealed JSON. */
    armoured: bytes("armoured").notNull(),
    /** Null: it does not end by itself. */
    expiresAt: at("expires_at"),
    addedAt: at("added_at").notNull(),
    addedBy: integer("added_by")
      .notNull()
      .references(() => members.id),
    /** A person compared the fingerprint by another way. */
    verifiedAt: at("verified_at"),
    verifiedBy: integer("verified_by").references(() => members.id),
    revokedAt: at("revoked_at"),
  },
  (table) => [uniqueIndex("vendor_keys_once").on(table.vendorId, table.fingerprint)],
);

/** What was changed on a vendor, field by field, without the values. */
export const vendorChanges = pgTable(
  "vendor_changes",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    vendorId: vendorId(),
    at: at("at").notNull(),
    /** As the audit names it: `member/3`, `contact/7`. */
    actor: text("actor").notNull(),
    field: text("field").notNull(),
  },
  (table) => [index("vendor_changes_of_vendor").on(table.vendorId, table.id)],
);
