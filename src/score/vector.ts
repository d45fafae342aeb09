import { foldWidth } from "../domain/reference.ts";
import { open } from "../label.ts";
import { Refusal } from "../refusal.ts";
import { say, type Text, t, words } from "../text.ts";
import { type CvssVersion, cvssVersions, isUndefined, type Metric, metricsOf } from "./metrics.ts";

/** A vector as it was read: every base metric is there, each metric once. */
export interface Vector {
  readonly version: CvssVersion;
  /** Metric → value, in the specification's order. */
  readonly given: ReadonlyMap<string, string>;
  /** With its metrics in that order. 2.0 has no prefix, as its guide writes it. */
  readonly text: string;
}

const no = (says: Text<"public">, hint?: Text<"public">): Refusal => new Refusal("cvss.invalid", says, hint);

const examples: Readonly<Record<CvssVersion, string>> = {
  "2.0": "AV:N/AC:L/Au:N/C:P/I:P/A:P",
  "3.0": "CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "3.1": "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "4.0": "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
};

/** 2.0 is written bare, in brackets or behind one of two prefixes; only it has an `Au`. */
function headed(typed: string): { head: string; parts: readonly string[] } {
  const bare = typed.trim().replace(/^\((.*)\)$/s, "$1");
  const [head = "", ...parts] = bare.replace(/^CVSS2#/i, "CVSS:2.0/").split("/");
  const isBare2 = !/^CVSS:/i.test(head) && /(^|\/)Au:/i.test(bare);
  return isBare2 ? { head: "CVSS:2.0", parts: [head, ...parts] } : { head, parts };
}

function versionOf(head: string): CvssVersion {
  const version = cvssVersions.find((v) => head.toUpperCase() === `CVSS:${v}`);
  if (version !== undefined) return version;
  throw no(
    say({
      ja: t`「${open(head)}」で始まるベクタは読めません。`,
      en: t`A vector that begins with "${open(head)}" cannot be read.`,
    }),
    say({
      ja: t`使える版: CVSS:2.0、CVSS:3.0、CVSS:3.1、CVSS:4.0（例: ${open(examples["3.1"])}）`,
      en: t`Versions: CVSS:2.0, CVSS:3.0, CVSS:3.1, CVSS:4.0 (for example ${open(examples["3.1"])})`,
    }),
  );
}

const keysOf = (metrics: readonly Metric[]): string => metrics.map((m) => m.key).join(" · ");
const allowed = (m: Metric): string => m.values.map((v) => `${m.key}:${v}`).join(" · ");

interface Readable {
  readonly metric: Metric;
  /** Its values as written in any case → as the specification writes them. */
  readonly values: ReadonlyMap<string, string>;
}

const byLetters = <T>(all: readonly T[], letters: (one: T) => string): Map<string, T> =>
  new Map(all.flatMap((one) => [letters(one), letters(one).toLowerCase()].map((key) => [key, one] as const)));

/** The metrics of a version by their keys. Small letters are found, too. */
const readable = (version: CvssVersion): ReadonlyMap<string, Readable> =>
  byLetters(
    metricsOf[version].map((metric) => ({ metric, values: byLetters(metric.values, (v) => v) })),
    ({ metric }) => metric.key,
  );

const readables = { "2.0": readable("2.0"), "3.0": readable("3.0"), "3.1": readable("3.1"), "4.0": readable("4.0") };

interface Part {
  readonly text: string;
  /** Counted from 1, behind the version. */
  readonly place: number;
}

function unknownMetric(version: CvssVersion, { text, place }: Part): Refusal {
  const metrics = metricsOf[version];
  const further = metrics.filter((m) => !m.base);
  const key = text.split(":")[0] ?? "";
  return no(
    text === ""
      ? say({
          ja: t`${open(place)}番目の評価項目が空です（「/」が余分です）。`,
          en: t`Metric ${open(place)} is empty: there is a "/" too many.`,
        })
      : say({
          ja: t`${open(place)}番目「${open(text)}」: ${open(key)} は CVSS ${open(version)} の評価項目ではありません。`,
          en: t`Metric ${open(place)}, "${open(text)}": ${open(key)} is no metric of CVSS ${open(version)}.`,
        }),
    say({
      ja: t`基本評価の項目: ${open(keysOf(metrics.filter((m) => m.base)))}。そのほか: ${open(keysOf(further))}`,
      en: t`Base metrics: ${open(keysOf(metrics.filter((m) => m.base)))}. Further ones: ${open(keysOf(further))}`,
    }),
  );
}

/** One metric and its value, written as the specification writes them. @throws Refusal `cvss.invalid`. */
function read(version: CvssVersion, part: Part, seen: ReadonlyMap<string, string>): readonly [string, string] {
  const { text, place } = part;
  const colon = text.indexOf(":");
  const [key, value] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  const found = readables[version].get(key) ?? readables[version].get(key.toLowerCase());
  if (found === undefined) throw unknownMetric(version, part);
  const { metric, values } = found;
  if (seen.has(metric.key)) {
    throw no(
      say({
        ja: t`${open(metric.key)} が2回あります（${open(place)}番目「${open(text)}」）。`,
        en: t`${open(metric.key)} is given twice: again as metric ${open(place)}, "${open(text)}".`,
      }),
      words({ ja: "一つだけ残してください。", en: "Leave one of them." }),
    );
  }
  const known = values.get(value) ?? values.get(value.toLowerCase());
  if (known !== undefined) return [metric.key, known];
  throw no(
    say({
      ja: t`${open(place)}番目「${open(text)}」は CVSS ${open(version)} の${words(metric.name)}の値ではありません。`,
      en: t`Metric ${open(place)}, "${open(text)}" is not a value of ${words(metric.name)} in CVSS ${open(version)}${words({ ja: "", en: metric.base ? " (base)" : "" })}.`,
    }),
    say({ ja: t`使える値: ${open(allowed(metric))}`, en: t`Use ${open(allowed(metric))}.` }),
  );
}

/** Metrics one after the other, each once. */
function readAll(version: CvssVersion, parts: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [i, text] of parts.entries()) {
    const [key, value] = read(version, { text, place: i + 1 }, found);
    found.set(key, value);
  }
  return found;
}

