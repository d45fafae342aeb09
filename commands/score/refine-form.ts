import { getCase, type StoredCase } from "../../db/queries/cases.ts";
import { type Assessor, assessorWords } from "../../src/domain/assessors.ts";
import { parseReference } from "../../src/domain/reference.ts";
import type { Field } from "../../src/form.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { score } from "../../src/score/cvss.ts";
import { type CvssVersion, groupsOf, isUndefined, type MetricGroup, metricsOf } from "../../src/score/metrics.ts";
import { refined, type Vector } from "../../src/score/vector.ts";
import { foreign, join, say, type Text, t, words } from "../../src/text.ts";
import type { Node } from "../../src/view.ts";
import type { CommandForm, Raw } from "../contract.ts";
import { choiceLabel } from "../form-words.ts";
import { type Assessment, assessmentsOf, vulnerabilityWords } from "./assessments.ts";
import { assessorField, liveChoice, metricField, whyField } from "./fields.ts";
import { lineOf, type Of } from "./record.ts";
import { assessorIn, itIn, itsLine } from "./whose.ts";
import { groupWords, partsWords, versionedWords } from "./words.ts";

/** A group as somebody calls it: what 2.0 and 3.x call temporal is 4.0's threat, and either word is understood. */
export const groupIn = (version: CvssVersion, typed: string | undefined): MetricGroup | undefined => {
  const time = typed === "temporal" || typed === "threat";
  return groupsOf(version).find((g) => g === typed || (time && (g === "temporal" || g === "threat")));
};

/** Whose score is missing, and of which vulnerability. */
function missing({ assessor, it }: Of): Text<"public"> {
  const name = words(assessorWords[assessor]);
  if (it === undefined)
    return say({ ja: t`${name}のCVSS評価がまだありません。`, en: t`There is no CVSS score of the ${name} yet.` });
  const which = vulnerabilityWords(it.n);
  return say({
    ja: t`${which}には、${name}のCVSS評価がまだありません。`,
    en: t`There is no CVSS score of ${which} by the ${name} yet.`,
  });
}

/** The score that somebody goes on from. @throws Refusal `case.not-ready` when there is none. */
export function currentOf(all: readonly Assessment[], c: StoredCase, of: Of): Assessment {
  const found = all.find((a) => a.assessor === of.assessor);
  if (found !== undefined) return found;
  const line = open(lineOf("score cvss", c, of));
  throw new Refusal(
    "case.not-ready",
    missing(of),
    say({ ja: t`先に基本評価を: ${line}`, en: t`First the base metrics: ${line}` }),
  );
}

/** What was chosen of a group, as changes: "E:P/RL:X". What was chosen of another before does not count: it is not sent off. */
const changesIn = (version: CvssVersion, group: MetricGroup | undefined, given: Raw): string =>
  metricsOf[version]
    .filter((m) => m.group === group)
    .flatMap((m) => (m.values.includes(given[m.key] ?? "") ? [`${m.key}:${given[m.key]}`] : []))
    .join("/");

/** The metrics of a group, each as the vector has it until somebody chooses otherwise. */
const metricFields = ({ version, given: has }: Vector, group: MetricGroup, given: Raw): Field[] =>
  metricsOf[version]
    .filter((m) => m.group === group)
    .map((m) => {
      const chosen = given[m.key] ?? "";
      const now = has.get(m.key) ?? m.values.find((v) => isUndefined(m, v));
      return metricField(version, m, m.values.includes(chosen) ? chosen : now);
    });

/** What comes of it: score, vector, and the score of each group. */
function outcome(vector: Vector): Text<"public"> {
  const scored = score(vector);
  const all = [versionedWords(scored), foreign(open(vector.text)), partsWords(scored)].filter((x) => x !== undefined);
  return join(all, "  ");
}

/** Whose score is refined, where it could be another's. */
const whoseField = (all: readonly Assessment[], chosen: Assessor): readonly Field[] =>
  all.length === 1 && all[0]?.assessor === chosen
    ? []
    : [
        assessorField(
          all.map((a) => a.assessor),
          chosen,
        ),
      ];

const argNames = ["case", "by", "group", "metrics", "why", "vulnerability"];

/** Further metrics by menus: a group of them, as the score in force has them, and what comes of it as one chooses. */
export const refineForm: CommandForm = {
  when: ["metrics"],
  async fill(ctx, given) {
    const reference = parseReference(given["case"] ?? "");
    if (reference === undefined) return { before: [], fields: [], after: [] };
    const c = await getCase(ctx.tx, reference);
    const it = await itIn(ctx, c, given);
    const all = await assessmentsOf(ctx, c, ctx.now, it?.n ?? null);
    const assessor = assessorIn(given);
    const asked = whoseField(all, assessor);
    const before: Node<"public" | "desk">[] =
      it === undefined ? [] : [{ kind: "para", text: itsLine(ctx, c, { assessor: "desk", it }) }];
    // Whose score there is can still be chosen.
    if (all.length > 0 && !all.some((a) => a.assessor === assessor)) return { before, fields: asked, after: [] };
    const { vector } = currentOf(all, c, { assessor, it });
    const { version } = vector;
    const group = groupIn(version, given["group"]);
    const fields = [
      ...asked,
      liveChoice(
        "group",
        words({ ja: "どの評価項目か", en: "Which metrics" }),
        groupsOf(version).map((value) => ({ value, label: choiceLabel(value, groupWords[value]) })),
        group,
      ),
    ];
    const changes = changesIn(version, group, given);
    const after = outcome(changes === "" ? vector : refined(vector, changes));
    return {
      before,
      // Until a group is chosen there is nothing else to ask: Discord's pages are those of the first one.
      fields: group === undefined ? fields : [...fields, ...metricFields(vector, group, given), whyField(given)],
      after: [{ kind: "para", text: after }],
    };
  },
  read(given) {
    const args = Object.entries(given).filter(([name]) => argNames.includes(name));
    const metrics = Object.entries(given).filter(([name]) => !argNames.includes(name));
    const changes = metrics.map(([key, value]) => `${key}:${value}`).join("/");
    return { ...(changes !== "" && { metrics: changes }), ...Object.fromEntries(args) };
  },
};
