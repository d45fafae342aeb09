import { lockVendor, type StoredVendor, saveVendor } from "../../db/queries/vendors.ts";
import type { Details } from "../../src/domain/vendors/details.ts";
import { registrations, registrationWords } from "../../src/domain/vendors/registration.ts";
import { desk } from "../../src/label.ts";
import type { Both } from "../../src/locale.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { type View, view } from "../../src/view.ts";
import { day } from "../../src/when.ts";
import { choiceArg, optional, textArg, timeArg } from "../args.ts";
import { type Ctx, command, type Input } from "../contract.ts";
import * as refuse from "../refusals.ts";
import { getMoment } from "../times.ts";
import { openEntry, recordChange, sealEntry } from "./entry.ts";
import { vendorArg } from "./one.ts";
import { detailRows, registrationRows } from "./rows.ts";
import { anywayArg, freeName } from "./same-name.ts";
import type { fieldWords } from "./words.ts";

const yesNo = (summary: Both) =>
  optional(
    choiceArg(summary, [
      { value: "yes", words: { ja: "はい", en: "yes" } },
      { value: "no", words: { ja: "いいえ", en: "no" } },
    ]),
  );
const text = (summary: Both, example: string, max: number) =>
  optional({ ...textArg(summary, example, max), rest: false });

const args = {
  vendor: vendorArg,
  name: text({ ja: "新しい名前", en: "its new name" }, '"Hoshi Soft"', 200),
  address: text({ ja: "住所（- で消す）", en: "postal address; - takes it out" }, '"Hoshi 1-2-3, Tokyo"', 500),
  intake: text(
    { ja: "届出の受付窓口：メールかURL（- で消す）", en: "where reports go, mail or web; - takes it out" },
    "psirt@hoshi.example",
    300,
  ),
  notes: text({ ja: "備考（- で消す）", en: "notes; - takes them out" }, '"answers in English"', 2000),
  registration: optional(
    choiceArg(
      { ja: "登録区分", en: "how it is registered" },
      registrations.map((value) => ({ value, words: registrationWords[value] })),
    ),
  ),
  listed: yesNo({ ja: "一般向けの一覧に載せてよいか", en: "whether it may be listed in public" }),
  "takes-reports": yesNo({ ja: "届出を直接受け付けるか", en: "whether it takes reports directly" }),
  distributor: yesNo({ ja: "OSSの配布者か", en: "whether it distributes open source" }),
  specifier: yesNo({ ja: "仕様の策定者か", en: "whether it writes specifications" }),
  agreed: optional(timeArg({ ja: "規約に同意した日（- で消す）", en: "day of its agreement; - takes it out" })),
  met: optional(timeArg({ ja: "面談した日（- で消す）", en: "day of the meeting; - takes it out" })),
  anyway: anywayArg,
};

/** A day that has come, from its midnight on; null for "-". @throws Refusal `args.invalid`. */
function getPastDay(ctx: Ctx, typed: string, field: string): Date | null {
  if (typed === "-") return null;
  const at = ctx.calendar.atHour(getMoment(ctx, typed, field), 0);
  if (at <= ctx.now) return at;
  throw new Refusal(
    "args.invalid",
    say({ ja: t`${day(at, ctx.zone)} はまだ来ていません。`, en: t`${day(at, ctx.zone)} has not come yet.` }),
    words({ ja: "済んだ日を入力してください: 2026-11-20", en: "Give the day on which it was: 2026-11-20" }),
    field,
  );
}

/** What was typed, as columns and details; undefined stays as it was. */
function changesOf(ctx: Ctx, input: Input<typeof args>, old: Details) {
  const cleared = (now: string | undefined, was: string | undefined) => (now === "-" ? undefined : (now ?? was));
  const flag = (is: "yes" | "no" | undefined) => (is === undefined ? undefined : is === "yes");
  const at = (field: "agreed" | "met") => {
    const typed = input[field];
    return typed === undefined ? undefined : getPastDay(ctx, typed, field);
  };
  const details: Details = {
    ...old,
    address: cleared(input.address, old.address),
    intake: cleared(input.intake, old.intake),
    notes: cleared(input.notes, old.notes),
  };
  return {
    details,
    columns: {
      registration: input.registration,
      listedInPublic: flag(input.listed),
      takesReports: flag(input["takes-reports"]),
      distributor: flag(input.distributor),
      specifier: flag(input.specifier),
      agreedAt: at("agreed"),
      metAt: at("met"),
    },
  };
}

const columnFields = {
  registration: "registration",
  listedInPublic: "listed",
  takesReports: "takes-reports",
  distributor: "distributor",
  specifier: "specifier",
  agreedAt: "agreed",
  metAt: "met",
} as const satisfies Partial<Record<keyof StoredVendor, keyof typeof fieldWords>>;

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;

/** Changes what is known of a vendor. What is not named stays; each change is kept by its field, without the values. */
export const vendorEdit = command({
  name: "vendor edit",
  summary: { ja: "開発者の登録内容を変える", en: "Change a vendor's entry" },
  effects: "write",
  max: "desk",
  form: { when: Object.keys(args).filter((name) => name !== "vendor" && name !== "anyway") },
  needs: ["name"],
  args,
  async run(ctx, input): Promise<View<"public" | "desk">> {
    const { vendor: id, name, anyway } = input;
    if (Object.keys(input).every((k) => k === "vendor" || k === "anyway"))
      throw refuse.missingArgument(vendorEdit, "name", args.name);
    if (name !== undefined) await freeName(ctx, name, anyway, id);
    const stored = await lockVendor(ctx.tx, id);
    const old = openEntry(ctx, stored);
    const { details, columns } = changesOf(ctx, input, old.details);
    const entry = { ...old, name: name ?? old.name, details };
    const texts = ["address", "intake", "notes"] as const;
    const fields = [
      ...(entry.name === old.name ? [] : ["name"]),
      ...texts.filter((f) => details[f] !== old.details[f]),
      ...(Object.keys(columnFields) as (keyof typeof columnFields)[])
        .filter((c) => columns[c] !== undefined && !same(columns[c], stored[c]))
        .map((c) => columnFields[c]),
    ];
    if (fields.length > 0) {
      // Drizzle leaves out what is undefined.
      await saveVendor(ctx.tx, stored, { ...columns, ...sealEntry(ctx, entry) });
      await recordChange(ctx, id, fields);
    }
    const set = Object.fromEntries(Object.entries(columns).filter(([, v]) => v !== undefined));
    return view<"public" | "desk">(
      fields.length > 0
        ? words({ ja: "登録内容を変えました", en: "Entry changed" })
        : words({ ja: "変わりはありません", en: "Nothing to change" }),
      { kind: "heading", text: foreign(desk(entry.name)) },
      { kind: "fields", rows: [...detailRows(details), ...registrationRows({ ...stored, ...set }, ctx.zone)] },
      { kind: "next", commands: [`vendor verify ${id}`, `vendor show ${id}`] },
    );
  },
});
