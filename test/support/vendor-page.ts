import type { Actor, Ears, Filling } from "./vendor-play.ts";

const plain = (html: string): string =>
  html
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");

/** A person of a vendor without chat: the page, by what a browser sends when its buttons are pressed. */
export function pageActor(url: string, ears: Ears, name: string): Actor {
  let html = "";
  let secret = "";
  const take = async (response: Response): Promise<string> => {
    html = await response.text();
    ears.hear(name, html.includes('name="f.') ? "form" : "answer", html);
    return plain(html);
  };
  const hidden = (field: string): string =>
    plain(new RegExp(`name="${field}" value="([^"]*)"`).exec(html)?.[1] ?? "").trim();
  const post = async (fields: Readonly<Record<string, string>>): Promise<string> =>
    await take(
      await fetch(`${url}/table/in`, { method: "POST", body: new URLSearchParams({ lang: "en", secret, ...fields }) }),
    );
  const buttons = (): Map<string, string> =>
    new Map(
      [...html.matchAll(/<button[^>]*name="run" value="([^"]*)"[^>]*>([^<]*)<\/button>/g)].map(
        ([, run = "", label = ""]) => [plain(label).trim(), plain(run).trim()],
      ),
    );
  const press = async (label: string): Promise<string> => {
    const run = [...buttons()].find(([l]) => l === label)?.[1];
    if (run === undefined) throw new Error(`${name} sees no ${label}: ${[...buttons().keys()].join(", ")}`);
    return await post({ once: hidden("once"), again: hidden("again"), run });
  };
  /** A field's name by a part of its label, and the value behind the words of an option. */
  const filled = (filling: Filling): [string, string][] =>
    Object.entries(filling).map(([part, words]) => {
      const labels = [
        ...html.matchAll(/<div class="field"><label for="f-([\w-]+)">([\s\S]*?)<\/label>([\s\S]*?)<\/div>/g),
      ];
      const found = labels.find(([, , label = ""]) => plain(label).includes(part));
      if (found === undefined) throw new Error(`${name}: no field is called ${part}: ${plain(html)}`);
      const options = [...(found[3] ?? "").matchAll(/value="([^"]+)"[^>]*> ?([^<]*)</g)];
      const option = options.find(([, , label = ""]) => plain(label).includes(words));
      return [`f.${found[1]}`, option?.[1] ?? words];
    });
  const actor: Actor = {
    name,
    async link(code) {
      await take(await fetch(`${url}/table?lang=en`));
      const text = await post({ fresh: hidden("fresh"), code });
      secret = /\/table#([\w-]{43})/.exec(html)?.[1] ?? "";
      return text;
    },
    press,
    async fill(label, filling) {
      await press(label);
      const fields = { once: hidden("once"), again: hidden("again"), line: hidden("line"), step: "send" };
      return await post({ ...fields, ...Object.fromEntries(filled(filling)) });
    },
    say: (line) => post({ once: hidden("once"), again: hidden("again"), run: line }),
    async sees(label) {
      if (!buttons().has(label)) throw new Error(`${name} sees no ${label}`);
    },
    messages: () => 0,
  };
  return actor;
}
