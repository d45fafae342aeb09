/** What the play of many vendors shares: who heard what, and how a vendor acts wherever it is. */

/** Everything that reached each of them, as it came over the wire. */
export class Ears {
  readonly #heard = new Map<string, { readonly how: "room" | "answer" | "form"; readonly text: string }[]>();

  hear(who: string, how: "room" | "answer" | "form", text: string): void {
    const all = this.#heard.get(who) ?? [];
    all.push({ how, text });
    this.#heard.set(who, all);
  }

  of(who: string, ...hows: readonly string[]): string[] {
    return (this.#heard.get(who) ?? []).filter((h) => hows.length === 0 || hows.includes(h.how)).map((h) => h.text);
  }
}

/** A part of each field's label → what is filled in: words, or a part of an option's. */
export type Filling = Readonly<Record<string, string>>;

/** Somebody of one vendor, with what they see before them: a room with its messages, or a page. */
export interface Actor {
  readonly name: string;
  /** Ties their account to the vendor. */
  link(code: string): Promise<string>;
  /** Presses a button of the card as it stands now, or of the newest message; what they alone are answered. */
  press(label: string): Promise<string>;
  /** Presses one that opens a form, and sends it off filled in. */
  fill(label: string, filling: Filling): Promise<string>;
  /** Types a line, where there is no button. */
  say(line: string): Promise<string>;
  /** Resolves when a button of this label stands before them. */
  sees(label: string): Promise<unknown>;
  /** Messages of ours in their room since the beginning. */
  messages(): number;
}

const inZone = (at: Date, timeZone: string, name: string): string => {
  const day = { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  const parts = new Intl.DateTimeFormat("en-GB", day).formatToParts(at);
  const one = (type: string): string => parts.find((p) => p.type === type)?.value ?? "";
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  return `${one("weekday")} ${one("day")} ${one("month")} ${one("year")} ${time} ${name}`;
};

/** A date of the talks, so many days from now: at an odd minute, so that it is nobody else's. */
export function dateIn(days: number, time: string) {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const at = new Date(`${day}T${time}:00+09:00`);
  const jst = inZone(at, "Asia/Tokyo", "JST");
  return { at, typed: `${day} ${time}`, iso: at.toISOString(), jst, both: `${jst} = ${inZone(at, "UTC", "UTC")}` };
}

export const codeIn = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";
