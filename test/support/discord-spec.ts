import * as spec from "discord-api-spec/zod";

/** What goes to Discord, held against its own OpenAPI description, and against the rules that this description lacks. */

type Json = Readonly<Record<string, unknown>>;
type Schema = typeof spec.MessageCreateRequestSchema;

const callbacks: Readonly<Record<number, Schema>> = {
  4: spec.CreateMessageInteractionCallbackRequestSchema,
  5: spec.CreateMessageInteractionCallbackRequestSchema,
  6: spec.UpdateMessageInteractionCallbackRequestSchema,
  7: spec.UpdateMessageInteractionCallbackRequestSchema,
  8: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  9: spec.ModalInteractionCallbackRequestSchema,
};

const id = "\\d+";
const token = "[^/]+";
/** Method, path, and what the body must be. A row that is a list checks each entry. */
const table: readonly (readonly [string, RegExp, (body: Json) => Schema | undefined, "one" | "each"])[] = [
  ["POST", new RegExp(`^/channels/${id}/messages$`), () => spec.MessageCreateRequestSchema, "one"],
  ["PATCH", new RegExp(`^/channels/${id}/messages/${id}$`), () => spec.MessageEditRequestPartialSchema, "one"],
  [
    "PUT",
    new RegExp(`^/applications/${id}/guilds/${id}/commands$`),
    () => spec.ApplicationCommandUpdateRequestSchema,
    "each",
  ],
  ["POST", new RegExp(`^/interactions/${id}/${token}/callback$`), (b) => callbacks[Number(b["type"])], "one"],
  ["POST", new RegExp(`^/webhooks/${id}/${token}$`), () => spec.IncomingWebhookInteractionRequestSchema, "one"],
  [
    "PATCH",
    new RegExp(`^/webhooks/${id}/${token}/messages/[^/]+$`),
    () => spec.IncomingWebhookUpdateRequestPartialSchema,
    "one",
  ],
  ["POST", /^\/users\/@me\/channels$/, () => spec.CreatePrivateChannelRequestSchema, "one"],
  ["POST", new RegExp(`^/guilds/${id}/channels$`), () => spec.CreateGuildChannelRequestSchema, "one"],
];

const isObject = (v: unknown): v is Json => typeof v === "object" && v !== null && !Array.isArray(v);
const all = (v: unknown): Json[] =>
  Array.isArray(v) ? v.flatMap(all) : isObject(v) ? [v, ...Object.values(v).flatMap(all)] : [];
const size = (v: unknown): number => (typeof v === "string" ? [...v].length : 0);
const ephemeral = 1 << 6;
const componentsV2 = 1 << 15;

/** Rules that the description does not hold. @param isAnswer the first response to an interaction. */
function more(body: Json, isAnswer: boolean): string[] {
  const data = isObject(body["data"]) ? body["data"] : body;
  const parts = all(data["components"]);
  const isModal = isAnswer && body["type"] === 9;
  const texts = parts.filter((p) => p["type"] === 10).reduce((n, p) => n + size(p["content"]), 0);
  const flags = Number(data["flags"] ?? 0);
  const ids = parts.flatMap((p) => (typeof p["custom_id"] === "string" ? p["custom_id"] : []));
  const mentions = data["allowed_mentions"];
  const speaks = data["content"] !== undefined || (data["components"] !== undefined && !isModal);
  return [
    ...(size(data["content"]) > 2000 ? ["content over 2,000 characters"] : []),
    ...(texts > 4000 ? [`${texts} characters of text displays`] : []),
    ...(parts.filter((p) => typeof p["type"] === "number").length > 40 ? ["more than 40 components"] : []),
    ...(isModal && Array.isArray(data["components"]) && data["components"].length > 5
      ? ["more than 5 rows in a modal"]
      : []),
    ...(new Set(ids).size !== ids.length ? ["the same custom_id twice"] : []),
    ...(ids.some((i) => size(i) < 1 || size(i) > 100) ? ["a custom_id of more than 100 characters"] : []),
    ...((flags & componentsV2) !== 0 && data["content"] !== undefined ? ["content beside components V2"] : []),
    ...(speaks && !(isObject(mentions) && Array.isArray(mentions["parse"]) && mentions["parse"].length === 0)
      ? ["allowed_mentions is not empty"]
      : []),
    ...(isAnswer && [4, 5].includes(Number(body["type"])) && (flags & ephemeral) === 0
      ? ["an answer that others see"]
      : []),
  ];
}

/** Why Discord would refuse this body; empty when it would not. A path that is not in the table is not checked. */
export function faultsOf(method: string, path: string, body: unknown): string[] {
  const row = table.find(([m, pattern]) => m === method && pattern.test(path));
  if (row === undefined) return [];
  const [, , schema, how] = row;
  const items: unknown[] = how === "each" && Array.isArray(body) ? body : [body];
  return items.flatMap((item) => {
    if (!isObject(item)) return ["not an object"];
    const by = schema(item);
    if (by === undefined) return ["a body of no known kind"];
    const read = by.safeParse(item);
    const faults = (read.error?.issues ?? []).slice(0, 4).map((i) => `${i.path.join(".")}: ${i.message}`);
    return [...faults, ...(how === "one" ? more(item, path.endsWith("/callback")) : [])];
  });
}
