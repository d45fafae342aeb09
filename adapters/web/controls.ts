import { isLocale, type Locale } from "../../src/locale.ts";
import { filesField } from "./body/part-reader.ts";

/** The name of the field that people never see. Reads like one that a program would fill in. */
export const honeypot = "homepage";

/** The steps of a form; "send" is the only one that stores anything. */
export type Step = "check" | "edit" | "send";
const steps: readonly string[] = ["check", "edit", "send"] satisfies readonly Step[];
const isStep = (s: string | undefined): s is Step => s !== undefined && steps.includes(s);

/** What a page sends beside the report. */
export interface Controls {
  readonly step: Step | undefined;
  readonly locale: Locale | undefined;
  readonly submission: string | undefined;
  readonly trapped: boolean;
}

const names: readonly string[] = ["lang", "step", "turn", "submission", honeypot];

const localeIn = (s: string | undefined): Locale | undefined => (s !== undefined && isLocale(s) ? s : undefined);

/** Takes the controls out of a body, so that what is left is the report. The first of several values counts. */
export function takeControls(fields: Map<string, string[]>): Controls {
  const first = (name: string): string | undefined => fields.get(name)?.[0];
  // The switch of language says which page to show again, such as "edit.en".
  const [turnStep, turnLocale] = (first("turn") ?? "").split(".");
  const controls: Controls = {
    step: [turnStep, first("step")].find(isStep),
    locale: localeIn(turnLocale) ?? localeIn(first("lang")),
    submission: first("submission"),
    trapped: (first(honeypot) ?? "") !== "",
  };
  for (const name of names) fields.delete(name);
  // Without the files a browser sends their bare names: when the reader goes back or turns to the other language.
  if (controls.step === "edit" || controls.step === "check") fields.delete(filesField);
  return controls;
}
