import { open } from "../../src/label.ts";
import { differences, saidIn } from "../../src/score/compare.ts";
import { score } from "../../src/score/cvss.ts";
import { parseVector, type Vector } from "../../src/score/vector.ts";
import { say, type Text, t, words } from "../../src/text.ts";
import { type Node, view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { vectorArg } from "./args.ts";
import { differenceWords, metricRows, versionedWords } from "./words.ts";

const line = (v: Vector): Text<"public"> =>
  say({ ja: t`${versionedWords(score(v))}  ${open(v.text)}`, en: t`${versionedWords(score(v))}  ${open(v.text)}` });

/** What differs, or both in words when their versions share no metrics. */
function between(one: Vector, other: Vector): Node<"public">[] {
  const found = differences(one, other);
  if (found === undefined) {
    return [
      {
        kind: "para",
        text: words({
          ja: "版が違うため、項目ごとには比べられません。それぞれの内容:",
          en: "Their versions share no metrics. What each says:",
        }),
      },
      ...[one, other].flatMap((v): Node<"public">[] => [
        { kind: "heading", text: versionedWords(score(v)) },
        { kind: "fields", rows: metricRows(v.version, saidIn(v)) },
      ]),
    ];
  }
  if (found.length === 0)
    return [{ kind: "para", text: words({ ja: "項目の違いはありません。", en: "No metric differs." }) }];
  const count = open(found.length);
  return [
    { kind: "para", text: say({ ja: t`違う項目: ${count}`, en: t`Metrics that differ: ${count}` }) },
    { kind: "items", rows: found.map((d) => ({ text: differenceWords(one.version, d) })) },
  ];
}

export const scoreCompare = command({
  name: "score compare",
  summary: { ja: "2つのCVSSベクタを比べる", en: "Compare two CVSS vectors" },
  effects: "read",
  max: "public",
  args: {
    vector: vectorArg({ ja: "CVSSベクタ", en: "CVSS vector" }, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"),
    other: vectorArg(
      { ja: "比べるベクタ", en: "the vector to compare with" },
      "CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N",
    ),
  },
  async run(_, { vector, other }) {
    const [a, b] = [parseVector(vector), parseVector(other)];
    return view(
      words({ ja: "CVSSの比較", en: "Two CVSS vectors" }),
      { kind: "items", rows: [{ text: line(a) }, { text: line(b) }] },
      ...between(a, b),
    );
  },
});
