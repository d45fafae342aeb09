import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Answer, Dispatch, Invocation, KeptForms, Refused } from "../../commands/contract.ts";
import { normalReceipt } from "../../src/crypto/keyring.ts";
import { isLocale } from "../../src/locale.ts";
import type { RenderedForm } from "../../src/render.ts";
import { page } from "./answers.ts";
import { readBody } from "./body/read.ts";
import { filledIn } from "./pages/inputs.ts";
import { askPage, drawnPage, type Held, keepLink, tableBox } from "./pages/table.ts";
import { noSuchPage } from "./refusals.ts";
import type { Call, Site } from "./site.ts";
import { tableWords } from "./words/table.ts";

/** How the page reaches the desk: by the same door as every chat. */
export interface Table {
  readonly dispatch: Dispatch;
  readonly forms: KeptForms;
}

/** 256 random bits, in an address. */
const newSecret = (): string => randomBytes(32).toString("base64url");
const isSecret = (s: string): boolean => /^[\w-]{43}$/.test(s);

/** What a person may paste: a code, a link's secret, or the whole link. */
const pasted = (typed: string): string => (typed.includes("#") ? typed.slice(typed.indexOf("#") + 1) : typed).trim();

/** Whom a link names. We keep no more than its hash, so whoever reads our tables opens no page. */
const accountOf = (secret: string): Invocation["principal"] => ({
  platform: "web",
  tenant: "page",
  user: createHash("sha256").update(secret).digest("base64url"),
});

/** One request behind a link, and what of it decides. */
class Visit {
  readonly #c: Call;
  readonly #table: Table;
  readonly #fields: ReadonlyMap<string, readonly string[]>;
  readonly #site: Site;
  held: Held;

  constructor(c: Call, site: Site, table: Table, secret: string, fields: ReadonlyMap<string, readonly string[]>) {
    this.#c = c;
    this.#site = site;
    this.#table = table;
    this.#fields = fields;
    this.held = { locale: c.var.locale, secret, once: randomUUID() };
  }

