import { listMembers } from "../../db/queries/members.ts";
import { open } from "../../src/label.ts";
import { say, t, words } from "../../src/text.ts";
import { view } from "../../src/view.ts";
import { command } from "../contract.ts";
import { rolesText } from "./roles.ts";

export const memberList = command({
  name: "member list",
  summary: { ja: "メンバーを一覧する", en: "List the people of the desk" },
  effects: "read",
  max: "public",
  args: {},
  async run(ctx) {
    const all = await listMembers(ctx.tx);
    return view(
      words({ ja: "メンバー", en: "Members" }),
      { kind: "para", text: say({ ja: t`${open(all.length)}人`, en: t`${open(all.length)} members` }) },
      {
        kind: "items",
        rows: all.map((m) => ({
          text: say({
            ja: t`${open(m.handle)}  ${open(m.name)}  ${rolesText(m.roles)}`,
            en: t`${open(m.handle)}  ${open(m.name)}  ${rolesText(m.roles)}`,
          }),
        })),
      },
    );
  },
});
