import { randomBytes } from "node:crypto";
import { appendDesk } from "../../db/queries/audit.ts";
import { findMemberByAccount } from "../../db/queries/members.ts";
import { addCode, findCode, findSeat, tieAccount, useCode } from "../../db/queries/seats.ts";
import { noteChange } from "../../db/queries/vendors.ts";
import { normalReceipt, receiptHash } from "../../src/crypto/keyring.ts";
import { Refusal } from "../../src/refusal.ts";
import { words } from "../../src/text.ts";
import type { Principal } from "../contract.ts";
import type { Act } from "../desk.ts";
import { nowReached } from "../embargo/reached.ts";

/** One text for a code that is wrong, used, late, or not for this account: whoever tries codes learns nothing from it. */
const invalid = (): Refusal =>
  new Refusal(
    "code.invalid",
    words({
      ja: "このコードは使えません。間違い、期限切れ、使用済み、またはこのアカウントには使えないコードです。",
      en: "This code does not work: it is wrong, expired, used up, or not for this account.",
    }),
    words({
      ja: "渡してくれた人に、新しいコードを頼んでください。",
      en: "Ask whoever gave it to you for a new one.",
    }),
    "code",
  );

/**
 * A new one-time code for a contact; those from before end. @returns the code, which is stored nowhere, and until when it is good
 * (setting `vendor.code-days`, calendar days).
 */
export async function makeCode(
  act: Act,
  vendorId: number,
  contactId: number,
): Promise<{ code: string; expiresAt: Date }> {
  const code = act.keys.receipt(`code ${randomBytes(32).toString("hex")}`);
  const expiresAt = new Date(act.now.getTime() + act.settings["vendor.code-days"] * 86_400_000);
  await addCode(act.tx, { hash: receiptHash(code), contactId, madeAt: act.now, expiresAt });
  await noteChange(act.tx, { vendorId, at: act.now, actor: act.actor, field: "code" });
  await appendDesk(act.tx, act.keys, act.actor, act.now, [
    { action: "vendor.code-made", data: { contact: contactId } },
  ]);
  return { code, expiresAt };
}

/** Ties an account to the contact for whom a code was made, once. @throws Refusal `code.invalid`, whatever is wrong. */
export async function redeemCode(
  act: Act,
  { platform, tenant, user }: Principal,
  typed: string,
): Promise<{ readonly contactId: number; readonly vendorId: number }> {
  const code = normalReceipt(typed);
  const found = code === undefined ? undefined : await findCode(act.tx, receiptHash(code));
  if (found === undefined || found.usedAt !== null || found.expiresAt <= act.now) throw invalid();
  const [member, seat] = await Promise.all([
    findMemberByAccount(act.tx, platform, tenant, user),
    findSeat(act.tx, platform, tenant, user),
  ]);
  if (member !== undefined || seat !== undefined) throw invalid();
  if (!(await useCode(act.tx, found.hash, act.now))) throw invalid();
  const { contactId, vendorId } = found;
  if (!(await tieAccount(act.tx, { platform, tenant, account: user, contactId, linkedAt: act.now }))) throw invalid();
  await noteChange(act.tx, { vendorId, at: act.now, actor: `contact/${contactId}`, field: "account" });
  await appendDesk(act.tx, act.keys, `contact/${contactId}`, act.now, [
    { action: "vendor.linked", data: { contact: contactId, platform, tenant, account: user } },
  ]);
  await nowReached(act, vendorId);
  return { contactId, vendorId };
}
