import type { Locale } from "../../src/locale.ts";
import type { TestDesk } from "./desk.ts";

/** What a coordinator sees while a case is scored and judged, in order: an answer to a line, or the form that it opens. */
export interface ScoreScreen {
  readonly kind: "answer" | "form";
  readonly line: string;
}

const answer = (line: string): ScoreScreen => ({ kind: "answer", line });
const form = (line: string): ScoreScreen => ({ kind: "form", line });

const vectors = {
  "2.0": "AV:N/AC:M/Au:N/C:P/I:P/A:P/E:POC/RL:OF/CDP:L",
  "3.0": "CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/RC:U",
  "4.0": "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P/CR:H/S:P/U:Amber",
  "3.1": "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:L",
};
const groups = {
  "2.0": ["base", "temporal", "environmental"],
  "3.0": ["temporal"],
  "4.0": ["base", "threat", "environmental", "supplemental"],
  "3.1": ["base", "temporal", "environmental"],
} as const;

const reasons = {
  ja: {
    desk: "再現用の画像を開くと、利用者の権限でコードが動く",
    vendor: "細工した画像で停止するだけと回答",
    finder: "メールで受け取った評価",
  },
  en: {
    desk: "Opening the image runs code as the user",
    vendor: "They answer that a crafted image only crashes it",
    finder: "Came by mail",
  },
};

/** Wrong in every way that a vector can be wrong. */
const wrong = [
  "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:X",
  "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H",
  "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/AC:H",
  "CVSS:4.0/AV:N/AC:L/Au:N",
  "CVSS:5.0/AV:N",
];

/** Fills the desk with what the screens show, and gives them; each is said or opened before the next. */
export async function scoreScreens(t: TestDesk, ref: string, locale: Locale): Promise<readonly ScoreScreen[]> {
  const why = reasons[locale];
  await t.done("desk settings intake.alike-per-hour 1");
  let last = "";
  for (let n = 0; n < 28; n += 1) last = (await t.report("software", { product_name: "Flooded Viewer" })).ref;
  return [
    ...(["2.0", "3.0", "4.0", "3.1"] as const).flatMap((version) => [
      answer(`score cvss ${ref} ${vectors[version]} why="${why.desk}"`),
      answer(`score refine ${ref}`),
      ...groups[version].map((group) => form(`score refine ${ref} group=${group}`)),
    ]),
    answer(`score cvss ${ref} CVSS:3.1/AV:L/AC:H/PR:N/UI:R/S:U/C:N/I:N/A:L by=vendor why="${why.vendor}"`),
    answer(`score cvss ${ref} ${vectors["4.0"]} by=finder why="${why.finder}"`),
    answer(`score refine ${ref} E:P/CR:H`),
    ...wrong.map((vector) => answer(`score cvss ${ref} ${vector}`)),
    answer(`score compare ${vectors["3.1"]} CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:L/E:P`),
    answer(`score compare ${vectors["3.1"]} ${vectors["4.0"]}`),
    answer(`score impact ${ref}`),
    form(`score impact ${ref}`),
    form(`score ssvc ${ref}`),
    answer(`score ssvc ${ref}`),
    answer(
      `score ssvc ${ref} credible=yes suppliers=one engaged=unresponsive automatable=no density=concentrated harm=marginal why="${why.desk}"`,
    ),
    form(`score ssvc ${ref} table=publish`),
    answer(`score ssvc ${ref} table=publish involvement=cooperative exploitation=poc benefit=limited`),
    answer(`score cwe ${ref} 787`),
    answer(`score cwe ${ref} overflow`),
    answer(`score explain ${ref}`),
    answer(`score history ${ref}`),
    answer(`score history ${ref} at=2020-01-01`),
    answer("report list"),
    answer("report list lane=review"),
    answer("report queue lane"),
    answer("report decline-several r-04 lane"),
    answer(`report show ${last}`),
    form(`report accept ${last}`),
  ];
}
