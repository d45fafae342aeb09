import type { Both } from "../locale.ts";

/** Roles of a person at the desk (domain rules §1). `admin` runs the desk and sees no case content. */
export const roles = [
  "intake_officer",
  "coordinator",
  "web_handler",
  "approver",
  "analyst",
  "auditor",
  "admin",
] as const;
export type Role = (typeof roles)[number];

export const roleWords: Readonly<Record<Role, Both>> = {
  intake_officer: { ja: "受付担当", en: "intake officer" },
  coordinator: { ja: "調整担当", en: "coordinator" },
  web_handler: { ja: "ウェブ案件担当", en: "website handler" },
  approver: { ja: "承認者", en: "approver" },
  analyst: { ja: "分析担当", en: "analyst" },
  auditor: { ja: "監査担当", en: "auditor" },
  admin: { ja: "管理者", en: "administrator" },
};
