import { open } from "../../label.ts";
import type { Both } from "../../locale.ts";
import { Refusal } from "../../refusal.ts";
import { join, say, t, words } from "../../text.ts";
import type { Settings } from "../settings.ts";
import { afterTrigger, type EmbargoTrigger, embargoTriggers } from "./em.ts";
import type { EmbargoState } from "./states.ts";

export const factKinds = ["public", "exploit", "attacks"] as const;
export type FactKind = (typeof factKinds)[number];

export const factWords: Readonly<Record<FactKind, Both>> = {
  public: { ja: "脆弱性が公になった", en: "the vulnerability is public" },
  exploit: { ja: "攻撃コードが公開された", en: "an exploit is public" },
  attacks: { ja: "攻撃が確認された", en: "attacks are seen" },
};

export const embargoWords: Readonly<Record<EmbargoState, Both>> = {
  none: { ja: "なし", en: "none" },
  proposed: { ja: "提案中", en: "proposed" },
  active: { ja: "有効", en: "active" },
  revise: { ja: "有効（変更を提案中）", en: "active, a change is proposed" },
  exited: { ja: "終了", en: "ended" },
};

const triggerWords: Readonly<Record<EmbargoTrigger, Both>> = {
  propose: { ja: "提案", en: "propose" },
  reject: { ja: "却下", en: "decline" },
  accept: { ja: "承諾", en: "accept" },
  terminate: { ja: "終了", en: "end" },
};

/** The state that follows. @throws Refusal `embargo.wrong-state` with what is possible in its place. */
export function moveEmbargo(state: EmbargoState, trigger: EmbargoTrigger): EmbargoState {
  const next = afterTrigger(state, trigger);
  if (next !== undefined) return next;
  const possible = embargoTriggers.filter((x) => afterTrigger(state, x) !== undefined);
  throw new Refusal(
    "embargo.wrong-state",
    say({
      ja: t`エンバーゴは「${words(embargoWords[state])}」なので「${words(triggerWords[trigger])}」はできません。`,
      en: t`The embargo is "${words(embargoWords[state])}"; one cannot ${words(triggerWords[trigger])} now.`,
    }),
    possible.length === 0
      ? words({
          ja: "終わったエンバーゴは結び直せません。公表を進めてください。",
          en: "One that has ended is not taken up again: go on to publication.",
        })
      : say({
          ja: t`いまできること: ${join(
            possible.map((x) => words(triggerWords[x])),
            "・",
          )}`,
          en: t`Possible now: ${join(
            possible.map((x) => words(triggerWords[x])),
            ", ",
          )}.`,
        }),
  );
}

/** What decides whether an embargo may be asked for, and for how long. */
export interface Ground {
  readonly facts: readonly FactKind[];
  readonly fixReady: boolean;
  readonly fixDeployed: boolean;
}

const day = 86_400_000;

/** Days that a proposal may run: at least, at most. A fix that is ready leaves a brief one. */
const lengthOf = (g: Ground, s: Settings): { min: number; max: number } =>
  g.fixReady
    ? { min: Math.min(s["embargo.min-days"], s["embargo.brief-days"]), max: s["embargo.brief-days"] }
    : { min: s["embargo.min-days"], max: s["embargo.max-days"] };

export const mayBegin = (g: Ground): boolean => g.facts.length === 0 && !g.fixDeployed;

/** @throws Refusal `embargo.not-possible` when none may begin any more, with the rule. */
export function checkGround(g: Ground): void {
  const fact = factKinds.find((f) => g.facts.includes(f));
  if (!mayBegin(g)) {
    const why = fact === undefined ? { ja: "対策が利用者に届いた", en: "the fix is deployed" } : factWords[fact];
    throw new Refusal(
      "embargo.not-possible",
      say({
        ja: t`${words(why)}ため、新しいエンバーゴは結べません。`,
        en: t`No new embargo is possible: ${words(why)}.`,
      }),
      words({
        ja: "有効なものがあれば embargo end で終了し、公表と回避策の案内を進めてください。",
        en: "End one that is in force with embargo end; go on to publication and advice on mitigation.",
      }),
    );
  }
}

/**
 * Days by which a proposal may run less or more than the settings say, on purpose. Two hours less: whole days are typed a moment before
 * they are read, and one of them is an hour short where clocks change. One day more: a day alone means an hour of that
 * day, which may be later than the same number of days from now.
 */
const tolerance = { less: 2 / 24, more: 1 } as const;

/**
 * Whether an embargo may run until then, within the settings' days and the `tolerance`.
 * @throws Refusal `embargo.not-possible` with the rule; `args.invalid` with the days that are allowed.
 */
export function checkProposal(g: Ground, endsAt: Date, now: Date, settings: Settings): void {
  checkGround(g);
  const { min, max } = lengthOf(g, settings);
  const long = (endsAt.getTime() - now.getTime()) / day;
  if (long >= min - tolerance.less && long <= max + tolerance.more) return;
  const is = open(Math.floor(long * 10) / 10);
  throw new Refusal(
    "args.invalid",
    g.fixReady
      ? say({
          ja: t`対策ができているため、エンバーゴの期間は ${open(min)}〜${open(max)}日だけです。指定は ${is}日でした。`,
          en: t`The fix is ready, so an embargo runs only ${open(min)} to ${open(max)} days; this would be ${is}.`,
        })
      : say({
          ja: t`エンバーゴの期間は ${open(min)}〜${open(max)}日です。指定は ${is}日でした。`,
          en: t`An embargo runs ${open(min)} to ${open(max)} days; this would be ${is}.`,
        }),
    g.fixReady
      ? words({
          ja: "until を見直してください（設定 embargo.brief-days）。",
          en: "Choose another until (setting embargo.brief-days).",
        })
      : words({
          ja: "until を見直してください（設定 embargo.min-days・embargo.max-days）。",
          en: "Choose another until (settings embargo.min-days, embargo.max-days).",
        }),
    "until",
  );
}

interface Ends {
  readonly endsAt: Date;
}

/** Of competing proposals the one that ends first wins. */
export const shortest = <T extends Ends>(terms: readonly T[]): T | undefined =>
  terms.reduce<T | undefined>((a, b) => (a === undefined || b.endsAt < a.endsAt ? b : a), undefined);

/** The end of a case that another was merged into: the earlier of both. */
export const mergedEnd = <T extends Ends>(own: T | undefined, other: T | undefined): T | undefined =>
  shortest([own, other].filter((x) => x !== undefined));
