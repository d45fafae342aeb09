import { findVendors, lockNames } from "../../db/queries/vendors.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { indexWords, normal } from "../../src/search.ts";
import { say, t, words } from "../../src/text.ts";
import { choiceArg, optional } from "../args.ts";
import type { Ctx } from "../contract.ts";
import { nameOfVendor } from "./one.ts";

export const anywayArg = optional(
  choiceArg({ ja: "同じ名前があってもよい", en: "even beside one of the same name" }, [
    { value: "yes", words: { ja: "はい", en: "yes" } },
  ]),
);

/** The vendor of that name, however it is typed; another than `except`. The caller holds the lock of names. */
async function findSameName(ctx: Pick<Ctx, "tx" | "keys">, name: string, except?: number) {
  const hashes = [...indexWords(name)].map((x) => ctx.keys.blind(x));
  const found = await findVendors(ctx.tx, hashes, Number.MAX_SAFE_INTEGER);
  return found.find((v) => v.id !== except && normal(nameOfVendor(ctx, v).open()) === normal(name));
}

/**
 * Nobody else gets this name until the transaction ends. Taken before any other lock.
 * @throws Refusal `args.invalid` when another vendor has it and nobody said that it is another company.
 */
export async function freeName(ctx: Ctx, name: string, anyway: "yes" | undefined, except?: number): Promise<void> {
  await lockNames(ctx.tx);
  if (anyway === "yes") return;
  const same = await findSameName(ctx, name, except);
  if (same === undefined) return;
  throw new Refusal(
    "args.invalid",
    say({
      ja: t`同じ名前の開発者がいます（番号 ${open(same.id)}）。`,
      en: t`A vendor of that name is there already: no. ${open(same.id)}.`,
    }),
    words({ ja: "別の会社なら anyway=yes を付けてください。", en: "If it is another company, add anyway=yes." }),
    "name",
  );
}