/** What the base metrics still want. */
function incomplete(version: CvssVersion, missing: readonly Metric[]): Refusal {
  const wanted = missing.map(allowed).join(" / ");
  return no(
    say({
      ja: t`基本評価の項目が足りません: ${open(missing.map((m) => `${m.key}（${m.name.ja}）`).join("、"))}`,
      en: t`Base metrics are missing: ${open(missing.map((m) => `${m.key} (${m.name.en})`).join(", "))}`,
    }),
    say({
      ja: t`次の形で加えてください: ${open(wanted)}（例: ${open(examples[version])}）`,
      en: t`Add ${open(wanted)}. For example: ${open(examples[version])}`,
    }),
  );
}

/** A vector's text from its metrics. */
export function vectorText(version: CvssVersion, given: ReadonlyMap<string, string>): string {
  const body: string[] = version === "2.0" ? [] : [`CVSS:${version}`];
  for (const { key } of metricsOf[version]) {
    const value = given.get(key);
    if (value !== undefined) body.push(`${key}:${value}`);
  }
  return body.join("/");
}

/** The same metrics in the specification's order. @throws Refusal `cvss.invalid` when one of the base metrics is not there. */
function inOrder(version: CvssVersion, read: ReadonlyMap<string, string>): Map<string, string> {
  const given = new Map<string, string>();
  const missing: Metric[] = [];
  for (const metric of metricsOf[version]) {
    const value = read.get(metric.key);
    if (value !== undefined) given.set(metric.key, value);
    else if (metric.base) missing.push(metric);
  }
  if (missing.length > 0) throw incomplete(version, missing);
  return given;
}

/**
 * Reads a CVSS vector, v2.0 to v4.0. Order, letters' case and width do not matter; each metric may occur once.
 * @throws Refusal `cvss.invalid` that names the first wrong metric, its place, and what is allowed there.
 */
export function parseVector(typed: string): Vector {
  const { head, parts } = headed(foldWidth(typed));
  const version = versionOf(head);
  const given = inOrder(version, readAll(version, parts));
  return { version, given, text: vectorText(version, given) };
}

/**
 * A vector with some of its metrics said anew: "E:P/CR:H". One that is said to be not defined is taken out, and so is one that was
 * before: what is left is as short as it can be. @throws Refusal `cvss.invalid` as `parseVector` does.
 */
export function refined({ version, given: before }: Vector, typed: string): Vector {
  const changes = readAll(version, foldWidth(typed).trim().replace(/^\//, "").split("/"));
  const all = inOrder(version, new Map([...before, ...changes]));
  const undefinedKeys = metricsOf[version].filter((m) => isUndefined(m, all.get(m.key) ?? "")).map((m) => m.key);
  for (const key of undefinedKeys) all.delete(key);
  return { version, given: all, text: vectorText(version, all) };
}
