/**
 * Block Kit as HTML, about as Slack shows it: to look at what we send. Fonts and distances are near, not the same; what is
 * cut, what wraps, what stands beside what, and what a thumb can press is what this is for.
 */
type Json = Readonly<Record<string, unknown>>;
const obj = (v: unknown): Json => (typeof v === "object" && v !== null ? (v as Json) : {});
const arr = (v: unknown): readonly Json[] => (Array.isArray(v) ? v : []);
const str = (v: unknown): string => (typeof v === "string" ? v : typeof v === "number" ? String(v) : "");
const esc = (s: string): string => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const textOf = (v: unknown): string => esc(str(obj(v)["text"]));

/** mrkdwn as far as we use it: entities and code. */
const mrkdwn = (s: string): string => s.replace(/`([^`]*)`/g, "<code>$1</code>");

const runs = (elements: unknown): string =>
  arr(elements)
    .map((e) => {
      const text = esc(str(e["text"])).replaceAll("\n", "<br>");
      return obj(e["style"])["bold"] === true ? `<b>${text}</b>` : text;
    })
    .join("");

const option = (o: unknown): string => esc(str(obj(obj(o)["text"])["text"]));

const inputs: Readonly<Record<string, (e: Json) => string>> = {
  plain_text_input: (e) =>
    `<div class="box ${e["multiline"] === true ? "tall" : ""}">${esc(str(e["initial_value"]))}</div>`,
  number_input: (e) => `<div class="box">${esc(str(e["initial_value"]))}</div>`,
  static_select: (e) => `<div class="box select">${option(e["initial_option"]) || "…"}</div>`,
  external_select: (e) => `<div class="box select">${option(e["initial_option"]) || "…"}</div>`,
  users_select: () => `<div class="box select">@…</div>`,
  multi_users_select: () => `<div class="box select">@… @…</div>`,
  datetimepicker: () => `<div class="box select">2026-12-03 09:30</div>`,
  checkboxes: (e) =>
    arr(e["options"])
      .map((o) => `<div class="check">☐ ${option(o)}</div>`)
      .join(""),
};

const blocks: Readonly<Record<string, (b: Json) => string>> = {
  header: (b) => `<h3>${textOf(b["text"])}</h3>`,
  context: (b) =>
    `<p class="context">${arr(b["elements"])
      .map((e) => (e["type"] === "mrkdwn" ? mrkdwn(str(e["text"])) : textOf(e)))
      .join(" ")}</p>`,
  actions: (b) =>
    `<div class="actions">${arr(b["elements"])
      .map((e) => `<span class="button ${str(e["style"])}">${textOf(e["text"])}</span>`)
      .join("")}</div>`,
  rich_text: (b) =>
    arr(b["elements"])
      .map((e) =>
        e["type"] === "rich_text_preformatted" ? `<pre>${runs(e["elements"])}</pre>` : `<p>${runs(e["elements"])}</p>`,
      )
      .join(""),
  input: (b) => {
    const element = obj(b["element"]);
    const hint = b["hint"] === undefined ? "" : `<p class="context">${textOf(b["hint"])}</p>`;
    return `<div class="input"><label>${textOf(b["label"])}</label>${inputs[str(element["type"])]?.(element) ?? "?"}${hint}</div>`;
  },
};

const drawn = (list: unknown): string =>
  arr(list)
    .map((b) => blocks[str(b["type"])]?.(b) ?? `<p>? ${esc(str(b["type"]))}</p>`)
    .join("\n");

/** One thing that Slack would show, with its name above. */
export function figure(name: string, shown: Json): string {
  const kind = str(shown["type"]);
  const inner = drawn(shown["blocks"]);
  const body =
    kind === "modal"
      ? `<div class="modal"><div class="bar"><b>${textOf(shown["title"])}</b></div><div class="in">${inner}</div>
         <div class="foot"><span class="button">${textOf(shown["close"])}</span>${shown["submit"] === undefined ? "" : `<span class="button primary">${textOf(shown["submit"])}</span>`}</div></div>`
      : kind === "home"
        ? `<div class="modal"><div class="in">${inner}</div></div>`
        : `<div class="message"><div class="who"><b>Todoke</b> <i>APP</i></div><p class="push">▸ ${esc(str(shown["text"]))}</p>${inner}</div>`;
  return `<section><h6>${esc(name)}</h6>${body}</section>`;
}

const style = `
body { font: 15px/1.46 system-ui, sans-serif; color: #1d1c1d; background: #f4f4f4; margin: 8px; columns: 2; column-gap: 12px; }
@media (max-width: 500px) { body { columns: 1; } }
section { break-inside: avoid; margin-bottom: 14px; } h6 { margin: 0; overflow-wrap: anywhere; color: #888; font-size: 11px; font-weight: 400; }
.message, .modal { background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 8px 12px; overflow-wrap: anywhere; }
.modal { padding: 0; } .in { padding: 8px 16px; } .bar, .foot { padding: 10px 16px; border-bottom: 1px solid #ddd; }
.foot { border: 0; border-top: 1px solid #ddd; text-align: right; } .who i { font-size: 10px; background: #ddd; padding: 0 3px; font-style: normal; }
.push { color: #999; font-size: 12px; margin: 0; } h3 { font-size: 18px; margin: 8px 0 4px; } p { margin: 4px 0; }
.context { color: #616061; font-size: 12px; } code { color: #c01343; background: #f7f7f7; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px; }
pre { background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px; padding: 8px; white-space: pre-wrap; font-size: 12px; margin: 4px 0; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; } .button { border: 1px solid #bbb; border-radius: 4px; padding: 3px 12px; font-weight: 700; font-size: 13px; margin-left: 4px; }
.primary { background: #007a5a; color: #fff; border-color: #007a5a; } .danger { background: #e01e5a; color: #fff; }
.input { margin: 14px 0; } label { font-weight: 700; display: block; margin-bottom: 4px; } .box { border: 1px solid #999; border-radius: 4px; padding: 6px 10px; min-height: 22px; white-space: pre-wrap; }
.tall { min-height: 70px; } .select::after { content: "▾"; float: right; color: #666; } .check { margin: 4px 0; }
`;

export const galleryPage = (figures: readonly string[]): string =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><style>${style}</style>${figures.join("\n")}`;
