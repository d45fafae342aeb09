/**
 * What a person typed, out of Slack's markup. Members and channels become `slack:<id>`, because names may be anyone's.
 * One pass, so that markup which somebody typed out letter by letter (it arrives as entities) stays text.
 */
export const typed = (text: string): string =>
  text.replace(/<([^<>]*)>|&(?:lt|gt|amp);/g, (match, inside: string | undefined) =>
    inside === undefined ? entity(match) : reference(inside),
  );

const entity = (text: string): string =>
  text.replace(/&(lt|gt|amp);/g, (_, name: "lt" | "gt" | "amp") => ({ lt: "<", gt: ">", amp: "&" })[name]);

/** Inside `<…>`: what it is by its beginning, and what it stands for. */
const references: readonly (readonly [RegExp, (id: string, label: string) => string])[] = [
  [/^[@#]([A-Z0-9]+)$/, (id) => `slack:${id}`],
  [/^!(?:subteam|date)\^/, (_, label) => label],
  [/^!(\w+)$/, (id) => `@${id}`],
  [/^(?:mailto|tel):(.*)$/s, (id) => id],
  [/^([a-z][a-z0-9+.-]*:.*)$/is, (id) => id],
];

function reference(inside: string): string {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  for (const [pattern, stands] of references) {
    const found = pattern.exec(target);
    if (found) return entity(stands(found[1] ?? "", label));
  }
  return entity(`<${inside}>`);
}