  #first(name: string): string {
    return this.#fields.get(name)?.[0] ?? "";
  }

  #invocation(line: string, more: Partial<Invocation> = {}): Invocation {
    return {
      principal: accountOf(this.held.secret),
      place: { kind: "private" },
      locale: this.held.locale,
      line,
      forms: true,
      ...more,
    };
  }

  /** The page of a line that only reads; the list of cases when it cannot be shown. Undefined for a link that opens nothing. */
  async #draw(line: string, more: { done?: Answer; fault?: Answer } = {}): Promise<Response | undefined> {
    const answer = await this.#table.dispatch(this.#invocation(line));
    if (!answer.ok && line !== "reply list") return await this.#draw("reply list", { fault: answer, ...more });
    if (!answer.ok && answer.code === "stranger") return undefined;
    return await page(
      this.#c,
      drawnPage(this.held, {
        done: more.done?.rendered,
        fault: more.fault?.rendered,
        shown: answer.rendered,
        again: answer.ok ? (answer.again ?? "reply list") : "reply list",
      }),
      answer.ok ? 200 : 503,
    );
  }

  async #ask(line: string, given: Record<string, string>, refused?: Refused) {
    const opened = await this.#table.forms.open(this.#invocation(line, { options: given }));
    const no = refused ?? (opened.ok ? undefined : opened);
    const form = opened.ok ? opened.form : this.#kept(line, given, opened);
    if (form === undefined) return await this.#draw(this.#back(), no && { fault: no });
    const fault = no && { says: no.rendered, field: no.field };
    return await page(
      this.#c,
      askPage(this.held, { form, line, given, fault, back: this.#back() }),
      no === undefined ? 200 : no.code === "unavailable" ? 503 : 422,
    );
  }

  /** While the database is away nothing that was typed gets lost: it stands in the form, to be sent again. */
  #kept(line: string, given: Record<string, string>, why: Refused): RenderedForm | undefined {
    if (why.code !== "unavailable" || Object.keys(given).length === 0) return undefined;
    return this.#table.forms.keep(this.#invocation(line, { options: given }));
  }

  /** The page that is shown after this one: that of the case in the line, else that from which it came. */
  #back(line = this.#first("run") || this.#first("line")): string {
    const reference = /\b\d{8}\b/.exec(line)?.[0] ?? this.#reference();
    return reference === undefined ? "reply list" : `reply show ${reference}`;
  }

  #reference(): string | undefined {
    return /\b\d{8}\b/.exec(this.#first("again"))?.[0] ?? filledIn(this.#fields)["case"];
  }

  async #run(line: string, given: Record<string, string>): Promise<Response | undefined> {
    // Another press on the same page, or other words, is another act.
    const key = `web ${this.held.secret} ${this.#first("once")} ${line} ${JSON.stringify(given)}`;
    const answer = await this.#table.dispatch(this.#invocation(line, { options: given, key }));
    // Nobody knows whether it took effect: sent again it must be the same act.
    if (!answer.ok && answer.code === "unavailable") this.held = { ...this.held, once: this.#first("once") };
    if (!answer.ok)
      return this.#table.forms.opens(line)
        ? await this.#ask(line, given, answer)
        : await this.#draw(this.#back(), { fault: answer });
    // What only reads is the page itself; what was done is said above the page on which it shows.
    if (answer.again !== undefined)
      return await page(this.#c, drawnPage(this.held, { shown: answer.rendered, again: answer.again }));
    return await this.#draw(this.#back(line), { done: answer });
  }

  /** What the press asks for: send a form, open one, run a line, or the same page in the other language. */
  async answer(): Promise<Response | undefined> {
    const given = filledIn(this.#fields);
    const line = this.#first("line");
    const turned = this.#first("turn").split(".")[0];
    if (turned === "kept") return await page(this.#c, keepLink(this.held, linkOf(this.#site, this.held.secret)));
    if (turned === "ask" && line !== "") {
      // The same form in the other language: what was sent from it, and may have taken effect, stays one act.
      this.held = { ...this.held, once: this.#first("once") || this.held.once };
      return await this.#ask(line, given);
    }
    if (turned !== undefined && turned !== "") return await this.#draw(this.#first("again") || "reply list");
    const run = this.#first("run");
    if (run === "" && this.#first("step") === "send" && line !== "") return await this.#run(line, given);
    if (this.#table.forms.opens(run)) return await this.#ask(run, {});
    return await this.#run(run || "reply list", {});
  }
}

const box = (c: Call, isWrong: boolean): Response | Promise<Response> =>
  page(c, tableBox(c.var.locale, newSecret(), isWrong ? tableWords.wrong : undefined), isWrong ? 404 : 200);

const linkOf = (site: Site, secret: string): string => new URL(`/table#${secret}`, site.publicUrl).href;

/** A one-time code becomes a link of the vendor's own, which the desk never sees. */
async function redeem(c: Call, site: Site, table: Table, code: string, fresh: string): Promise<Response> {
  const secret = isSecret(fresh) ? fresh : newSecret();
  const principal = accountOf(secret);
  const line = `reply link ${code}`;
  // The same sending again, because its answer was lost, shows the same link.
  const key = `web ${secret} ${code}`;
  const answer = await table.dispatch({ principal, place: { kind: "private" }, locale: c.var.locale, line, key });
  // Nobody knows whether it took effect: the same code with the same link may be sent again.
  if (!answer.ok && answer.code !== "code.invalid")
    return await page(c, tableBox(c.var.locale, secret, tableWords.notNow), 503);
  if (!answer.ok) return await box(c, true);
  return await page(c, keepLink({ locale: c.var.locale, secret, once: randomUUID() }, linkOf(site, secret)));
}

/** `GET /table`, and `/table/in` for who loads that again: the box. A link's secret stands behind the `#`, which no browser sends; the page's script puts it in the box. */
export async function getTable(c: Call, site: Site): Promise<Response> {
  if (site.table === undefined) throw noSuchPage();
  return await box(c, false);
}

/** `POST /table/in`: everything else, with the secret in the body. Each wrong code and link gets the same answer. */
export async function postTable(c: Call, site: Site): Promise<Response> {
  if (site.table === undefined) throw noSuchPage();
  const { fields } = await readBody(c.env.incoming, site.limits, undefined);
  const first = (name: string): string => fields.get(name)?.[0] ?? "";
  const locale = first("turn").split(".")[1] ?? first("lang");
  if (isLocale(locale)) c.set("locale", locale);
  const typed = pasted(first("code"));
  const code = normalReceipt(typed);
  if (code !== undefined) return await redeem(c, site, site.table, code, first("fresh"));
  const secret = first("secret") || typed;
  if (!isSecret(secret)) return await box(c, true);
  return (await new Visit(c, site, site.table, secret, fields).answer()) ?? (await box(c, true));
}
