import { command } from "../contract.ts";
import { rosterView } from "./roster-view.ts";

export const dutyRoster = command({
  name: "duty roster",
  summary: {
    ja: "当番表（系列と輪番、一時的な変更、不在）を表示する",
    en: "Show the roster: its lines with their turns, overrides, absences",
  },
  effects: "read",
  max: "public",
  args: {},
  run: (ctx) => rosterView(ctx),
});
