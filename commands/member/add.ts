import { appendDesk } from "../../db/queries/audit.ts";
import { redrawHomes } from "../../db/queries/homes.ts";
import { addMember, linkAccount } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { Refusal } from "../../src/refusal.ts";
import { foreign, say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { optional, textArg, wordArg } from "../args.ts";
import { command } from "../contract.ts";
import { mayBeOnDuty } from "../duty/readers.ts";
import { readRoles, rolesArg, rolesText } from "./roles.ts";

const handleShape = /^@?[a-z0-9][a-z0-9_-]{0,31}$/i;

export const memberAdd = command({
  name: "member add",
  summary: { ja: "メンバーを登録する", en: "Add a person to the desk" },
  effects: "write",
  max: "public",
  args: {
    handle: wordArg(
      { ja: "短い名前（英小文字・数字）", en: "short name: letters, digits, - and _" },
      "hana",
      handleShape,
    ),
    roles: optional(rolesArg),
    name: optional(textArg({ ja: "表示する名前", en: "name to show" }, "Tanaka Hanako", 80)),
  },
  async run(ctx, { handle, name, roles }) {
    const short = handle.replace(/^@/, "").toLowerCase();
    const given = readRoles(roles);
    const id = await addMember(ctx.tx, { handle: short, name: name ?? short, roles: given, locale: ctx.locale });
    if (id === undefined) {
      throw new Refusal(
        "member.taken",
        say({ ja: t`「${open(short)}」はすでに使われています。`, en: t`"${open(short)}" is already taken.` }),
        words({
          ja: "別の短い名前を選ぶか、member list で確かめてください。",
          en: "Choose another short name, or look at member list.",
        }),
      );
    }
    await linkAccount(ctx.tx, id, "console", "local", short);
    await redrawHomes(ctx.tx);
    await appendDesk(ctx.tx, ctx.keys, ctx.actor, ctx.now, [
      { action: "member.added", data: { member: id, roles: given } },
    ]);
    return view(
      say({ ja: t`${open(short)} を登録しました`, en: t`${open(short)} added` }),
      {
        kind: "para",
        text: say({
          ja: t`${foreign(open(name ?? short))}（${open(short)}）を登録しました。役割: ${rolesText(given)}`,
          en: t`${foreign(open(name ?? short))} (${open(short)}) is a member now. Roles: ${rolesText(given)}.`,
        }),
      },
      {
        kind: "next",
        commands: [`member link ${short} slack:…`, ...(mayBeOnDuty({ roles: given }) ? [`duty set ${short}`] : [])],
      },
    );
  },
});
