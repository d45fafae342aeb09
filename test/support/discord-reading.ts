/** What a person sees of Discord's components, and how they fill a form in. */
export type Part = Readonly<Record<string, unknown>>;

/** Every object in it, at any depth. */
export const all = (v: unknown): Part[] =>
  Array.isArray(v)
    ? v.flatMap(all)
    : typeof v === "object" && v !== null
      ? [v as Part, ...Object.values(v).flatMap(all)]
      : [];

/** The words, backslashes gone. */
export const said = (data: unknown): string =>
  all(data)
    .flatMap((p) => [p["content"], p["label"], p["title"]].filter((x) => typeof x === "string"))
    .join("\n")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** @param label a part of the button's. */
export const button = (data: unknown, label: string): string => {
  const found = all(data).find((p) => p["type"] === 2 && String(p["label"]).includes(label));
  if (found === undefined) throw new Error(`there is no button ${label}: ${said(data)}`);
  return String(found["custom_id"]);
};

function missing(label: string, c: Part): never {
  throw new Error(`no option ${label}: ${said(c)}`);
}

/** One field: words, or parts of options' labels with | between, or people with commas; as it was when nothing is given. */
function component(c: Part, words: string | undefined): Part {
  const { type, custom_id } = c;
  if (type === 4) return { type, custom_id, value: words ?? c["value"] ?? "" };
  if (type === 5) return { type, custom_id, values: words === undefined ? [] : words.split(",") };
  const options = c["options"] as Part[];
  const chosen =
    words === undefined
      ? options.filter((o) => o["default"] === true)
      : words.split("|").map((w) => options.find((o) => String(o["label"]).includes(w)) ?? missing(w, c));
  const values = chosen.map((o) => o["value"]);
  return type === 21 ? { type, custom_id, value: values[0] ?? null } : { type, custom_id, values };
}

/** A modal's rows as Discord sends them back. @param filling a part of each label → what is filled in. */
export const fillIn = (modal: unknown, filling: Readonly<Record<string, string>>): Part[] =>
  ((modal as Part)["components"] as Part[]).map((row) => {
    // A text comes back without its words.
    if (row["type"] === 10) return { type: 10, id: 1 };
    const name = Object.keys(filling).find((n) => String(row["label"]).includes(n));
    const words = name === undefined ? undefined : filling[name];
    return { type: 18, component: component(row["component"] as Part, words) };
  });
